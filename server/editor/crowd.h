/*
 * crowd.h - what people search for, counted in memory until more than one asked.
 *
 *      crowd_remember(c, query_id, &search);          a search was answered: one key of many
 *      if (crowd_recall(c, job, query_id, &search))   somebody says that it was meant
 *          crowd_count(c, address, search.lang, words, end);
 *
 * An address counts once a day for the same words, whatever it does. Words are written down once a
 * second address has asked for them; until then they, and whoever asked, are in memory alone and
 * gone when the server ends. A thread writes what was counted once in crowd_write_seconds, so no
 * request waits for the disk; kill -9 costs what was counted since. All tables have a fixed size,
 * and an address that asks too much is not counted on, so a flood costs neither memory nor disk.
 *
 * Any thread. NULL, where searches are not counted, is taken by all functions.
 */
#ifndef SERVER_CROWD_H
#define SERVER_CROWD_H

#include "desk/searches.h"

enum {
    crowd_write_seconds = 60,
    crowd_a_minute = 6, /* searches of an address that count; … */
    crowd_at_once = 60  /* …this many at once: an office has one address */
};

struct crowd;

/* With 0 days nothing is counted, and what was kept is forgotten: `*out` is NULL. */
bool crowd_start(struct desk *d, uint64_t days, struct crowd **out, struct err *err);
void crowd_stop(struct crowd *c); /* writes first */

/* A search that was answered. */
struct crowd_search {
    struct slice text; /* as it was typed */
    enum language lang;
    bool missed; /* nothing was found, or nothing sure */
};

/* The last few thousand of them are known again; one without words, or of more than
 * searches_text_max bytes, is not. */
void crowd_remember(struct crowd *c, struct slice query_id, const struct crowd_search *s);
bool crowd_recall(struct crowd *c, struct arena *job, struct slice query_id,
                  struct crowd_search *out);

/* Somebody searched for these words (masked, folded; 1..searches_text_max bytes, else nothing is
 * counted) and found what he found: `missed`. `address`: of the one who asks, empty for this
 * machine. */
void crowd_count(struct crowd *c, struct slice address, enum language lang, struct slice words,
                 bool missed);

/* …and picked a hit. Counts if the search did, today. */
void crowd_pick(struct crowd *c, struct slice address, struct slice words);

/* Writes what was counted, for those who want to see it now. */
bool crowd_write(struct crowd *c, struct err *err);

#endif
