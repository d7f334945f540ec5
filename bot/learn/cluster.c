/*
 * cluster.c - see cluster.h
 *
 * A question can only be like a cluster that shares one of its rarest words with it: those that are
 * left, once what they weigh together is below CLUSTER_ALIKE, cannot make up the cosine alone (prefix
 * filtering, Bayardo et al. 2007). So only clusters of these words are looked at.
 */
#include "bot/learn/cluster.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "engine/index/rarity.h"
#include "text/function_words.h"

struct term {
    uint32_t number;
    double weight;
};

/* A question as a vector of length 1, the rarest words first. */
struct vector {
    struct term *terms;
    size_t count;
    size_t item;
};

/* The sum of the vectors in it. */
struct cluster {
    struct term *terms; /* by number */
    size_t count;
    double squares;
};

/* Clusters that have a word. */
struct posting {
    uint32_t *clusters;
    size_t count;
};

struct clustering {
    struct arena *job;
    struct stemmer *stemmer;
    struct map numbers; /* of words: number + 1 */
    double *rarity;
    struct vector *vectors;
    struct posting *postings; /* by word */
    struct cluster *clusters;
    size_t cluster_count;
    uint32_t *looked_at; /* by cluster: the last question that looked at it */
};

/* ---- questions as vectors ---- */

static uint32_t number_of(struct clustering *c, struct slice stem)
{
    uintptr_t n = (uintptr_t)map_find(&c->numbers, stem);

    if (n == 0) {
        n = c->numbers.count + 1;
        map_put(&c->numbers, slice_copy(c->job, stem), (void *)n);
    }
    return (uint32_t)(n - 1);
}

static void add_term(struct vector *v, uint32_t number)
{
    for (size_t i = 0; i < v->count; i++)
        if (v->terms[i].number == number)
            return;
    if (v->count < cluster_words_most)
        v->terms[v->count++].number = number;
}

/* Its words without those that say little, where that leaves any. */
static void read_words(struct clustering *c, struct slice text, struct vector *v)
{
    struct term found[cluster_words_most];
    struct vector all = {.terms = found};

    for (int little = 0; little < 2 && all.count == 0; little++) {
        struct words words = words_of(text);
        struct word w;

        while (words_next(&words, &w))
            if (little || !is_function_word(w.norm))
                add_term(&all, number_of(c, stem_word(c->stemmer, w.norm, w.script)));
    }
    v->count = all.count;
    v->terms = ARENA_ARRAY(c->job, struct term, all.count);
    memcpy(v->terms, found, all.count * sizeof *found);
}

static int by_weight(const void *a, const void *b)
{
    const struct term *x = a, *y = b;

    return x->weight != y->weight ? (x->weight < y->weight ? 1 : -1)
                                  : (x->number > y->number) - (x->number < y->number);
}

static void weigh(const struct clustering *c, struct vector *v)
{
    double squares = 0;

    for (size_t i = 0; i < v->count; i++) {
        v->terms[i].weight = c->rarity[v->terms[i].number];
        squares += v->terms[i].weight * v->terms[i].weight;
    }
    for (size_t i = 0; i < v->count; i++)
        v->terms[i].weight /= sqrt(squares);
    qsort(v->terms, v->count, sizeof *v->terms, by_weight);
}

static void set_rarities(struct clustering *c, const struct cluster_articles *articles,
                         size_t count)
{
    size_t words = c->numbers.count;
    double all = (double)count + articles->count;
    double *with = ARENA_ARRAY(c->job, double, words + 1);

    for (size_t i = 0; i < words && articles->count > 0; i++)
        with[i] = (double)postings_count(articles->postings, c->numbers.entries[i].key);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < c->vectors[i].count; k++)
            with[c->vectors[i].terms[k].number]++;
    c->rarity = ARENA_ARRAY(c->job, double, words + 1);
    for (size_t i = 0; i < words; i++)
        c->rarity[i] = rarity_among(fmax(all, with[i]), with[i]);
}

/* ---- clusters ---- */

static const struct term *find_term(const struct cluster *k, uint32_t number)
{
    size_t from = 0, to = k->count;

    while (from < to) {
        size_t mid = (from + to) / 2;

        if (k->terms[mid].number < number)
            from = mid + 1;
        else
            to = mid;
    }
    return from < k->count && k->terms[from].number == number ? &k->terms[from] : NULL;
}

static double likeness(const struct cluster *k, const struct vector *v)
{
    double sum = 0;

    for (size_t i = 0; i < v->count; i++) {
        const struct term *t = find_term(k, v->terms[i].number);

        sum += t ? t->weight * v->terms[i].weight : 0;
    }
    return sum / sqrt(k->squares);
}

/* How many of the rarest words a cluster must share one of. */
static size_t needed(const struct vector *v)
{
    double rest = 0;
    size_t n = v->count;

    while (n > 0) {
        rest += v->terms[n - 1].weight * v->terms[n - 1].weight;
        if (rest >= CLUSTER_ALIKE * CLUSTER_ALIKE)
            break;
        n--;
    }
    return n;
}

/* The cluster it is most like, the oldest of those alike; CLUSTER_NONE: it is like none. */
static size_t nearest(struct clustering *c, const struct vector *v)
{
    size_t best = CLUSTER_NONE, words = needed(v);
    double most = CLUSTER_ALIKE;

    for (size_t i = 0; i < words; i++) {
        const struct posting *p = &c->postings[v->terms[i].number];

        for (size_t k = 0; k < p->count; k++) {
            uint32_t n = p->clusters[k];
            double like;

            if (c->looked_at[n] == v->item + 1)
                continue;
            c->looked_at[n] = (uint32_t)v->item + 1;
            like = likeness(&c->clusters[n], v);
            if (like > most || (like == most && n < best)) {
                most = like;
                best = n;
            }
        }
    }
    return best;
}

static struct term *add_place(struct clustering *c, size_t cluster, uint32_t number)
{
    struct cluster *k = &c->clusters[cluster];
    struct posting *p = &c->postings[number];
    size_t at = k->count;

    k->terms = arena_room(c->job, k->terms, k->count++, sizeof *k->terms);
    while (at > 0 && k->terms[at - 1].number > number) {
        k->terms[at] = k->terms[at - 1];
        at--;
    }
    k->terms[at] = (struct term){.number = number};
    p->clusters = arena_room(c->job, p->clusters, p->count, sizeof *p->clusters);
    p->clusters[p->count++] = (uint32_t)cluster;
    return &k->terms[at];
}

static void join(struct clustering *c, size_t cluster, const struct vector *v)
{
    struct cluster *k = &c->clusters[cluster];

    for (size_t i = 0; i < v->count; i++) {
        struct term *t = (struct term *)find_term(k, v->terms[i].number);

        if (!t)
            t = add_place(c, cluster, v->terms[i].number);
        k->squares -= t->weight * t->weight;
        t->weight += v->terms[i].weight;
        k->squares += t->weight * t->weight;
    }
}

/* ---- all of them ---- */

static int by_count(const void *a, const void *b)
{
    const struct cluster_item *x = *(const struct cluster_item *const *)a;
    const struct cluster_item *y = *(const struct cluster_item *const *)b;

    return x->count != y->count ? (x->count < y->count ? 1 : -1) : slice_cmp(x->text, y->text);
}

static const struct cluster_item **in_order(struct arena *job, const struct cluster_item *items,
                                            size_t count)
{
    const struct cluster_item **order = arena_array(job, count, sizeof *order);

    for (size_t i = 0; i < count; i++)
        order[i] = &items[i];
    if (count)
        qsort(order, count, sizeof *order, by_count);
    return order;
}

size_t cluster_questions(struct arena *job, struct stemmer *stemmer,
                         const struct cluster_articles *articles, const struct cluster_item *items,
                         size_t count, size_t *clusters)
{
    const struct cluster_item **order = in_order(job, items, count);
    struct clustering c = {.job = job, .stemmer = stemmer, .numbers = map_new(job)};

    c.vectors = ARENA_ARRAY(job, struct vector, count);
    for (size_t i = 0; i < count; i++) {
        c.vectors[i].item = (size_t)(order[i] - items);
        read_words(&c, order[i]->text, &c.vectors[i]);
    }
    set_rarities(&c, articles, count);
    c.postings = ARENA_ARRAY(job, struct posting, c.numbers.count);
    c.clusters = ARENA_ARRAY(job, struct cluster, count);
    c.looked_at = ARENA_ARRAY(job, uint32_t, count);
    for (size_t i = 0; i < count; i++) {
        struct vector *v = &c.vectors[i];
        size_t *at = &clusters[v->item];

        weigh(&c, v);
        *at = v->count ? nearest(&c, v) : CLUSTER_NONE;
        if (*at == CLUSTER_NONE && v->count && order[i]->count)
            *at = c.cluster_count++;
        if (*at != CLUSTER_NONE && order[i]->count)
            join(&c, *at, v);
    }
    return c.cluster_count;
}
