/*
 * policy.h - answer, ask or hand off: the cheapest, by costs that an administrator sets.
 *
 * Beside an answer stand the next best articles. One that is wrong while the right article is
 * among them costs cost_near, one that is wrong otherwise cost_wrong; a hand-off cost_handoff;
 * a question back cost_clarify, and a hand-off after it where the right article is not among the
 * options:
 *      answer    (q-p)·cost_near + (1-q)·cost_wrong
 *      clarify   cost_clarify + (1-q)·cost_handoff
 *      hand off  cost_handoff
 * So what must be sure for an answer is that the articles at hand have it. Two that cannot be told
 * from each other tie: that is what a question back settles. What one would rather ask about is not
 * answered where no question may be asked.
 */
#ifndef BOT_POLICY_H
#define BOT_POLICY_H

#include "base/json.h"

struct policy {
    double cost_wrong, cost_near, cost_handoff, cost_clarify;
    uint64_t clarify_most; /* questions back in one episode */
    double tie_within; /* two articles tie if it changes p by less than this which one is first */
    double rephrase_known; /* rarity of the words known, of all, from which a first miss asks
                            * for other words */
    double follow_gain;    /* by how much p must grow for a turn to be asked with the one before */
    double advise_from;    /* the least p of an article suggested to the person who takes over */
    /* From which a person is offered, and from which one takes over; escalate.h says how each
     * is counted. */
    uint64_t unsolved_offer, unsolved_handoff;
    double frustration_offer, frustration_handoff;
    uint64_t complexity_handoff;
    uint64_t turns_offer;
    double minutes_offer, minutes_handoff;
    char sha[65]; /* of the text it was read from */
};

/* Every field is required; an unknown one is refused, at its line. */
bool policy_parse(struct arena *job, struct slice text, struct policy *out, struct err *err);

/* Of a file; of the standard policy if the path is NULL or empty. */
bool policy_read(struct arena *job, const char *path, struct policy *out, struct err *err);

enum policy_choice { POLICY_ANSWER, POLICY_CLARIFY, POLICY_HANDOFF };

/* The least p that is answered rather than handed over. */
double policy_risks_from(const struct policy *p);

/* The least p that is answered where it is this article or none. */
double policy_answer_from(const struct policy *p);

/* The least q with which a question is asked. */
double policy_asks_from(const struct policy *p);

/* What is known when one must be chosen. */
struct policy_case {
    double p, q;
    double second;      /* p of the second article, were it put before the best one; 0: none */
    uint64_t clarified; /* questions back so far */
    bool guessed;       /* every word of it had to be: no answer, however sure */
};

/* `*reason` is the rule that decided. */
enum policy_choice policy_choose(const struct policy *p, const struct policy_case *c,
                                 const char **reason);

#endif
