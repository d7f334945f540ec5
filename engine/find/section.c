/* section.c - see section.h */
#include "engine/find/section.h"

#include <math.h>

static const double heading_extra = 0.5; /* as in passage.c */

/* Words that only begin alike or are only related weigh no more than this: who reads the section
 * would not see why. */
static const float merely_like = 0.35f;

/* The words of the query that a section has, a bit each. */
struct holding {
    uint64_t heading, all;
    bool has_text;
};

struct holdings {
    struct holding *items;
    size_t count;
    uint64_t title;
};

static uint64_t words_at(const struct evidence_query *q, uint32_t word)
{
    struct likeness_verdict v;
    uint64_t seen = 0;

    if (!likeness_judge(q->likeness, word, &v))
        return 0;
    for (size_t i = 0; i < v.slot_count; i++)
        if (v.slots[i].weight > merely_like)
            seen |= 1ull << v.slots[i].slot;
    return seen;
}

static struct holding *holding_at(struct arena *job, struct holdings *h, size_t section)
{
    while (h->count <= section) {
        h->items = arena_room(job, h->items, h->count, sizeof *h->items);
        h->items[h->count++] = (struct holding){0};
    }
    return &h->items[section];
}

/* The sections, and which of them have text. */
static void read_sections(struct arena *job, const struct forward_document *d, struct holdings *out)
{
    struct forward_run run = forward_runs(d);

    while (forward_run_next(&run))
        if (run.part >= FORWARD_SECTIONS && run.words > 0 && run.first < forward_walk_most)
            holding_at(job, out, run.part - FORWARD_SECTIONS)->has_text |= run.run_of_part > 0;
}

static struct holdings read_document(struct arena *job, const struct forwards *f,
                                     const struct evidence_query *q, uint32_t document)
{
    struct forward_document d = forwards_document(f, document);
    struct forward_wanted wanted = likeness_standing(q->likeness);
    struct forward_walk walk;
    struct holdings out = {0};
    uint32_t word;

    read_sections(job, &d, &out);
    forward_walk_start(&walk, &d, d.words);
    forward_walk_add_wanted(&walk, &d, &wanted);
    while (forward_walk_next(&walk, &word)) {
        uint64_t seen = words_at(q, word);
        struct holding *h;

        if (walk.run.part == FORWARD_TITLE)
            out.title |= seen;
        if (walk.run.part < FORWARD_SECTIONS)
            continue;
        h = holding_at(job, &out, walk.run.part - FORWARD_SECTIONS);
        h->all |= seen;
        if (walk.run.run_of_part == 0)
            h->heading |= seen;
    }
    return out;
}

/* How much each word tells one section from the others: all, if one has it; nothing, if the whole
 * article is about it. */
static void weigh_words(const struct section_query *q, const struct holdings *h,
                        double value[evidence_words_most])
{
    double sections = 0;

    for (size_t i = 0; i < h->count; i++)
        sections += h->items[i].has_text;
    for (size_t i = 0; i < q->words->count; i++) {
        double with = 0;

        for (size_t k = 0; k < h->count; k++)
            with += h->items[k].has_text && h->items[k].all >> i & 1;
        value[i] = 0;
        if (with > 0 && sections > 1 && !(h->title >> i & 1))
            value[i] = q->rarity[q->words->slots[i].word - q->first] * log(sections / with) /
                       log(sections);
    }
}

size_t section_choose(struct arena *job, const struct forwards *f, const struct section_query *q,
                      uint32_t document)
{
    struct holdings h = read_document(job, f, q->words, document);
    double value[evidence_words_most], most = -1;
    size_t best = SECTION_NONE;

    weigh_words(q, &h, value);
    for (size_t i = 0; i < h.count; i++) {
        double sum =
            query_sum(h.items[i].all, value) + heading_extra * query_sum(h.items[i].heading, value);

        if (h.items[i].has_text && sum > most * 1.0001) {
            most = sum;
            best = i;
        }
    }
    return best;
}
