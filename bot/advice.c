/* advice.c - see advice.h */
#include "bot/advice.h"

#include "bot/decide/candidates.h"

static bool add(struct deciding *d, size_t rank, struct advice *out, struct err *err)
{
    struct marker *m = marker_new(d->job, d->reader->stemmer, &d->found.query);
    struct article a;

    if (!reader_document(d->reader, d->job, d->found.hits[d->standings[rank].hit].document, &a,
                         err))
        return false;
    out->article = d->out.candidates[rank];
    out->categories = a.category;
    out->passage = passage_choose(d->job, m, &a, &d->found.asked).text;
    return true;
}

bool advice_find(struct bot *b, struct reader *r, struct arena *job, const struct bot_request *q,
                 const struct bot_state *state, struct advice out[advice_most], size_t *count,
                 struct err *err)
{
    struct bot_request request = *q;
    struct deciding d = {.bot = b, .reader = r, .job = job, .request = &request};
    struct features best;

    *count = 0;
    request.top = bot_alternatives_most;
    d.out.lang = q->lang_before;
    d.turn.question = q->text;
    if (!candidates_find(&d, err))
        return false;
    if (d.rank_count == 0)
        return true;
    best = candidates_features(&d, 0);
    d.out.p = confidence_p(candidates_confidence(&d), &best);
    if (!candidates_add_alternatives(&d, 0, err))
        return false;
    for (size_t i = 0; i < d.out.candidate_count && *count < advice_most; i++)
        if (d.out.candidates[i].p >= b->policy.advise_from &&
            !texts_have(&state->excluded, d.out.candidates[i].id) &&
            !add(&d, i, &out[(*count)++], err))
            return false;
    return true;
}

struct slice advice_question(const struct bot *b, struct stemmer *stemmer, struct arena *job,
                             struct slice text, enum language lang)
{
    struct turn turn = understand(job, b->lexicon, stemmer, text, lang);

    return turn.kind == TURN_QUESTION ? turn.question : SLICE("");
}

bool advice_as_said(struct reader *r, struct arena *job, const struct texts *audiences,
                    const struct texts *said, struct slice *question, struct err *err)
{
    for (size_t i = said->count; i-- > 0;) {
        struct slice read;
        bool guessed;

        if (!search_text(r, job, said->items[i], audiences, &read, &guessed, err))
            return false;
        if (!slice_eq(read, *question) ||
            language_of(said->items[i], LANGUAGE_EN) != language_of(*question, LANGUAGE_EN))
            continue;
        *question = said->items[i];
        return true;
    }
    return true;
}
