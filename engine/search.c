/* search.c - see search.h */
#include "engine/search.h"

#include <stdlib.h>

#include "engine/phrase.h"
#include "engine/rank.h"

enum {
    window_least = 100,        /* hits ranked together, so that ties have one order on every page */
    ranked_most = 100,         /* hits whose evidence is read */
    counted_exactly = 2000,    /* matches; beyond, the total is Xapian's estimate */
    expansions_looked_at = 40, /* words that go on from the one being typed */
    expansions_most = 12       /* different stems of theirs */
};

/* Below this share of the possible weight a hit is one by accident (docs/adr/0004). */
static const double confident_score = 0.25;

/* The stems of the most frequent words that begin with the word being typed. */
static void expand(struct reader *r, struct arena *job, struct query_word *w)
{
    uint32_t numbers[expansions_looked_at];
    size_t count = vocabulary_beginning(r->vocabulary, w->norm, expansions_looked_at, numbers);

    w->known = vocabulary_find(r->vocabulary, w->norm) >= 0;
    for (size_t i = 0; i < count && w->expansions.count < expansions_most; i++) {
        struct words words = words_of(vocabulary_word(r->vocabulary, numbers[i]));
        struct word word;
        struct slice stem;

        if (!words_next(&words, &word))
            continue;
        stem = slice_copy(job, stem_word(r->stemmer, word.norm, word.script));
        if (!slice_eq(stem, w->stem) && !texts_have(&w->expansions, stem))
            texts_add(job, &w->expansions, stem);
    }
}

/* What passages are chosen by: words that only ask are found anywhere. */
static void ask(struct arena *job, struct search_result *out, struct slice text)
{
    const struct query *q = &out->query;
    double *rarity = ARENA_ARRAY(job, double, q->word_count + 1);

    for (size_t i = 0; i < q->word_count; i++)
        rarity[i] = wants_is_question_word(q->words[i].norm) ? 0 : out->rarity[i];
    out->asked = (struct passage_query){rarity, q->word_count, wants_of_question(text)};
}

/* How rare each word is, and what a document could weigh that holds all of them. */
static bool weigh(struct reader *r, struct arena *job, struct slice text, struct search_result *out,
                  struct err *err)
{
    const struct query *q = &out->query;

    out->rarity = ARENA_ARRAY(job, double, q->word_count + 1);
    for (size_t i = 0; i < q->word_count; i++) {
        const struct query_word *w = &q->words[i];
        struct slice stem = query_word_unfinished(w) ? w->expansions.items[0] : w->stem;
        struct slice term = slice_of(arena_printf(job, PREFIX_STEM "%.*s", SLICE_ARG(stem)));
        bool again = false;

        if (!reader_rarity(r, out->lang, term, &out->rarity[i], err))
            return false;
        for (size_t k = 0; k < i; k++)
            again |= slice_eq(q->words[k].stem, q->words[i].stem);
        if (!again && !q->words[i].excluded)
            out->possible += out->rarity[i] * (XAP_BM25_K1 + 1) * (1 + query_weight_of_start);
    }
    out->words = evidence_query(q, out->rarity);
    ask(job, out, text);
    out->possible += rank_addition_most(&out->words);
    return true;
}

const struct filter *search_visible(struct arena *job, const struct texts *audiences)
{
    return filter_one_of(job, "audience", audiences);
}

static const struct query_node *tree_of(struct arena *job, const struct search_request *q,
                                        const struct query *query)
{
    const struct query_node *tree = query_tree(job, query, q->matching, q->fields);

    return q->answers ? query_without(job, tree, SLICE(PREFIX_NO_BOT)) : tree;
}

/* What a match must pass beyond the query's terms. */
struct gate {
    const struct phrases *phrases;
    const struct search_request *request;
};

static bool pass(void *self, uint32_t document)
{
    const struct gate *g = self;

    if (g->request->accept && !g->request->accept(g->request->accept_self, document))
        return false;
    return !g->phrases || phrases_accept(g->phrases, document);
}

static const struct xap_sort popular_first[] = {{SLOT_POPULARITY, true}, {SLOT_UPDATED_AT, true}};

static bool find(struct reader *r, struct arena *job, const struct search_request *q,
                 const struct search_result *so_far, struct xap_hits *hits, struct err *err)
{
    const struct query *query = &so_far->query;
    size_t end = q->offset + q->limit;
    struct gate gate = {phrases_of(job, query, r->vocabulary, &r->forward), q};
    struct xap_request request = {
        .query = tree_of(job, q, query),
        .filter = filter_both(job, search_visible(job, q->audiences), q->filter),
        .count = end < window_least ? window_least : end,
        .look_at = q->facet_count || q->exact_total ? r->size.documents : counted_exactly,
        .sorts = q->sorts,
        .sort_count = q->sort_count,
        .among = r->by_language[so_far->lang],
        .distinct = q->distinct,
        .facets = q->facets,
        .facet_count = q->facet_count,
        .accept = gate.phrases || q->accept ? pass : NULL,
        .accept_self = &gate,
    };

    if (query->word_count == 0 && q->sort_count == 0) {
        request.sorts = popular_first;
        request.sort_count = 2;
    }
    return xap_find(r->index, job, &request, hits, err);
}

static double score_of(const struct search_result *result, double weight)
{
    double score = result->possible > 0 ? weight / result->possible : 1;

    return score > 1 ? 1 : score;
}

/* Equal weights: by id, so that the order does not depend on how the index was built. */
static int by_weight(const void *a, const void *b)
{
    const struct search_hit *x = a, *y = b;

    if (x->weight != y->weight)
        return x->weight < y->weight ? 1 : -1;
    return slice_cmp(x->id, y->id);
}

static bool take_hits(struct reader *r, struct arena *job, const struct search_request *q,
                      const struct xap_hits *found, struct search_result *out, struct err *err)
{
    struct search_hit *all = ARENA_ARRAY(job, struct search_hit, found->count);
    const struct evidence_query *words = &out->words;
    size_t n = 0;

    for (size_t i = 0; i < found->count; i++) {
        struct search_hit *h = &all[n];

        h->document = found->hits[i].document;
        h->weight = found->hits[i].weight;
        if (q->sort_count == 0 && words->count && i < ranked_most) {
            h->evidence = evidence_read(&r->forward, r->vocabulary, words, h->document);
            h->weight += rank_addition(words, &h->evidence);
        }
        h->score = score_of(out, h->weight);
        if (h->score < q->least_score)
            continue;
        if (!xap_value(r->index, job, h->document, SLOT_ID, &h->id, err))
            return false;
        n++;
    }
    if (q->sort_count == 0 && out->query.word_count)
        qsort(all, n, sizeof *all, by_weight);
    out->total = q->least_score > 0 ? n : found->total;
    out->hits = all + (q->offset < n ? q->offset : n);
    out->count = q->offset < n ? n - q->offset : 0;
    if (out->count > q->limit)
        out->count = q->limit;
    out->no_confident_match =
        out->query.word_count > 0 && (n == 0 || out->relaxed || all[0].score < confident_score);
    return true;
}

bool search_run(struct reader *r, struct arena *job, const struct search_request *request,
                struct search_result *out, struct err *err)
{
    struct search_result result = {0};
    struct xap_hits found;

    result.query = query_parse(job, r->stemmer, request->text);
    result.lang = language_of(request->text, LANGUAGE_EN);
    if (result.query.word_count && !request->finished) {
        struct query_word *last = &result.query.words[result.query.word_count - 1];

        if (last->goes_on)
            expand(r, job, last);
    }
    if (!weigh(r, job, request->text, &result, err) || !find(r, job, request, &result, &found, err))
        return false;
    if (found.total == 0 && result.query.phrases_demanded) {
        result.query.phrases_demanded = false; /* better near than nothing */
        result.relaxed = true;
        if (!find(r, job, request, &result, &found, err))
            return false;
    }
    result.facets = found.facets;
    if (!take_hits(r, job, request, &found, &result, err))
        return false;
    *out = result;
    return true;
}
