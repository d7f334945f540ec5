/*
 * snippet.h - the few words of a text that show why it was found.
 *
 *      "…turn the printer off and clear the [paper jam] before…"
 *
 * The part with the most different words of the query, then the most marks, then the
 * earliest; without marks, the beginning. It starts and ends at words. The text is the
 * original; marks are moved to it, so escaping and colour stay the page's business.
 */
#ifndef ENGINE_SNIPPET_H
#define ENGINE_SNIPPET_H

#include "engine/show/marks.h"

struct snippet {
    struct slice text; /* a part of the text given */
    bool cut_before, cut_after;
    struct marks marks; /* within the part */
};

/* At most `words` words (at least 1); punctuation behind the last one included. */
struct snippet snippet_make(struct arena *job, struct slice text, const struct marks *marks,
                            size_t words);

#endif
