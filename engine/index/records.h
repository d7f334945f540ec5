/*
 * records.h - the records of a generation's articles (article_print), by document number.
 *
 * A file of the generation, mapped. Each record is packed by itself (base/pack.h), so that a hit costs
 * some microseconds; the dictionary is pieces of some of them. Belongs to one thread at a time.
 */
#ifndef ENGINE_RECORDS_H
#define ENGINE_RECORDS_H

#include "base/err.h"
#include "base/str.h"

struct records;

bool records_open(struct arena *life, const char *path, struct records **out, struct err *err);

/* ERR_NOT_FOUND if there is none; ERR_ENGINE if it is damaged. */
bool records_read(const struct records *r, struct arena *job, uint32_t document, struct slice *out,
                  struct err *err);

/* `next` gives the record of each document below `documents`, empty for none, in any order. */
struct records_source {
    struct slice (*record)(const void *self, uint32_t document);
    const void *self;
    uint32_t documents;
};
bool records_write(const struct records_source *from, const char *path, struct err *err);

#endif
