/*
 * complete_write.c - see complete_write.h
 *
 * Each step fills parts of the file from those before.
 */
#include "engine/complete/complete_write.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "engine/complete/complete_writing.h"

enum { table_max = 1 << 30 };

struct complete_writer *complete_writer_new(struct arena *job, struct stemmer *stemmer)
{
    struct complete_writer *w = ARENA_NEW(job, struct complete_writer);

    w->job = job;
    w->stemmer = stemmer;
    w->words = map_new(job);
    for (int part = 0; part < complete_parts; part++)
        w->parts[part] = buf_new(job, table_max);
    return w;
}

void complete_writer_add(struct complete_writer *w, const struct complete_source *article)
{
    w->articles = arena_room(w->job, w->articles, w->article_count, sizeof *w->articles);
    w->articles[w->article_count++] = *article;
}

/* ---- parts ---- */

void complete_put(struct complete_writer *w, enum complete_part part, const void *element)
{
    buf_add(&w->parts[part], (struct slice){element, complete_part_sizes[part]});
}

uint32_t complete_count_of(const struct complete_writer *w, enum complete_part part)
{
    return (uint32_t)(w->parts[part].len / complete_part_sizes[part]);
}

struct complete_ref complete_keep(struct complete_writer *w, struct slice text)
{
    struct complete_ref ref = {(uint32_t)w->parts[PART_TEXTS].len, (uint32_t)text.len};

    buf_add(&w->parts[PART_TEXTS], text);
    return ref;
}

struct complete_span complete_put_numbers(struct complete_writer *w, enum complete_part part,
                                          const uint32_t *numbers, size_t count)
{
    struct complete_span span = {complete_count_of(w, part), (uint32_t)count};

    for (size_t i = 0; i < count; i++)
        complete_put(w, part, &numbers[i]);
    return span;
}

/* ---- articles ---- */

static int by_audience(const void *a, const void *b)
{
    const struct complete_source *p = a, *q = b;
    int order = slice_cmp(p->audience, q->audience);

    return order ? order : slice_cmp(p->id, q->id);
}

static void put_audience(struct complete_writer *w, size_t i)
{
    struct complete_audience last = {.end = (uint32_t)(i + 1)};
    struct buf *all = &w->parts[PART_AUDIENCES];

    if (i && slice_eq(w->articles[i].audience, w->articles[i - 1].audience)) {
        memcpy(all->ptr + all->len - sizeof last.end, &last.end, sizeof last.end);
        return;
    }
    last.name = complete_keep(w, w->articles[i].audience);
    complete_put(w, PART_AUDIENCES, &last);
}

static void put_articles(struct complete_writer *w)
{
    uint32_t *titles = ARENA_ARRAY(w->job, uint32_t, w->article_count);

    for (size_t i = 0; i < w->draft_count; i++)
        if (w->drafts[i].kind == ENTRY_TITLE)
            titles[w->drafts[i].holders.items[0]] = (uint32_t)i;
    for (size_t i = 0; i < w->article_count; i++) {
        const struct complete_source *a = &w->articles[i];

        put_audience(w, i);
        complete_put(
            w, PART_ARTICLES,
            &(struct complete_article){complete_keep(w, a->id), complete_keep(w, a->url),
                                       complete_keep(w, a->category),
                                       complete_keep(w, schema_join_list(w->job, &a->tags)),
                                       complete_count_of(w, PART_AUDIENCES) - 1, titles[i],
                                       (float)a->popularity, a->lang});
    }
}

static int by_id(const void *a, const void *b, void *writer)
{
    const struct complete_writer *w = writer;

    return slice_cmp(w->articles[*(const uint32_t *)a].id, w->articles[*(const uint32_t *)b].id);
}

static int by_popularity(const void *a, const void *b, void *writer)
{
    const struct complete_writer *w = writer;
    const struct complete_source *p = &w->articles[*(const uint32_t *)a],
                                 *q = &w->articles[*(const uint32_t *)b];

    if (p->popularity > q->popularity || p->popularity < q->popularity)
        return p->popularity < q->popularity ? 1 : -1;
    return slice_cmp(p->id, q->id);
}

static void put_orders(struct complete_writer *w)
{
    uint32_t *order = ARENA_ARRAY(w->job, uint32_t, w->article_count);

    for (size_t i = 0; i < w->article_count; i++)
        order[i] = (uint32_t)i;
    if (w->article_count == 0)
        return;
    qsort_r(order, w->article_count, sizeof *order, by_id, w);
    complete_put_numbers(w, PART_BY_ID, order, w->article_count);
    qsort_r(order, w->article_count, sizeof *order, by_popularity, w);
    complete_put_numbers(w, PART_POPULAR, order, w->article_count);
}

/* ---- the file ---- */

static bool save(struct complete_writer *w, const char *path, struct err *err)
{
    struct complete_header h = {.magic = complete_magic};
    struct slice parts[1 + complete_parts] = {{(const char *)&h, sizeof h}};
    size_t size = sizeof h;
    bool fits = true;

    for (int part = 0; part < complete_parts; part++) {
        h.counts[part] = complete_count_of(w, (enum complete_part)part);
        parts[1 + part] = buf_slice(&w->parts[part]);
        size += parts[1 + part].len;
        fits = fits && !w->parts[part].too_big;
    }
    if (!fits || size > table_max)
        return err_set(err, ERR_INPUT,
                       "titles and questions are more than the completion table holds (1 GiB)");
    return file_replace_parts(path, parts, 1 + complete_parts, 0666, err);
}

bool complete_write(struct complete_writer *w, const struct translit *t, const char *path,
                    struct err *err)
{
    if (w->article_count)
        qsort(w->articles, w->article_count, sizeof *w->articles, by_audience);
    complete_draft(w);
    complete_sort_words(w);
    put_articles(w);
    put_orders(w);
    complete_put_entries(w);
    complete_put_words(w, t);
    return save(w, path, err);
}
