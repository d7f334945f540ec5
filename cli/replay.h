/*
 * replay.h - the parts of `kladez replay`: past turns decided again, and what would change.
 */
#ifndef CLI_REPLAY_H
#define CLI_REPLAY_H

#include "bot/bot.h"
#include "desk/story.h"

enum { replay_kinds = 5 }; /* of enum bot_decision_kind */

/* What was, or would have been, decided on a turn. */
struct replay_decision {
    struct slice kind, reason, article;
    double p;
};

/* A turn that the bot decided, and what came of it. */
struct replay_turn {
    int64_t n, at;
    struct slice text, article; /* said; answered with */
    enum helpful helpful;       /* what the customer said of that answer */
    struct slice meant;         /* story_meant */
    uint64_t generation;        /* it was decided on */
};

/* Two ways to decide the same turns: 0 is before, 1 after. */
struct replay_run {
    const char *name;
    size_t decided[replay_kinds];
    size_t judged, right; /* answers whose outcome is known */
};

struct replay_change {
    struct slice conversation;
    struct replay_turn turn;
    struct replay_decision sides[2];
};

struct replay {
    uint64_t generation; /* that the turns were decided on again */
    size_t turns, conversations;
    size_t stale; /* turns that another generation had decided */
    struct replay_run runs[2];
    struct replay_change *changes; /* of the latest conversation first */
    size_t change_count;
};

/* Counts a turn; keeps it, copied into `life`, if the sides differ in decision or article. */
void replay_add(struct arena *life, struct replay *r, struct slice conversation,
                const struct replay_turn *turn, const struct replay_decision sides[2]);

/* The first `show` changes. */
void replay_print(struct arena *job, const struct replay *r, size_t show);
void replay_print_json(struct arena *job, const struct replay *r);

#endif
