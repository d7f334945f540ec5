/* details.c - see details.h */
#include "server/search/details.h"

#include "engine/find/rank.h"
#include "engine/query/changes.h"

/* The words of the query the document has, or has not: distinct ones, as typed. */
static void add_seen(struct json *into, const char *name, const struct search_result *found,
                     uint64_t seen)
{
    struct json *array = json_add_array(into, name);

    for (size_t i = 0; i < found->words.count; i++)
        if (seen >> i & 1)
            json_add_text(array, NULL, found->words.slots[i].word->norm);
}

/* What the weight is made of, each part with the share it adds to the score. */
static void add_parts(struct json *into, const struct search_result *found,
                      const struct search_hit *hit)
{
    struct rank_parts parts = rank_parts_of(&hit->evidence, found->words.all);

    for (int i = 0; i < rank_part_count; i++) {
        struct json *o = json_add_object(into, rank_part_name((enum rank_part)i));

        json_add_number(o, "order", i + 1);
        json_add_ratio(o, "score", found->possible > 0 ? parts.of[i] / found->possible : 0);
        json_add_ratio(o, "weight", parts.of[i]);
    }
}

void details_add(struct json *into, const struct search_result *found, const struct search_hit *hit)
{
    struct json *o = json_add_object(into, "_rankingScoreDetails"), *whole;

    whole = json_add_object(o, "relevance");
    json_add_number(whole, "order", 0);
    json_add_ratio(whole, "score", hit->score);
    json_add_ratio(whole, "weight", hit->weight);
    json_add_ratio(whole, "possible", found->possible);
    if (hit->evidence.length == 0)
        return; /* sorted, or so far behind that nobody looked closer */
    json_add_ratio(whole, "coverage", hit->evidence.coverage);
    add_seen(whole, "matchedWords", found, hit->evidence.seen);
    add_seen(whole, "missingWords", found, ~hit->evidence.seen);
    add_parts(o, found, hit);
}

static void add_option(struct arena *job, struct json *into, const struct search_result *found,
                       const struct query_option *option)
{
    struct texts stems = {0};
    struct json *o;

    for (size_t i = 0; i < option->count; i++)
        for (size_t k = 0; k < option->parts[i].count; k++)
            if (sight_has_stem(found->sight, option->parts[i].stems[k]))
                texts_add(job, &stems, option->parts[i].stems[k]);
    if (stems.count == 0)
        return;
    o = json_add_object(into, NULL);
    json_add_text(o, "reason", slice_of(changes_reason(option->why)));
    json_add_ratio(o, "weight", option->weight);
    texts_print(o, "stems", &stems);
}

void details_add_words(struct arena *job, struct json *into, const struct search_result *found)
{
    struct json *array = json_add_array(into, "queryWords");

    for (size_t i = 0; i < found->query.word_count; i++) {
        const struct query_word *w = &found->query.words[i];
        struct texts stems = {w->stems, w->stem_count};
        struct json *o = json_add_object(array, NULL), *options;

        json_add_text(o, "word", w->norm);
        if (w->corrected)
            json_add_ratio(o, "trust", w->trust);
        texts_print(o, "stems", &stems);
        json_add_ratio(o, "rarity", found->rarity[i]);
        json_add_bool(o, "excluded", w->excluded);
        json_add_bool(o, "functionWord", w->function);
        json_add_bool(o, "stopWord", w->stop);
        options = json_add_array(o, "options");
        for (size_t k = 0; k < w->option_count; k++)
            add_option(job, options, found, &w->options[k]);
    }
}
