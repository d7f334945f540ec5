/* features.c - see features.h */
#include "bot/confidence/features.h"

#include <math.h>

enum { spread_over = 10 };

const char *const feature_names[feature_count] = {
    [FEATURE_SHARE] = "share",       [FEATURE_WEIGHT] = "weight",     [FEATURE_LEAD] = "lead",
    [FEATURE_COVERAGE] = "coverage", [FEATURE_QUESTION] = "question", [FEATURE_EXACT] = "exact",
    [FEATURE_SECTION] = "section",   [FEATURE_TOGETHER] = "together", [FEATURE_KNOWN] = "known",
    [FEATURE_SPREAD] = "spread",     [FEATURE_CLASS] = "class",       [FEATURE_LENGTH] = "length",
    [FEATURE_APART] = "apart",
};

const int feature_signs[feature_count] = {
    [FEATURE_SHARE] = 1,    [FEATURE_WEIGHT] = 1, [FEATURE_LEAD] = 1,    [FEATURE_COVERAGE] = 1,
    [FEATURE_QUESTION] = 1, [FEATURE_EXACT] = 1,  [FEATURE_SECTION] = 1, [FEATURE_TOGETHER] = 1,
    [FEATURE_KNOWN] = 1,    [FEATURE_CLASS] = 1,  [FEATURE_LENGTH] = 1,  [FEATURE_APART] = 1,
};

static double share_of(const struct evidence_query *q, uint64_t words)
{
    double sum = 0;

    for (size_t i = 0; i < q->count; i++)
        if (words >> i & 1)
            sum += q->slots[i].rarity;
    return q->all > 0 ? sum / q->all : 0;
}

static double spread_of(const struct search_result *result, const struct standing *standings,
                        size_t count)
{
    double sum = 0, squares = 0, best = result->hits[standings[0].hit].weight;
    size_t n = count < spread_over ? count : spread_over;

    for (size_t i = 0; i < n; i++) {
        double w = result->hits[standings[i].hit].weight;

        sum += w;
        squares += w * w;
    }
    return best > 0 ? sqrt(fmax(0, squares / (double)n - sum * sum / (double)(n * n))) / best : 0;
}

static double together_share(const struct evidence_query *q, double together)
{
    double possible = 0;

    for (size_t i = 0; i < q->count; i++)
        if (q->next[i] < q->count)
            possible += q->slots[i].rarity + q->slots[q->next[i]].rarity;
    return possible > 0 ? together / possible : 0;
}

static uint64_t seen_by_any(const struct search_result *result, const struct standing *standings,
                            size_t count)
{
    uint64_t seen = 0;

    for (size_t i = 0; i < count; i++)
        seen |= result->hits[standings[i].hit].evidence.seen;
    return seen;
}

/* Over the best of the others by search, which need not be the next one. */
static double lead(const struct search_result *result, const struct standing *standings,
                   size_t count)
{
    double most = 0;

    for (size_t i = 1; i < count; i++)
        most = fmax(most, result->hits[standings[i].hit].score);
    return result->hits[standings[0].hit].score - most;
}

static double apart(const struct standing *standings, size_t count)
{
    double most = CLASSIFIER_ELSEWHERE;

    for (size_t i = 1; i < count; i++)
        most = fmax(most, standings[i].margin);
    return standings[0].margin - most;
}

struct features features_of(const struct search_result *result, const struct standing *standings,
                            size_t count)
{
    const struct search_hit *best = &result->hits[standings[0].hit];
    const struct evidence *e = &best->evidence;
    struct features f;

    f.v[FEATURE_SHARE] = best->score;
    f.v[FEATURE_WEIGHT] = log(1 + best->weight);
    f.v[FEATURE_LEAD] = lead(result, standings, count);
    f.v[FEATURE_COVERAGE] = e->coverage;
    f.v[FEATURE_QUESTION] = e->question;
    f.v[FEATURE_EXACT] = e->question * e->exact;
    f.v[FEATURE_SECTION] = e->section;
    f.v[FEATURE_TOGETHER] = together_share(&result->words, e->together);
    f.v[FEATURE_KNOWN] = share_of(&result->words, seen_by_any(result, standings, count));
    f.v[FEATURE_SPREAD] = spread_of(result, standings, count);
    f.v[FEATURE_CLASS] = standings[0].margin;
    f.v[FEATURE_LENGTH] = log(1 + (double)result->words.count);
    f.v[FEATURE_APART] = apart(standings, count);
    return f;
}
