/* search.c - see search.h */
#include "engine/find/search.h"

#include "engine/find/find.h"
#include "engine/find/phrase.h"
#include "engine/find/pins.h"
#include "engine/find/rank.h"
#include "engine/find/search_inside.h"
#include "engine/index/rarity.h"
#include "engine/query/meant.h"

enum { window_least = 100 /* hits ranked together, so that ties have one order on every page */ };

/* What weighs no more beside a word says nothing of how rare it is. */
static const double surely_not = 0.5;

/* What passages are chosen by: words that only ask, or hold a sentence together, are found anywhere. */
static void ask(struct arena *job, struct search_result *out, struct slice text)
{
    const struct query *q = &out->query;
    double *rarity = ARENA_ARRAY(job, double, q->word_count + 1);

    for (size_t i = 0; i < q->word_count; i++)
        if (!q->words[i].function && !wants_is_question_word(q->words[i].norm))
            rarity[i] = out->rarity[i];
    out->asked = (struct passage_query){
        .rarity = rarity, .count = q->word_count, .wants = wants_of_question(text)};
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
    return rarity_among((double)r->by_language[lang].documents, (double)with);
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
    out->words.opening = opening_query_of(r->vocabulary, text);
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
    struct corrections shown;

    out->query = query_parse(job, r->stemmer, request->text);
    if (!sight_new(job, r, request->audiences, request->scope, &out->sight, err))
        return false;
    e.may_name = out->sight ? sight_has_word : NULL;
    e.namer = out->sight;
    out->expanded = expand_query(job, &e, &out->query);
    shown = correct_shown(job, &out->expanded.corrections);
    out->meant = correct_text(job, out->query.text, &shown);
    out->lang = language_of(out->meant, LANGUAGE_EN);
    return true;
}

bool search_text(struct reader *r, struct arena *job, struct slice text,
                 const struct texts *audiences, struct slice *out, bool *guessed, struct err *err)
{
    struct search_request request = {
        .text = text, .audiences = audiences, .finished = true, .answers = true};
    struct search_result result = {0};

    if (!understand(r, job, &request, &result, err))
        return false;
    *out = slice_eq(result.query.text, text) ? meant_text(job, text, &result.expanded.corrections)
                                             : text; /* too long */
    *guessed = result.expanded.guessed;
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
    search_take_hits(r, job, request, &found, &pins, &result);
    *out = result;
    return true;
}

bool search_meant(struct reader *r, struct arena *job, struct search_request *request,
                  struct search_result *out, struct err *err)
{
    struct slice meant;

    if (!search_run(r, job, request, out, err))
        return false;
    meant = meant_text(job, out->query.text, &out->expanded.corrections);
    if (slice_eq(meant, out->query.text))
        return true;
    request->text = meant;
    return search_run(r, job, request, out, err);
}
