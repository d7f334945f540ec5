/*
 * story.h - conversations as they went, for what is learned from them and tried on them.
 */
#ifndef DESK_STORY_H
#define DESK_STORY_H

#include "desk/conversation.h"

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

/* Is given each story, in `job`, which is freed behind it. */
struct story_taker {
    bool (*take)(void *self, struct arena *job, const struct story *s, struct err *err);
    void *self;
};

/* Gives `to` each conversation that anything was said in since `since` (wall milliseconds), the
 * latest first, until they have `turns_most` turns. The desk's lock is held for one of them at a
 * time, and not while it is taken. */
bool story_walk(struct desk *d, int64_t since, int64_t turns_most, struct story_taker to,
                struct err *err);

/* The article that what the customer said in turns[i] was about: the one picked next, or that the
 * agent named who closed the ticket, unless an answer between them helped. Empty: not known. */
struct slice story_meant(const struct story *s, size_t i);

#endif
