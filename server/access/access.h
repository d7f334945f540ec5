/*
 * access.h - who asks, and what they may see.
 *
 * Every route searches, lists and completes through this: an article outside of it is not
 * found, counted, completed or offered.
 */
#ifndef SERVER_ACCESS_H
#define SERVER_ACCESS_H

#include "engine/index/reader.h"
#include "engine/query/filter.h"
#include "server/access/keys.h"

struct access {
    enum role role;
    struct slice name, key;      /* of the key: its name, its hash; empty without one */
    struct texts audiences;      /* never empty */
    struct texts tags;           /* only articles with one of these; none: all */
    const struct filter *filter; /* says the same of tags; NULL: all */
    bool conversation;           /* the bearer fits the conversation in the path */
};

void access_start(struct arena *job, struct access *a); /* the public */

/* What the key allows besides; of a reader's articles where it may see all (NULL: none). */
void access_add_key(struct arena *job, struct access *a, const struct key *key,
                    const struct reader *r);

/* Kept with a conversation, whose customer goes on seeing what they saw at its beginning;
 * reading sets audiences, tags and filter. */
struct slice access_print(struct arena *job, const struct access *a);
bool access_parse(struct arena *job, struct slice text, struct access *a, struct err *err);

/* Another text for everybody who sees something else: for entity tags. */
uint64_t access_hash(struct arena *job, const struct access *a);

#endif
