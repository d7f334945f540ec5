/*
 * complete_write.h - makes the completion table.
 *
 *      struct complete_writer *w = complete_writer_new(job, stemmer);
 *      complete_writer_add(w, &article);       for each, in any order
 *      ok = complete_write(w, translit, path, &err);
 *
 * The same articles give the same file.
 */
#ifndef ENGINE_COMPLETE_WRITE_H
#define ENGINE_COMPLETE_WRITE_H

#include "engine/complete/complete.h"
#include "engine/index/xap.h"

/* What completion knows of an article; everything is borrowed until the file is written. */
struct complete_source {
    struct slice id, url, audience, title;
    struct slice category; /* the innermost */
    struct texts tags;
    struct texts asked;    /* article_asked */
    struct texts headings; /* of its sections */
    enum language lang;
    double popularity;
};

struct complete_writer;

struct complete_writer *complete_writer_new(struct arena *job, struct stemmer *stemmer);
void complete_writer_add(struct complete_writer *w, const struct complete_source *article);
bool complete_write(struct complete_writer *w, const struct translit *t, const char *path,
                    struct err *err);

/* The table of all articles of an index. */
bool complete_build(struct xap_reader *index, struct stemmer *stemmer, const char *path,
                    struct err *err);

#endif
