/* candidates.c - see candidates.h */
#include "bot/decide/candidates.h"

#include <string.h>

#include "bot/understand/nonsense.h"

struct features candidates_features(const struct deciding *d, size_t rank)
{
    return features_of(&d->found, d->standings + rank, d->rank_count - rank);
}

const struct confidence *candidates_confidence(const struct deciding *d)
{
    return &d->bot->learned.confidences.by_language[d->searched];
}

double candidates_second(const struct deciding *d)
{
    struct standing list[deciding_hits_most];
    struct features f;

    memcpy(list, d->standings, d->rank_count * sizeof *list);
    list[0] = d->standings[1];
    list[1] = d->standings[0];
    f = features_of(&d->found, list, d->rank_count);
    return confidence_p(candidates_confidence(d), &f);
}

bool candidates_at(struct deciding *d, size_t rank, struct bot_candidate *out, struct err *err)
{
    struct features f = candidates_features(d, rank);
    struct article a;

    if (!reader_document(d->reader, d->job, d->found.hits[d->standings[rank].hit].document, &a,
                         err))
        return false;
    *out = (struct bot_candidate){.id = a.id,
                                  .title = a.title,
                                  .url = article_url(d->job, &a),
                                  .p = confidence_p(candidates_confidence(d), &f)};
    if (out->p > d->out.p)
        out->p = d->out.p;
    return true;
}

/* One article is the right one: what the first leaves over is all that the others share. */
static void share_out(struct deciding *d, size_t first)
{
    double sum = 0, rest = 1 - d->out.p;

    for (size_t i = first; i < d->out.candidate_count; i++)
        sum += d->out.candidates[i].p;
    for (size_t i = first; sum > rest && i < d->out.candidate_count; i++)
        d->out.candidates[i].p *= rest / sum;
}

bool candidates_add_alternatives(struct deciding *d, size_t from, struct err *err)
{
    struct bot_candidate *list = d->out.candidates;
    size_t n = 0;

    for (size_t i = from; i < d->rank_count && n < d->request->top; i++, n++) {
        if (!candidates_at(d, i, &list[n], err))
            return false;
        if (n && list[n].p > list[n - 1].p)
            list[n].p = list[n - 1].p; /* a lower rank is never more likely */
    }
    d->out.candidate_count = n;
    share_out(d, from == 0);
    return true;
}

/* Articles that may be given by the bot and have not failed before. */
static void rank_hits(struct deciding *d)
{
    const struct standing *all =
        standings_of(d->job, &d->found, d->bot->learned.classifiers[d->searched],
                     d->reader->stemmer, d->found.query.text);

    for (size_t i = 0; i < d->found.count && d->rank_count < deciding_hits_most; i++)
        if (!texts_have(&d->out.next.excluded, d->found.hits[all[i].hit].id))
            d->standings[d->rank_count++] = all[i];
}

bool candidates_exact(struct reader *r, struct arena *job, uint32_t document, struct slice question,
                      bool *out, struct err *err)
{
    struct slice asked = words_join(job, question, bot_text_max), list;

    *out = false;
    if (!xap_value(r->index, job, document, SLOT_HEADLINES, &list, err))
        return false;
    while (list.ptr && !*out)
        *out = slice_eq(words_join(job, slice_cut(&list, slot_separator), bot_text_max), asked);
    return true;
}

static bool has_question(struct deciding *d, size_t at, bool *out, struct err *err)
{
    return candidates_exact(d->reader, d->job, d->found.hits[d->standings[at].hit].document,
                            d->found.query.text, out, err);
}

/* Two articles with these very words tell nothing. */
static bool is_exact(struct deciding *d, bool *out, struct err *err)
{
    bool second = false;

    if (!has_question(d, 0, out, err) ||
        (*out && d->rank_count > 1 && !has_question(d, 1, &second, err)))
        return false;
    *out = *out && !second;
    return true;
}

static bool search(struct deciding *d, enum language lang, struct err *err)
{
    struct texts language = {0};
    struct search_request request = {.text = d->turn.question,
                                     .limit = deciding_hits_most,
                                     .audiences = d->request->audiences,
                                     .distinct = SLOT_NONE,
                                     .finished = true,
                                     .answers = true};

    texts_add(d->job, &language, slice_of(language_code(lang)));
    request.filter =
        filter_both(d->job, d->request->filter, filter_one_of(d->job, "lang", &language));
    d->searched = lang;
    d->rank_count = 0;
    return search_meant(d->reader, d->job, &request, &d->found, err);
}

static bool rank(struct deciding *d, struct err *err)
{
    rank_hits(d);
    if (d->rank_count == 0 || d->found.words.count == 0 || nonsense_letter(d->found.query.text)) {
        d->rank_count = 0;
        return true;
    }
    if (!is_exact(d, &d->exact, err))
        return false;
    if (d->foreign && !d->exact)
        d->rank_count = 0;
    return true;
}

static enum language other(const struct deciding *d)
{
    return d->out.lang == LANGUAGE_RU ? LANGUAGE_EN : LANGUAGE_RU;
}

bool candidates_find_other(struct deciding *d, struct err *err)
{
    return search(d, other(d), err) && rank(d, err);
}

bool candidates_find(struct deciding *d, struct err *err)
{
    if (!search(d, d->out.lang, err))
        return false;
    return d->found.count ? rank(d, err) : candidates_find_other(d, err);
}
