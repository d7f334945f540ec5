/*
 * story.h - conversations as they went, for what is learned from them.
 */
#ifndef DESK_STORY_H
#define DESK_STORY_H

#include "desk/conversation.h"

enum { story_turns_most = 100000 };

/* What came of a ticket; empty while it is open. */
struct story_ticket {
    struct slice outcome, article;
};

/* A conversation, and its tickets in order. Each ends an episode: the first ticket belongs to
 * episode 1. */
struct story {
    struct transcript said;
    struct story_ticket *tickets;
    size_t ticket_count;
};

/* Calls `take` with each conversation that anything was said in since `since` (wall
 * milliseconds), the latest first, until they have story_turns_most turns. The desk's lock is
 * held for one of them at a time, and not while `take` runs. What it is given is in `job`, which
 * is freed behind it. */
bool story_walk(struct desk *d, int64_t since,
                void (*take)(void *self, struct arena *job, const struct story *s), void *self,
                struct err *err);

#endif
