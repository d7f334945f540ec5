/*
 * search_hits.c - what was found, as hits in order: see search_inside.h
 *
 * Matches come in the order of BM25. The best are weighed by all the evidence; those behind keep their
 * order, with weights below these. Pins go to their places, and of all that a page is taken.
 */
#include <stdlib.h>

#include "engine/find/rank.h"
#include "engine/find/search_inside.h"

enum {
    glanced_most = 60, /* hits whose words are counted and whose titles and labels are read */
    read_most = 30,    /* hits that are read word by word */
    read_for = 10,     /* …to know these first, whatever page is asked for */
    fetched_ahead = 2  /* the memory is asked for hits so far ahead */
};

/* Reading a hit seldom adds more than this share of the rarity of all words (docs/adr/0004). */
static const double reading_adds = 1.5;

/* Below this share of the possible weight a hit is one by accident (docs/adr/0004). */
static const double confident_score = 0.12;

static double score_of(const struct search_result *result, double weight)
{
    double score = result->possible > 0 ? weight / result->possible : 1;

    return score > 1 ? 1 : score;
}

static int by_weight(const void *a, const void *b)
{
    const struct search_hit *x = a, *y = b;

    if (x->weight != y->weight)
        return x->weight < y->weight ? 1 : -1;
    return (x->document > y->document) - (x->document < y->document);
}

static int by_id(const void *a, const void *b)
{
    const struct search_hit *x = a, *y = b;

    return slice_cmp(x->id, y->id);
}

/* A document by all the evidence. */
static void weigh_hit(struct reader *r, const struct search_result *out, struct search_hit *h)
{
    const struct evidence_query *words = &out->words;

    if (words->count) {
        h->evidence = evidence_glance(&r->forward, words, h->document);
        evidence_read(&r->forward, words, h->document, &h->evidence);
        h->weight = rank_weight(&h->evidence, words->all);
    }
    h->score = score_of(out, h->weight);
}

static void glance_at_hits(struct reader *r, const struct evidence_query *words,
                           struct search_hit *hits, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i + fetched_ahead < count)
            forwards_fetch(&r->forward, hits[i + fetched_ahead].document);
        hits[i].evidence = evidence_glance(&r->forward, words, hits[i].document);
        hits[i].weight = rank_weight(&hits[i].evidence, words->all);
    }
}

/* The best weights so far, best first. */
struct best {
    double weights[read_for];
    size_t count;
};

static void take_weight(struct best *b, double weight)
{
    size_t at = b->count < read_for ? b->count++ : read_for - 1;

    for (; at > 0 && b->weights[at - 1] < weight; at--)
        b->weights[at] = b->weights[at - 1];
    b->weights[at] = weight;
}

/* Best first; until none that follows may come among those that are to be known. */
static void read_hits(struct reader *r, const struct evidence_query *words, struct search_hit *hits,
                      size_t count)
{
    struct best best = {.count = 0};

    for (size_t i = 0; i < count; i++) {
        double least = best.count == read_for ? best.weights[read_for - 1] : 0;

        if (hits[i].weight + reading_adds * words->all < least)
            return;
        evidence_read(&r->forward, words, hits[i].document, &hits[i].evidence);
        hits[i].weight = rank_weight(&hits[i].evidence, words->all);
        if (hits[i].weight > least)
            take_weight(&best, hits[i].weight);
    }
}

/* Weighs hits by all evidence: a glance at each and its title, and the best of them word by word.
 * Those behind keep the order in which they were found. */
static void weigh_hits(struct reader *r, const struct search_result *out, struct search_hit *hits,
                       size_t count)
{
    size_t glanced = count < glanced_most ? count : glanced_most;
    double best_behind = glanced < count ? hits[glanced].weight : 0;

    glance_at_hits(r, &out->words, hits, glanced);
    qsort(hits, glanced, sizeof *hits, by_weight);
    read_hits(r, &out->words, hits, glanced < read_most ? glanced : read_most);
    for (size_t i = glanced; i < count; i++)
        hits[i].weight *= best_behind > 0 ? hits[glanced - 1].weight / best_behind : 0;
}

static struct slice id_of(const struct reader *r, struct arena *job, uint32_t document)
{
    return slice_copy(job, forwards_document(&r->forward, document).id);
}

/* Best first; hits that weigh the same in the order of their ids, which are read for these, so that
 * the order does not depend on how the index was built. */
static void order_hits(const struct reader *r, struct arena *job, struct search_hit *hits,
                       size_t count)
{
    size_t same = 0;

    qsort(hits, count, sizeof *hits, by_weight);
    for (size_t i = 1; i <= count; i++) {
        if (i < count && hits[i].weight == hits[same].weight)
            continue;
        for (size_t k = same; i - same > 1 && k < i; k++)
            hits[k].id = id_of(r, job, hits[k].document);
        if (i - same > 1)
            qsort(&hits[same], i - same, sizeof *hits, by_id);
        same = i;
    }
}

/* Hits in their order, without those pinned. */
static void rank_found(struct reader *r, struct arena *job, const struct search_request *q,
                       const struct xap_hits *found, const struct pins *pins,
                       const struct search_result *out, struct search_hit *all, size_t *count)
{
    bool ranked = q->sort_count == 0 && out->words.count > 0;
    size_t n = 0, kept = 0;

    for (size_t i = 0; i < found->count; i++)
        if (!pins_have(pins, found->hits[i].document))
            all[n++] = (struct search_hit){.document = found->hits[i].document,
                                           .weight = found->hits[i].weight,
                                           .section = SECTION_NONE};
    if (ranked && n)
        weigh_hits(r, out, all, n);
    for (size_t i = 0; i < n; i++) {
        all[i].score = score_of(out, all[i].weight);
        if (all[i].score >= q->least_score)
            all[kept++] = all[i];
    }
    *count = kept;
    if (ranked)
        order_hits(r, job, all, kept);
}

/* Pins at their places among the others. */
static void put_pins(struct reader *r, struct arena *job, const struct pins *pins,
                     struct search_result *out, struct search_hit **all, size_t *count)
{
    size_t others = *count, end = others + pins->count, before = 0;
    struct search_hit *list = ARENA_ARRAY(job, struct search_hit, end);

    for (size_t place = 0; place < end; place++) {
        const struct pin *pin = pins_at(pins, place, before, others);
        struct search_hit *h = &list[place];

        if (!pin) {
            *h = (*all)[place - before];
            continue;
        }
        *h =
            (struct search_hit){.document = pin->document, .section = SECTION_NONE, .pinned = true};
        weigh_hit(r, out, h);
        before++;
    }
    *all = list;
    *count = end;
}

static void choose_sections(struct reader *r, struct arena *job, struct search_result *out)
{
    struct section_query q = {&out->words, out->query.words, out->asked.rarity};

    for (size_t i = 0; i < out->count; i++)
        out->hits[i].section = section_choose(job, &r->forward, &q, out->hits[i].document);
}

void search_take_hits(struct reader *r, struct arena *job, const struct search_request *q,
                      const struct xap_hits *found, const struct pins *pins,
                      struct search_result *out)
{
    struct search_hit *all = ARENA_ARRAY(job, struct search_hit, found->count);
    size_t n;

    rank_found(r, job, q, found, pins, out, all, &n);
    if (pins->count)
        put_pins(r, job, pins, out, &all, &n);
    out->total = q->least_score > 0 ? n : found->total;
    out->hits = all + (q->offset < n ? q->offset : n);
    out->count = q->offset < n ? n - q->offset : 0;
    if (out->count > q->limit)
        out->count = q->limit;
    for (size_t i = 0; i < out->count; i++)
        out->hits[i].id = id_of(r, job, out->hits[i].document);
    out->no_confident_match =
        out->query.word_count > 0 &&
        (n == 0 || out->relaxed || (all[0].score < confident_score && !all[0].pinned));
    if (q->sections && out->query.word_count)
        choose_sections(r, job, out);
}
