/*
 * learned.h - what learning_read found, for a page that asks again and again.
 *
 * A hundred thousand turns take seconds to read. What took longer than half a second is shown for
 * ten times as long, to those who may see the same, unless a conversation was erased meanwhile; one
 * thread reads, others wait for it. Of a small desk each list is new.
 */
#ifndef SERVER_LEARNED_H
#define SERVER_LEARNED_H

#include "server/editor/learning.h"

enum learned_list { LEARNED_SUGGESTIONS, LEARNED_GAPS, LEARNED_ARTICLES, learned_lists };

struct learned; /* of a server; any thread */

struct learned *learned_new(void);
void learned_free(struct learned *k); /* NULL is fine */

/* The list as a JSON object, in the job. */
bool learned_read(struct learned *k, const struct learner *l, struct arena *job,
                  enum learned_list which, struct slice *out, struct err *err);

/* Something was decided. */
void learned_forget(struct learned *k);

#endif
