/*
 * bot.h - a turn in, a decision out.
 *
 * The bot decides and says; it changes nothing: the desk records, opens tickets, delivers.
 * A decision is made first and the words follow from it, never the other way round. What
 * was said once in an episode is not said again: another variant, another passage, or a
 * person.
 */
#ifndef BOT_BOT_H
#define BOT_BOT_H

#include "bot/confidence/confidence.h"
#include "bot/decide/policy.h"
#include "bot/decide/state.h"
#include "bot/understand/understand.h"
#include "engine/show/passage.h"

enum {
    bot_text_max = 8192,
    bot_alternatives_most = 10,
    bot_options_most = 3,
    bot_messages_most = 8
};

/* One thread's bot. */
struct bot;
struct bot *bot_new(struct arena *life, const struct policy *policy, struct err *err);

/* The policy that comes with the program. */
bool bot_standard_policy(struct arena *job, struct policy *out, struct err *err);

/* What was learned of a reader's generation; kept until it is on another one, and on failure.
 * ERR_STALE, with what to do. */
bool bot_follow(struct bot *b, const struct reader *r, struct err *err);
const struct confidences *bot_confidences(const struct bot *b);

/* What turns are understood by. */
const struct lexicon *bot_lexicon(const struct bot *b);

struct bot_request {
    struct slice text;
    struct slice choice;           /* of an earlier question back; empty: none */
    const char *person;            /* why one takes over, whatever is said: a button; or NULL */
    const enum language *lang;     /* NULL: by the text */
    enum language lang_before;     /* of the conversation so far */
    const struct filter *filter;   /* NULL: everything */
    const struct texts *audiences; /* what the customer may see */
    size_t top;                    /* alternatives wanted */
    int64_t now;                   /* wall milliseconds; 0: no rule looks at the time */
    bool explain;
};

enum bot_decision_kind { BOT_ANSWER, BOT_CLARIFY, BOT_OFFER_HUMAN, BOT_HANDOFF, BOT_SMALLTALK };

const char *bot_decision_name(enum bot_decision_kind kind);
const char *bot_band(double p); /* "very high", "high", "medium", "low", "none" */

struct bot_candidate {
    struct slice id, title, url; /* of an option the title is what stands on its button */
    struct slice differs_by;     /* of an option: what tells it from others like it; may be empty */
    double p;
};

struct bot_message {
    const char *slot;  /* intro, answer, question, notice, offer, eta */
    struct slice text; /* may hold {ticket} */
};

struct bot_decision {
    enum bot_decision_kind kind;
    const char *reason;   /* docs/http-api.md lists them */
    const char *offered;  /* why a person is offered beside the rest; NULL: none is */
    const char *priority; /* that a rule gives a hand-off: high, urgent; NULL: none does */
    enum language lang;
    double p, q; /* of the best article, whatever was decided */
    bool has_answer;
    struct article article; /* if has_answer */
    struct slice anchor, passage;
    struct bot_candidate candidates[bot_alternatives_most];
    size_t candidate_count; /* best first, the answer's article not among them */
    struct bot_candidate options[bot_options_most]; /* of a question back */
    size_t option_count;                            /* 0: it asks for other words */
    struct slice question_back, none_of_these;
    struct slice chosen; /* label of the option that was picked */
    struct bot_message messages[bot_messages_most];
    size_t message_count;
    const struct json *trace; /* if asked for */
    struct bot_state next;
};

/* What counts towards a person, as the member `scores`. */
void bot_add_scores(struct json *into, const struct bot_state *s);

/* Stands for the number of a ticket where none is opened. */
#define BOT_NO_TICKET "KB-…"

/* Where a person is wanted by a button, nothing is searched and `r` may be NULL. */
bool bot_decide(struct bot *b, struct reader *r, struct arena *job, const struct bot_request *q,
                const struct bot_state *state, struct bot_decision *out, struct err *err);

#endif
