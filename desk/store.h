/*
 * store.h - the desk's database: SQLite in WAL mode, every commit on the disk.
 *
 * One connection, used under the desk's lock. Statements live in a job's arena. The schema
 * has a version; opening brings an older database up to date, one migration a transaction,
 * and refuses a newer one. Statements may call folded(TEXT): the text as texts are compared,
 * without case and marks, ё as е; and phone(TEXT): contact_phone of contact.h.
 *
 * What is deleted is overwritten (SQLite's secure_delete), but two places keep it: the log until
 * store_checkpoint, and the free room in pages that SQLite has filled anew until store_scrub.
 */
#ifndef DESK_STORE_H
#define DESK_STORE_H

#include "base/err.h"
#include "base/str.h"

struct store;

struct store *store_open(const char *path, struct err *err);
void store_close(struct store *s); /* NULL is fine */

/* A transaction that writes; nothing else writes until it ends. */
bool store_begin(struct store *s, struct err *err);
bool store_commit(struct store *s, struct err *err);
void store_rollback(struct store *s); /* no harm without a transaction */

/* What is in the log goes to the database, and the log is emptied. Outside transactions. ERR_BUSY:
 * another process reads, and the log keeps what it has. */
bool store_checkpoint(struct store *s, struct err *err);

/* Writes the whole database anew, and nothing but what is in it: 10 to 20 s a GB, during which nobody
 * else writes. Outside transactions; ERR_BUSY as above. */
bool store_scrub(struct store *s, struct err *err);

struct statement;

/* `types` says what the values bound to ?1, ?2… are: t a struct slice (ptr NULL: null),
 * i an int64_t, d a double. NULL on failure. */
struct statement *store_prepare(struct store *s, struct arena *job, struct err *err,
                                const char *sql, const char *types, ...);

/* An empty text as null. */
struct slice store_or_null(struct slice text);

/* `*row` tells whether there is a row to read. */
bool statement_step(struct statement *st, bool *row, struct err *err);
struct slice statement_text(struct statement *st, int column); /* copied into the job */
int64_t statement_int(struct statement *st, int column);
double statement_number(struct statement *st, int column);

/* For what returns no rows. */
bool store_run(struct store *s, struct arena *job, struct err *err, const char *sql,
               const char *types, ...);

/* Rows changed by the last statement. */
int64_t store_changed(struct store *s);

#endif
