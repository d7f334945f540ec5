/*
 * triage.h - what kind of ticket a conversation becomes, by rules that are data.
 *
 *      fraud:                          a rule, by its name
 *        type: incident
 *        category: security
 *        priority: urgent
 *        reasons: [fraud]              reasons of a hand-off: docs/http-api.md
 *        words: [мошенник, scam]       of the customer, in all their forms
 *        articles: [payment]           categories of the best article
 *
 * A rule fits if any of the three does. Of those that fit, the first that names a type or a
 * category gives it; the highest priority counts. Once parsed it does not change, and any
 * thread may ask.
 */
#ifndef DESK_TRIAGE_H
#define DESK_TRIAGE_H

#include "engine/article/article.h"
#include "text/stem.h"

enum { triage_rules_most = 200, triage_file_max = 256 * 1024 };

struct triage;

/* ERR_INPUT at the line of what is wrong. */
bool triage_parse(struct arena *life, struct stemmer *stemmer, struct slice yaml,
                  struct triage **out, struct err *err);

struct triage_case {
    const char *reason;      /* of the hand-off */
    struct slice priority;   /* that the bot's own rules ask for; empty: none */
    struct texts said;       /* by the customer */
    struct texts categories; /* of the best article, the most exact one last; none is fine */
};

struct triage_result {
    struct slice type;     /* question, request, incident, dispute, complaint */
    struct slice category; /* of a rule, else of the article; may be empty */
    struct slice priority; /* low, normal, high, urgent */
    struct texts rules;    /* names of those that fit */
};

/* `stemmer` is the thread's own. */
struct triage_result triage_of(const struct triage *t, struct stemmer *stemmer, struct arena *job,
                               const struct triage_case *c);

#endif
