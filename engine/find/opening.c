/* opening.c - see opening.h */
#include "engine/find/opening.h"

struct opening_query opening_query_of(const struct vocabulary *v, struct slice question)
{
    struct opening_query q = {.verdict = verdict_wished(question),
                              .definition = definition_wished(question)};

    for (size_t i = 0; i < verdict_word_count; i++)
        q.verdicts[i] = vocabulary_find(v, slice_of(verdict_words[i]));
    for (size_t i = 0; i < definition_opening_count; i++)
        for (size_t k = 0; k < 2; k++)
            q.definitions[i][k] = vocabulary_find(v, slice_of(definition_openings[i][k]));
    return q;
}

static bool stands_at(const struct forward_document *d, int64_t word, uint32_t wanted)
{
    uint32_t index = word < 0 ? d->different : forward_find(d, (uint32_t)word), place;
    struct forward_places places;

    if (index == d->different)
        return false;
    places = forward_places(d, index);
    while (forward_place_next(&places, &place))
        if (place == wanted)
            return true;
    return false;
}

/* Where the text begins, behind title, questions, labels and a heading. */
static uint32_t start_of_text(const struct forward_document *d)
{
    struct forward_run run = forward_runs(d);

    while (forward_run_next(&run))
        if (run.part >= FORWARD_SECTIONS && run.run_of_part > 0 && run.words)
            return run.first;
    return d->words;
}

double opening_verdict(const struct forward_document *d, const struct opening_query *q)
{
    uint32_t start = q->verdict == VERDICT_UNSAID ? 0 : start_of_text(d);

    for (size_t i = 0; q->verdict != VERDICT_UNSAID && i < verdict_word_count; i++)
        if (stands_at(d, q->verdicts[i], start))
            return q->verdict;
    return 0;
}

double opening_definition(const struct forward_document *d, const struct opening_query *q)
{
    for (size_t i = 0; q->definition != DEFINITION_UNSAID && i < definition_opening_count; i++)
        if (stands_at(d, q->definitions[i][0], 0) && stands_at(d, q->definitions[i][1], 1))
            return q->definition;
    return 0;
}
