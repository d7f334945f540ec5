/*
 * mood.h - how angry a turn is, and which turns must go to a person whatever is found.
 *
 * Words of anger, runs of exclamation marks and capitals each give points; what the
 * conversation adds to them is escalate.h's. Rules are sets of bot/data/rules.txt, "REASON
 * PRIORITY" or "REASON PRIORITY end", each line a phrase. Pure.
 */
#ifndef BOT_MOOD_H
#define BOT_MOOD_H

#include "base/err.h"
#include "bot/understand/reading.h"

/* Two for a word of anger, one for "!!", one for capitals: 0 to 4. */
double mood_anger(const struct reading *r);

struct rule {
    const char *reason, *priority; /* priority: urgent or high */
    const char *set;
    bool ends; /* a phrase must end its clause */
};

struct rules {
    struct lexicon *lexicon;
    struct rule *items;
    size_t count;
};

/* Of a text as sets.h reads it. ERR_INPUT names a set of another form. */
bool rules_parse(struct arena *life, struct stemmer *stemmer, struct slice text, struct rules *out,
                 struct err *err);

/* The first rule a phrase of which stands in the text; or NULL. */
const struct rule *rules_match(const struct rules *rules, const struct reading *r);

#endif
