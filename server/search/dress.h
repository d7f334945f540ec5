/*
 * dress.h - the texts of a hit with the words of the query marked, and cut around them.
 */
#ifndef SERVER_DRESS_H
#define SERVER_DRESS_H

#include "engine/show/marks.h"
#include "server/exchange.h"

/* Which fields a request wants, and how it wants them dressed. */
struct dress {
    struct texts retrieve;  /* names or "*"; none: nothing but the id */
    struct texts highlight; /* names or "*" */
    struct texts crop;      /* names, "*", "name:words" */
    uint64_t crop_words;
    struct slice crop_marker, pre_tag, post_tag;
    bool positions;
};

/* ERR_INPUT, naming the fields there are, for one there is not; `which` is the code of the setting
 * that names it. */
bool dress_check(struct arena *job, const struct dress *d, const char **which, struct err *err);

/* `_formatted`. `section` is the one that fits best, or NULL: a body that is cut shows it. */
void dress_add_formatted(struct exchange *x, struct json *into, const struct article *a,
                         const struct section *section, const struct dress *d, struct marker *m);

/* `_matchesPosition`: bytes of UTF-8. */
void dress_add_positions(struct arena *job, struct json *into, const struct article *a,
                         const struct dress *d, struct marker *m);

#endif
