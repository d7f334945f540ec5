/*
 * nonsense.h - turns without a word of any language: «фывапр», "asdfgh", "123", a stray letter.
 *
 *      фывапр олдж -> nonsense        купить слона -> none: words, of whatever subject
 *
 * At most three words, each a number, a single letter, a key run such as "qwerty" (set `keys` of the
 * lexicon), or nothing that the dictionary has: more words than that are a language it does not know,
 * as are words of other alphabets. What the knowledge base has a word for is looked at elsewhere. Pure.
 */
#ifndef BOT_NONSENSE_H
#define BOT_NONSENSE_H

#include "bot/understand/reading.h"

bool nonsense(const struct reading *r, const struct stemmer *stemmer);

/* Is the text one letter that is a word and says nothing: "a", «и»? */
bool nonsense_letter(struct slice text);

#endif
