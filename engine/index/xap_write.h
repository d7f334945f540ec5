/*
 * xap_write.h - the door to Xapian: writing. Only the indexer and the engine's own trial
 * index (trial.h) may use it: the layer check sees to that.
 *
 * Changes become visible to readers that open later, and durable, at a commit; a process
 * that dies leaves the state of the last one.
 */
#ifndef ENGINE_XAP_WRITE_H
#define ENGINE_XAP_WRITE_H

#include "engine/article/terms.h"

struct xap_writer;

/* Opens or creates. ERR_BUSY if another process writes it. A `passing` index is not
 * made durable: for what is thrown away. */
struct xap_writer *xap_writer_open(const char *path, bool passing, struct err *err);
void xap_writer_close(struct xap_writer *w); /* drops what was not committed; NULL is fine */

/* `*document` is the number to replace, or 0 to add; then it is the number given. */
bool xap_put(struct xap_writer *w, const struct document *d, uint32_t *document, struct err *err);
bool xap_remove(struct xap_writer *w, uint32_t document, struct err *err);
bool xap_set_metadata(struct xap_writer *w, const char *key, struct slice text, struct err *err);
bool xap_commit(struct xap_writer *w, struct err *err);

/* A compacted copy of all documents of the databases `from` as the single file `to`. It has no
 * term lists, which only changes need: Xapian leaves them out as soon as one of the databases it
 * joins has none, and `without` becomes such a one, empty; it may be removed then. */
bool xap_compact(const char *const *from, size_t count, const char *without, const char *to,
                 struct err *err);

/* Looks through the whole structure; ERR_ENGINE says what is damaged. */
bool xap_check(const char *path, struct err *err);

#endif
