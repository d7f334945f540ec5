/* search.c - see search.h */
#include "engine/find/search.h"

#include <stdlib.h>

#include "engine/find/find.h"
#include "engine/find/phrase.h"
#include "engine/find/pins.h"
#include "engine/find/rank.h"
#include "engine/query/meant.h"

enum {
    window_least = 100, /* hits ranked together, so that ties have one order on every page */
    glanced_most = 80,  /* hits whose words are counted and whose titles are read */
    read_most = 30,     /* hits that are read word by word */
    fetched_ahead = 2   /* the memory is asked for hits so far ahead */
};

/* Below this share of the possible weight a hit is one by accident (docs/adr/0004). */
static const double confident_score = 0.12;

/* What weighs no more beside a word says nothing of how rare it is. */
static const double surely_not = 0.5;

/* What passages are chosen by: words that only ask are found anywhere. */
static void ask(struct arena *job, struct search_result *out, struct slice text)
{
    const struct query *q = &out->query;
    double *rarity = ARENA_ARRAY(job, double, q->word_count + 1);

    for (size_t i = 0; i < q->word_count; i++)
        rarity[i] = wants_is_question_word(q->words[i].norm) ? 0 : out->rarity[i];
    out->asked = (struct passage_query){rarity, q->word_count, wants_of_question(text)};
}

/* Documents that have any of the stems, about: as many as have the commonest. */
static size_t count_any(const struct reader *r, const struct slice *stems, size_t count)
{
    size_t most = 0;

    for (size_t i = 0; i < count; i++) {
        size_t n = postings_count(&r->postings, stems[i]);

        if (n > most)
            most = n;
    }
    return most;
}

/* A word the knowledge base has not is as rare as what it is taken for. */
static double rarity_of(const struct reader *r, enum language lang, const struct query_word *w)
{
    size_t with = count_any(r, w->stems, w->stem_count);

    for (size_t i = 0; with == 0 && i < w->option_count; i++)
        if (w->options[i].count && w->options[i].weight > surely_not)
            with = count_any(r, w->options[i].parts[0].stems, w->options[i].parts[0].count);
    return xap_rarity((double)r->by_language[lang].documents, (double)with);
}

/* How rare each word is, and what a document could weigh that holds all of them. */
static void weigh(struct reader *r, struct arena *job, struct slice text, struct search_result *out)
{
    const struct query *q = &out->query;
    struct evidence most;

    out->rarity = ARENA_ARRAY(job, double, q->word_count + 1);
    for (size_t i = 0; i < q->word_count; i++)
        out->rarity[i] = rarity_of(r, out->lang, &q->words[i]);
    ask(job, out, text);
    evidence_query(q, out->rarity, &out->words);
    out->words.mean_length = forward_mean_length(r->forward.parts[0], out->lang);
    out->words.likeness = likeness_new(job, r->likeness, out->words.slots, out->words.count,
                                       (double)r->by_language[out->lang].documents);
    out->words.verdict = verdict_wished(text);
    for (size_t i = 0; out->words.verdict != VERDICT_UNSAID && i < verdict_word_count; i++)
        out->words.verdicts[i] = vocabulary_find(r->vocabulary, slice_of(verdict_words[i]));
    most = evidence_most(&out->words);
    out->possible = rank_weight(&most, out->words.all);
}

const struct filter *search_visible(struct arena *job, const struct texts *audiences)
{
    return filter_one_of(job, "audience", audiences);
}

/* Everything that limits the search. */
static const struct filter *limits_of(struct arena *job, const struct search_request *q)
{
    return filter_both(job, search_visible(job, q->audiences),
                       filter_both(job, q->scope, q->filter));
}

static const struct query_node *tree_of(struct arena *job, const struct search_request *q,
                                        const struct query *query, const struct pins *pins)
{
    const struct query_node *tree =
        pins_tree(job, query_tree(job, query, q->matching, q->fields), pins);

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

static bool find(struct reader *r, struct arena *job, const struct search_request *q,
                 const struct search_result *so_far, const struct pins *pins, struct xap_hits *hits,
                 struct err *err)
{
    const struct query *query = &so_far->query;
    size_t end = q->offset + q->limit;
    struct gate gate = {phrases_of(job, query, r->vocabulary, &r->forward), q};
    struct find_request request = {
        .query = tree_of(job, q, query, pins),
        .filter = limits_of(job, q),
        .count = (end < window_least ? window_least : end) + pins->count,
        .popular_first = query->word_count == 0 && q->sort_count == 0,
        .sorts = q->sorts,
        .sort_count = q->sort_count,
        .among = r->by_language[so_far->lang],
        .distinct = q->distinct,
        .facets = q->facets,
        .facet_count = q->facet_count,
        .accept = gate.phrases || q->accept ? pass : NULL,
        .accept_self = &gate,
    };

    return find_hits(r, job, &request, hits, err);
}

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

/* Weighs hits by all evidence: a glance at each and its title, and the best of them word by word.
 * Those behind keep the order in which they were found. */
static void weigh_hits(struct reader *r, const struct search_result *out, struct search_hit *hits,
                       size_t count)
{
    const struct evidence_query *words = &out->words;
    size_t glanced = count < glanced_most ? count : glanced_most;
    size_t read = glanced < read_most ? glanced : read_most;
    double best_behind = glanced < count ? hits[glanced].weight : 0;

    for (size_t i = 0; i < glanced; i++) {
        if (i + fetched_ahead < glanced)
            forwards_fetch(&r->forward, hits[i + fetched_ahead].document);
        hits[i].evidence = evidence_glance(&r->forward, words, hits[i].document);
        hits[i].weight = rank_weight(&hits[i].evidence, words->all);
    }
    qsort(hits, glanced, sizeof *hits, by_weight);
    for (size_t i = 0; i < read; i++) {
        evidence_read(&r->forward, words, hits[i].document, &hits[i].evidence);
        hits[i].weight = rank_weight(&hits[i].evidence, words->all);
    }
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

static void take_hits(struct reader *r, struct arena *job, const struct search_request *q,
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

/* The words of the text, what else they may stand for, and in which language they are. */
static bool understand(struct reader *r, struct arena *job, const struct search_request *request,
                       struct search_result *out, struct err *err)
{
    struct expansion e = {
        .vocabulary = r->vocabulary,
        .stemmer = r->stemmer,
        .wording = r->wording,
        .thesaurus = r->thesaurus,
        .spelling = r->spelling,
        .documents = (double)r->by_language[language_of(request->text, LANGUAGE_EN)].documents,
        .finished = request->finished,
        .as_typed = request->as_typed,
        .surely = request->answers};

    out->query = query_parse(job, r->stemmer, request->text);
    if (!sight_new(job, r, request->audiences, request->scope, &out->sight, err))
        return false;
    e.may_name = out->sight ? sight_has_word : NULL;
    e.namer = out->sight;
    out->expanded = expand_query(job, &e, &out->query);
    out->meant = correct_text(job, out->query.text, &out->expanded.corrections);
    out->lang = language_of(out->meant, LANGUAGE_EN);
    return true;
}

bool search_letters(struct reader *r, struct arena *job, struct slice text,
                    const struct texts *audiences, struct slice *out, struct err *err)
{
    struct search_request request = {
        .text = text, .audiences = audiences, .finished = true, .answers = true};
    struct search_result result = {0};

    if (!understand(r, job, &request, &result, err))
        return false;
    *out = slice_eq(result.query.text, text)
               ? meant_letters(job, text, &result.expanded.corrections)
               : text; /* too long */
    return true;
}

/* A threshold asks for what fits best, a sort or a field for what the editors did not mean. */
static bool may_pin(const struct search_request *q)
{
    return q->pins && !q->answers && !q->accept && !q->fields && q->sort_count == 0 &&
           q->distinct == SLOT_NONE && q->least_score <= 0;
}

bool search_run(struct reader *r, struct arena *job, const struct search_request *request,
                struct search_result *out, struct err *err)
{
    struct search_result result = {0};
    struct pins pins = {0};
    struct xap_hits found;

    if (!understand(r, job, request, &result, err))
        return false;
    weigh(r, job, result.meant, &result);
    if ((may_pin(request) &&
         !pins_find(r, job, &result.query, limits_of(job, request), &pins, err)) ||
        !find(r, job, request, &result, &pins, &found, err))
        return false;
    if (found.total == 0 && result.query.phrases_demanded) {
        result.query.phrases_demanded = false; /* better near than nothing */
        result.relaxed = true;
        if (!find(r, job, request, &result, &pins, &found, err))
            return false;
    }
    result.facets = found.facets;
    take_hits(r, job, request, &found, &pins, &result);
    *out = result;
    return true;
}

bool search_meant(struct reader *r, struct arena *job, struct search_request *request,
                  struct search_result *out, struct err *err)
{
    struct slice meant;

    if (!search_run(r, job, request, out, err))
        return false;
    meant = meant_words(job, out->query.text, &out->expanded.corrections);
    if (slice_eq(meant, out->query.text))
        return true;
    request->text = meant;
    return search_run(r, job, request, out, err);
}
