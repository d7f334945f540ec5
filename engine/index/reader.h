/*
 * reader.h - one thread's view of one published generation.
 *
 * It stays on its generation, whatever is published meanwhile, until reader_newer is
 * called; several readers, of one or several generations, may be open at once.
 */
#ifndef ENGINE_READER_H
#define ENGINE_READER_H

#include "engine/complete/complete.h"
#include "engine/find/allowed.h"
#include "engine/find/likeness.h"
#include "engine/find/match.h"
#include "engine/index/forward.h"
#include "engine/index/generation.h"
#include "engine/index/records.h"
#include "engine/index/xap.h"
#include "engine/query/spelling.h"
#include "engine/query/wording.h"

struct reader {
    struct arena *life;
    struct generation generation;
    struct manifest manifest;
    struct xap_reader *index;
    struct stemmer *stemmer;
    struct vocabulary *vocabulary;
    struct forwards forward;
    struct records *records;
    struct postings_parts postings;
    struct match_space *space;
    struct allowed *allowed;
    const uint32_t *popular; /* find.c: every document in this order; NULL until it is asked for */
    size_t popular_count;
    struct likeness_table *likeness;
    struct complete *complete;
    struct wording *wording;
    const struct thesaurus *thesaurus;
    struct spelling *spelling;
    struct xap_size size;                        /* all documents */
    struct xap_size by_language[language_count]; /* those of a language; of all if it has none */
};

/* Opens a generation. ERR_STALE, with what to do, if it was built by another version of
 * the engine or a file of it is missing or damaged. */
bool reader_open(const struct generation *g, struct reader **out, struct err *err);
void reader_close(struct reader *r); /* NULL is fine */

/* A reader of what is published in `data` now; NULL if `before` (NULL at first) is one, which costs a
 * readlink. ERR_NOT_FOUND: nothing is published. ERR_STALE as above. */
bool reader_newer(const char *data, const struct reader *before, struct reader **out,
                  struct err *err);

/* Opens generation `number` of a data folder; 0 is the published one. */
bool reader_open_in(const char *data, uint64_t number, struct reader **out, struct err *err);

/* Who may see an article. ERR_NOT_FOUND. */
bool reader_audience(struct reader *r, struct arena *job, struct slice id, struct slice *out,
                     struct err *err);

/* Every audience there are articles for, at most reader_audiences_most, added to the list. */
enum { reader_audiences_most = 1000 };
bool reader_audiences(const struct reader *r, struct arena *job, struct texts *out,
                      struct err *err);

/* An article by its id; ERR_NOT_FOUND. */
bool reader_article(struct reader *r, struct arena *job, struct slice id, struct article *out,
                    struct err *err);
/* By the file it was read from; ERR_NOT_FOUND. */
bool reader_article_of_file(struct reader *r, struct arena *job, struct slice path,
                            struct article *out, struct err *err);
bool reader_document(struct reader *r, struct arena *job, uint32_t document, struct article *out,
                     struct err *err);

#endif
