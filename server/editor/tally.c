/* tally.c - see tally.h */
#include "server/editor/tally.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/map.h"
#include "bot/learn/cluster.h"
#include "bot/learn/mask.h"

static const double agent_weight = 1, customer_weight = 0.5, weight_least = 1;

static const int64_t day_ms = 24 * 60 * 60 * 1000;

struct tallying {
    struct arena *job;
    struct reader *reader;
    enum language lang;
    struct map norms; /* number + 1 of the way */
    struct map gone;  /* articles that are not published; those that are */
    struct map there;
    struct tally_way *ways;
    size_t way_count;
    struct tallies out;
};

/* ---- ways to ask ---- */

/* Its number; CLUSTER_NONE for a text without words. */
static size_t way_of(struct tallying *t, struct slice text)
{
    struct slice norm = words_join(t->job, mask_without(t->job, text), bot_text_max);
    uintptr_t n = (uintptr_t)map_find(&t->norms, norm);

    if (norm.len == 0)
        return CLUSTER_NONE;
    if (n == 0) {
        t->ways = arena_room(t->job, t->ways, t->way_count, sizeof *t->ways);
        t->ways[t->way_count++] = (struct tally_way){.text = text, .norm = norm};
        n = t->way_count;
        map_put(&t->norms, norm, (void *)n);
    }
    return n - 1;
}

static void add_asked(struct tallying *t, const struct asked *a)
{
    size_t n = a->lang == t->lang ? way_of(t, a->text) : CLUSTER_NONE;
    struct tally_way *w;

    if (n == CLUSTER_NONE)
        return;
    w = &t->ways[n];
    w->asked = arena_room(t->job, w->asked, w->count, sizeof *w->asked);
    w->asked[w->count++] = a;
}

static int by_count(const void *a, const void *b)
{
    const struct tally_way *x = *(const struct tally_way *const *)a;
    const struct tally_way *y = *(const struct tally_way *const *)b;

    return x->count != y->count ? (x->count < y->count ? 1 : -1) : slice_cmp(x->norm, y->norm);
}

static void group(struct tallying *t, const size_t *clusters)
{
    t->out.items = ARENA_ARRAY(t->job, struct tally, t->out.count);
    for (size_t i = 0; i < t->way_count; i++) {
        struct tally *c;

        if (clusters[i] == CLUSTER_NONE || t->ways[i].count == 0)
            continue;
        c = &t->out.items[clusters[i]];
        c->ways = arena_room(t->job, c->ways, c->way_count, sizeof *c->ways);
        c->ways[c->way_count++] = &t->ways[i];
    }
    for (size_t i = 0; i < t->out.count; i++)
        qsort(t->out.items[i].ways, t->out.items[i].way_count, sizeof *t->out.items[i].ways,
              by_count);
}

/* ---- counting ---- */

static bool is_there(struct tallying *t, struct slice article)
{
    struct slice audience;
    struct err ignored;

    if (map_find(&t->there, article) || map_find(&t->gone, article))
        return map_find(&t->there, article) != NULL;
    map_put(reader_audience(t->reader, t->job, article, &audience, &ignored) ? &t->there : &t->gone,
            article, t);
    return map_find(&t->there, article) != NULL;
}

static struct tally_vote *vote_for(struct tallying *t, struct tally *c, struct slice article)
{
    for (size_t i = 0; i < c->vote_count; i++)
        if (slice_eq(c->votes[i].article, article))
            return &c->votes[i];
    c->votes = arena_room(t->job, c->votes, c->vote_count, sizeof *c->votes);
    c->votes[c->vote_count] = (struct tally_vote){.article = article};
    return &c->votes[c->vote_count++];
}

static void count_vote(struct tally_vote *v, enum asked_outcome outcome)
{
    v->picked += outcome == ASKED_PICKED;
    v->confirmed += outcome == ASKED_CONFIRMED;
    v->agents += outcome == ASKED_AGENT;
    v->weight += outcome == ASKED_AGENT ? agent_weight : customer_weight;
}

static void count_one(struct tallying *t, struct tally *c, const struct asked *a,
                      struct map *customers, struct map *days, struct map *unsolved)
{
    bool solved = a->article.len && is_there(t, a->article);

    if (solved && a->outcome != ASKED_ANSWERED)
        count_vote(vote_for(t, c, a->article), a->outcome);
    if (!solved)
        map_put(unsolved, a->customer, c);
    map_put(customers, a->customer, c);
    map_put(days, slice_of(arena_printf(t->job, "%" PRId64, a->at / day_ms)), c);
    c->wanted += a->wanted;
    c->p += a->p;
}

static void count_all(struct tallying *t, struct tally *c)
{
    struct map customers = map_new(t->job), days = map_new(t->job), unsolved = map_new(t->job);
    size_t n = 0;

    for (size_t i = 0; i < c->way_count; i++)
        for (size_t k = 0; k < c->ways[i]->count; k++) {
            const struct asked *a = c->ways[i]->asked[k];

            if (asked_found(a) || a->outcome == ASKED_ELSEWHERE)
                continue;
            count_one(t, c, a, &customers, &days, &unsolved);
            n++;
        }
    c->customers = customers.count;
    c->days = days.count;
    c->unsolved = unsolved.count;
    c->p = n ? c->p / (double)n : 0;
}

/* ---- all of it ---- */

/* Verdicts stand among the questions, to be found in the cluster they are in today. */
static void cluster(struct tallying *t, const struct verdict *verdicts, size_t verdict_count)
{
    struct cluster_articles articles = {&t->reader->postings,
                                        (double)t->reader->by_language[t->lang].documents};
    size_t *of_verdict = ARENA_ARRAY(t->job, size_t, verdict_count), *clusters;
    struct cluster_item *items;

    for (size_t i = 0; i < verdict_count; i++)
        of_verdict[i] = verdicts[i].lang == t->lang ? way_of(t, verdicts[i].text) : CLUSTER_NONE;
    items = ARENA_ARRAY(t->job, struct cluster_item, t->way_count);
    clusters = ARENA_ARRAY(t->job, size_t, t->way_count);
    for (size_t i = 0; i < t->way_count; i++)
        items[i] = (struct cluster_item){t->ways[i].norm, t->ways[i].count};
    t->out.count =
        cluster_questions(t->job, t->reader->stemmer, &articles, items, t->way_count, clusters);
    group(t, clusters);
    for (size_t i = 0; i < verdict_count; i++) {
        size_t at = of_verdict[i] == CLUSTER_NONE ? CLUSTER_NONE : clusters[of_verdict[i]];
        struct tally *c = at == CLUSTER_NONE ? NULL : &t->out.items[at];

        if (!c)
            continue;
        c->verdicts = arena_room(t->job, c->verdicts, c->verdict_count, sizeof *c->verdicts);
        c->verdicts[c->verdict_count++] = &verdicts[i];
    }
}

struct tallies tallies_of(struct arena *job, struct reader *r, enum language lang,
                          const struct asked_list *asked, const struct verdict *verdicts,
                          size_t verdict_count)
{
    struct tallying t = {.job = job,
                         .reader = r,
                         .lang = lang,
                         .norms = map_new(job),
                         .gone = map_new(job),
                         .there = map_new(job)};

    for (size_t i = 0; i < asked->count; i++)
        add_asked(&t, &asked->items[i]);
    cluster(&t, verdicts, verdict_count);
    for (size_t i = 0; i < t.out.count; i++)
        count_all(&t, &t.out.items[i]);
    return t.out;
}

const struct tally_vote *tally_best(const struct tally *t)
{
    const struct tally_vote *best = NULL;

    for (size_t i = 0; i < t->vote_count; i++)
        if (!best || t->votes[i].weight > best->weight ||
            (t->votes[i].weight == best->weight &&
             slice_cmp(t->votes[i].article, best->article) < 0))
            best = &t->votes[i];
    return best && best->weight >= weight_least ? best : NULL;
}
