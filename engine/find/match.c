/* match.c - see match.h */
#include "engine/find/match.h"

#include <float.h>
#include <math.h>

#include "engine/index/rarity.h"

/* Documents with their weights; all zero but for those it lists. */
struct frame {
    float *weights; /* by document */
    uint32_t *documents;
    size_t count;
};

/* A frame for each level of a tree: the result, what is joined to it, what is joined to that. */
struct match_space {
    struct arena *life;
    uint32_t size;  /* documents a frame has places for */
    float *lengths; /* of each document */
    struct frame *frames;
    size_t count;
};

struct matching {
    const struct match_request *request;
    struct match_space *space;
    struct arena *job;
    struct err *err;
    double rarest; /* what a term counts as at most */
    bool failed;
};

struct match_space *match_space_new(struct arena *life)
{
    struct match_space *s = ARENA_NEW(life, struct match_space);

    s->life = life;
    return s;
}

/* ---- frames ---- */

static struct frame *frame_at(struct matching *m, size_t level)
{
    struct match_space *s = m->space;

    while (s->count <= level) {
        s->frames = arena_room(s->life, s->frames, s->count, sizeof *s->frames);
        s->frames[s->count++] =
            (struct frame){.weights = ARENA_ARRAY(s->life, float, s->size),
                           .documents = ARENA_ARRAY(s->life, uint32_t, (size_t)s->size + 1)};
    }
    return &s->frames[level];
}

static void clear(struct frame *f)
{
    for (size_t i = 0; i < f->count; i++)
        f->weights[f->documents[i]] = 0;
    f->count = 0;
}

/* What matches weighs something, so that it can be told from what does not. */
static float at_least_some(float weight)
{
    return weight > 0 ? weight : FLT_MIN;
}

/* Without a branch, since nobody can tell which documents are there already: a number is put behind
 * the last, and stays if it is new. */
static void put(struct frame *f, uint32_t document, float weight)
{
    f->documents[f->count] = document;
    f->count += f->weights[document] == 0;
    f->weights[document] += weight;
}

static void put_best(struct frame *f, uint32_t document, float weight)
{
    float before = f->weights[document];

    f->documents[f->count] = document;
    f->count += before == 0;
    f->weights[document] = weight > before ? weight : before;
}

/* ---- terms ---- */

static bool is_stem(struct slice term)
{
    return slice_starts(term, PREFIX_STEM);
}

static struct slice stem_of(struct slice term)
{
    size_t prefix = sizeof PREFIX_STEM - 1;

    return (struct slice){term.ptr + prefix, term.len - prefix};
}

static void add_stem(struct matching *m, struct slice stem, struct frame *out)
{
    const struct postings_parts *p = m->request->postings;

    for (size_t i = 0; i < p->count; i++) {
        struct posting_list list = postings_of(p->parts[i], stem);
        uint32_t document, count;

        while (posting_next(&list, &document, &count)) {
            uint32_t number = postings_number(p, i, document);

            if (document && number < m->space->size)
                put(out, number, at_least_some((float)count));
        }
    }
}

/* What is not a stem: Xapian has it. */
static void add_other(struct matching *m, struct slice term, struct frame *out)
{
    struct xap_posting *list;
    size_t count = 0;

    if (!xap_postings(m->request->index, m->job, term, &list, &count, m->err))
        m->failed = true;
    for (size_t i = 0; i < count; i++)
        if (list[i].document < m->space->size)
            put(out, list[i].document, at_least_some((float)list[i].count));
}

/* How often each document has the term. */
static void add_term(struct matching *m, struct slice term, struct frame *out)
{
    if (is_stem(term))
        add_stem(m, stem_of(term), out);
    else
        add_other(m, term, out);
}

/* From how often a term is there to what that weighs. */
struct weighing {
    float most, base, each;
};

static struct weighing weighing_of(const struct matching *m, double factor, size_t documents)
{
    const struct xap_size *among = &m->request->among;
    double rarity =
        factor * fmin(m->rarest, rarity_among((double)among->documents, (double)documents));

    return (struct weighing){(float)(rarity * (MATCH_BM25_K1 + 1)),
                             (float)(MATCH_BM25_K1 * (1 - MATCH_BM25_B)),
                             (float)(MATCH_BM25_K1 * MATCH_BM25_B / among->mean_length)};
}

static float weight_of(const struct weighing *w, float tf, float length)
{
    return at_least_some(w->most * tf / (tf + (w->base + w->each * length)));
}

static void weigh(struct matching *m, double factor, struct frame *f)
{
    struct weighing w = weighing_of(m, factor, f->count);

    for (size_t i = 0; i < f->count; i++) {
        uint32_t document = f->documents[i];

        f->weights[document] = weight_of(&w, f->weights[document], m->space->lengths[document]);
    }
}

/* ---- the tree ---- */

static void evaluate(struct matching *m, const struct query_node *node, double factor,
                     size_t level);

/* Keeps the documents for which `other` has a weight, or has none. */
static void keep(struct frame *f, const struct frame *other, bool with)
{
    size_t kept = 0;

    for (size_t i = 0; i < f->count; i++) {
        uint32_t document = f->documents[i];

        if ((other->weights[document] > 0) == with)
            f->documents[kept++] = document;
        else
            f->weights[document] = 0;
    }
    f->count = kept;
}

static void take_best(struct frame *f, const struct frame *other)
{
    for (size_t i = 0; i < other->count; i++)
        put_best(f, other->documents[i], other->weights[other->documents[i]]);
}

static void take_sum(struct frame *f, const struct frame *other)
{
    for (size_t i = 0; i < other->count; i++)
        put(f, other->documents[i], other->weights[other->documents[i]]);
}

static void add_where_present(struct frame *f, const struct frame *other, bool in_both)
{
    if (in_both)
        keep(f, other, true);
    for (size_t i = 0; i < f->count; i++)
        f->weights[f->documents[i]] += other->weights[f->documents[i]];
}

static void join(enum query_kind kind, struct frame *f, const struct frame *other)
{
    if (kind == QUERY_BEST || kind == QUERY_SYNONYM)
        take_best(f, other);
    else if (kind == QUERY_WITHOUT)
        keep(f, other, false);
    else if (kind == QUERY_ANY)
        take_sum(f, other);
    else
        add_where_present(f, other, kind != QUERY_MAYBE);
}

/* A stem is read, weighed and joined to the result in one pass; most of a tree are stems, one of
 * which is the best or all of which add up. */
static void join_stem(struct matching *m, bool best, struct slice stem, double factor,
                      struct frame *f)
{
    const struct postings_parts *p = m->request->postings;
    struct posting_list lists[postings_parts_most];
    struct weighing w;
    size_t documents = 0;

    for (size_t i = 0; i < p->count; i++) {
        lists[i] = postings_of(p->parts[i], stem);
        documents += lists[i].count;
    }
    w = weighing_of(m, factor, documents);
    for (size_t i = 0; i < p->count; i++) {
        uint32_t document, count;

        while (posting_next(&lists[i], &document, &count)) {
            uint32_t number = postings_number(p, i, document);
            float weight;

            if (document == 0 || number >= m->space->size)
                continue;
            weight = weight_of(&w, (float)count, m->space->lengths[number]);
            if (best)
                put_best(f, number, weight);
            else
                put(f, number, weight);
        }
    }
}

/* The first part is the result so far. */
static void join_part(struct matching *m, enum query_kind kind, const struct query_node *part,
                      double factor, bool first, size_t level)
{
    bool best = kind == QUERY_BEST || kind == QUERY_SYNONYM;

    if ((best || kind == QUERY_ANY) && part->kind == QUERY_TERM && is_stem(part->term)) {
        join_stem(m, best, stem_of(part->term), factor * part->weight, frame_at(m, level));
        return;
    }
    evaluate(m, part, factor, first ? level : level + 1);
    if (first)
        return;
    join(kind, frame_at(m, level), frame_at(m, level + 1));
    clear(frame_at(m, level + 1));
}

/* What a word may stand for as well is mostly rarer; to find by that would be to find what is
 * called OpenCL for "open", and not what is called Open. */
static void evaluate_parts(struct matching *m, const struct query_node *node, double factor,
                           size_t level)
{
    double rarest = m->rarest;

    for (size_t i = 0; i < node->count; i++) {
        join_part(m, node->kind, node->parts[i], factor, i == 0, level);
        if (i == 0 && node->of_word && frame_at(m, level)->count)
            m->rarest = fmin(rarest, rarity_among((double)m->request->among.documents,
                                                  (double)frame_at(m, level)->count));
    }
    m->rarest = rarest;
}

static bool only_terms(const struct query_node *node)
{
    for (size_t i = 0; i < node->count; i++)
        if (node->parts[i]->kind != QUERY_TERM)
            return false;
    return true;
}

static void add_everything(struct matching *m, struct frame *out)
{
    const struct postings_parts *p = m->request->postings;

    for (size_t i = 0; i < p->count; i++)
        for (uint32_t own = 1; own < postings_documents(p->parts[i]); own++)
            if (postings_has(p->parts[i], own))
                put(out, postings_number(p, i, own), FLT_MIN);
}

/* Into the frame of this level, which is empty. */
static void evaluate(struct matching *m, const struct query_node *node, double factor, size_t level)
{
    struct frame *out = frame_at(m, level);

    factor *= node->weight;
    if (node->kind == QUERY_EVERYTHING) {
        add_everything(m, out);
    } else if (node->kind == QUERY_TERM && is_stem(node->term)) {
        join_stem(m, true, stem_of(node->term), factor, out);
    } else if (node->kind == QUERY_TERM) {
        add_other(m, node->term, out);
        weigh(m, factor, out);
    } else if (node->kind == QUERY_SYNONYM && only_terms(node)) {
        for (size_t i = 0; i < node->count; i++) /* as if they were one term */
            add_term(m, node->parts[i]->term, out);
        weigh(m, factor, out);
    } else {
        evaluate_parts(m, node, factor, level);
    }
}

/* ---- a query ---- */

/* One more than the highest number. */
static uint32_t places_of(const struct postings_parts *p)
{
    uint32_t most = 0;

    for (size_t i = 0; i < p->count; i++) {
        uint32_t documents = postings_documents(p->parts[i]);
        uint32_t end = documents > 1 ? postings_number(p, i, documents - 1) + 1 : 0;

        most = end > most ? end : most;
    }
    return most;
}

static void grow(struct match_space *s, const struct postings_parts *p, uint32_t size)
{
    s->size = size;
    s->count = 0;
    s->lengths = ARENA_ARRAY(s->life, float, size);
    for (size_t i = 0; i < p->count; i++)
        for (uint32_t own = 1; own < postings_documents(p->parts[i]); own++)
            s->lengths[postings_number(p, i, own)] = (float)postings_length(p->parts[i], own);
}

/* Databases may have been added to the reader since the last time. */
static void make_room(struct match_space *s, const struct postings_parts *p)
{
    uint32_t size = places_of(p);

    for (size_t i = 0; i < s->count; i++)
        clear(&s->frames[i]);
    if (size > s->size)
        grow(s, p, size);
}

bool match_find(const struct match_request *request, struct arena *job, struct matches *out,
                struct err *err)
{
    struct matching m = {request, request->space, job, err, DBL_MAX, false};
    const struct frame *found;

    make_room(m.space, request->postings);
    evaluate(&m, request->query, 1, 0);
    found = frame_at(&m, 0);
    *out = (struct matches){found->documents, found->weights, found->count};
    return !m.failed;
}
