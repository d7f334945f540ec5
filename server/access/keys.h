/*
 * keys.h - who may do what: API keys, kept hashed in DATA/keys.json.
 *
 *      {"keys": [{"id": "…", "name": "widget", "role": "search", "hash": "…",
 *                 "audiences": ["internal"], "tags": [], "created": "2026-11-21T08:00:00Z"}]}
 *
 * The file is read again when it changes, so that a key works, or stops working, at once.
 */
#ifndef SERVER_KEYS_H
#define SERVER_KEYS_H

#include "engine/article/article.h"

enum role { ROLE_PUBLIC, ROLE_SEARCH, ROLE_DESK, ROLE_EDITOR, ROLE_ADMIN, role_count };

const char *role_name(enum role r);
bool role_parse(struct slice name, enum role *out);

struct key {
    struct slice id, name, hash;
    enum role role;
    struct texts audiences; /* what it may see beyond "public"; for desk and above, none: all */
    struct texts tags;      /* only articles with one of these; none: all */
};

struct keys; /* of a data folder; any thread may look keys up */

struct keys *keys_open(const char *data);
void keys_close(struct keys *k); /* NULL is fine */

/* Copies the key into the job; false if there is no such key. */
bool keys_find(struct keys *k, struct arena *job, struct slice secret, struct key *out);

/* Is a key that was found still there, and may it do as much as `least`? For what goes on long after
 * the request that brought it. */
bool keys_allow(struct keys *k, struct slice hash, enum role least);

/* For the command line. A new key's secret is returned once and kept nowhere. */
bool keys_add(struct arena *job, const char *data, const char *name, enum role role,
              const struct texts *audiences, const struct texts *tags, const char **secret,
              struct err *err);
bool keys_list(struct arena *job, const char *data, struct key **out, size_t *count,
               struct err *err);
bool keys_remove(struct arena *job, const char *data, const char *id, struct err *err);

#endif
