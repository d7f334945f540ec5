/*
 * policy.h - answer, ask or hand off: the cheapest, by costs that an administrator sets.
 *
 * An answer that is wrong costs cost_wrong, a hand-off cost_handoff, a question back
 * cost_clarify, and a hand-off after it where the right article is not among the options:
 *      answer (1-p)·cost_wrong    clarify cost_clarify + (1-q)·cost_handoff    hand off cost_handoff
 * With the standard costs a question needs q of a third, and an answer p of 0.57 where no question
 * may be asked; where one may, the surer the options, the surer the answer must be: p of 0.86 at q = 1.
 */
#ifndef BOT_POLICY_H
#define BOT_POLICY_H

#include "base/json.h"

struct policy {
    double cost_wrong, cost_handoff, cost_clarify;
    uint64_t clarify_most; /* questions back in one episode */
    double tie_within;     /* two articles tie if their confidences are closer than this */
    double tie_below;      /* only below this p */
    double rephrase_known; /* rarity of the words known, of all, from which a first miss asks
                            * for other words */
    double follow_gain;    /* by how much p must grow for a turn to be asked with the one before */
    /* From which a person is offered, and from which one takes over; escalate.h says how each
     * is counted. */
    uint64_t unsolved_offer, unsolved_handoff;
    double frustration_offer, frustration_handoff;
    uint64_t complexity_handoff;
    uint64_t turns_offer;
    double minutes_offer, minutes_handoff;
    char sha[65]; /* of the text it was read from */
};

/* Every field is required; an unknown one is refused. */
bool policy_parse(struct arena *job, struct slice text, struct policy *out, struct err *err);

/* Of a file; of the standard policy if the path is NULL or empty. */
bool policy_read(struct arena *job, const char *path, struct policy *out, struct err *err);

/* The p from which an answer costs no more than a hand-off. */
double policy_answer_from(const struct policy *p);

enum policy_choice { POLICY_ANSWER, POLICY_CLARIFY, POLICY_HANDOFF };

/* What is known when one must be chosen. */
struct policy_case {
    double p, q;
    double next;        /* p of the second article, were the best one not there */
    uint64_t clarified; /* questions back so far */
    bool can_clarify;   /* there are at least two articles to choose from */
};

/* `*reason` is the rule that decided. */
enum policy_choice policy_choose(const struct policy *p, const struct policy_case *c,
                                 const char **reason);

#endif
