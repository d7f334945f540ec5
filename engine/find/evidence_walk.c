/*
 * evidence_walk.c - what words say by where they stand, gone through in the order of the text: see
 * evidence_inside.h
 */
#include <string.h>

#include "engine/find/evidence_inside.h"

enum { near_reach = 5, near_often = UINT8_MAX };

static const double headline_length = 6; /* words */

struct pass {
    const struct evidence_query *q;
    struct tally title, run, part;
    float run_tf[evidence_words_most];
    float together[evidence_words_most];                     /* by the first of a pair */
    uint8_t near[evidence_words_most * evidence_words_most]; /* how often, by pair: first of the
                                                              * query * count + second */
    size_t place[evidence_words_most]; /* where a word stood last in this run, from 1 */
    size_t run_known;
    size_t previous, previous_place; /* the query's word met last in this run, and where */
    struct evidence *out;
};

/* The title, a question or a heading ends: is it the one that has most? */
static void end_headline(struct pass *p, size_t part, size_t run_words)
{
    const struct evidence_query *q = p->q;
    double share = q->all > 0 ? p->run.sum / q->all : 0;
    double exact = (double)p->run_known / (double)run_words;
    double sum = 0;

    if (share * exact > p->out->likest)
        p->out->likest = share * exact;
    if (part > FORWARD_QUESTIONS)
        return;
    if (share * exact > p->out->named)
        p->out->named = share * exact;
    for (size_t i = 0; i < q->count; i++)
        if (p->run.seen >> i & 1)
            sum += q->slots[i].rarity * saturated((double)p->run_tf[i], headline_k1, headline_b,
                                                  (double)run_words / headline_length);
    if (sum > p->out->headline)
        p->out->headline = sum;
    if (part == FORWARD_TITLE)
        p->out->title = share;
    if (share > p->out->question || (share == p->out->question && exact > p->out->exact)) {
        p->out->question = share;
        p->out->exact = exact;
    }
}

static void end_run(struct pass *p, const struct forward_run *run)
{
    bool heading = run->part >= FORWARD_SECTIONS && run->run_of_part == 0;

    if (p->run.seen && (run->part <= FORWARD_QUESTIONS || heading))
        end_headline(p, run->part, run->words);
    for (size_t i = 0; i < p->q->count; i++) {
        p->place[i] = 0;
        p->run_tf[i] = 0;
    }
    tally_forget(&p->run);
    p->run_known = 0;
    p->previous = no_word;
}

/* A section begins with what the title has. */
static void end_part(struct pass *p, size_t part, size_t next)
{
    double share = p->q->all > 0 ? p->part.sum / p->q->all : 0;

    if (part == FORWARD_TITLE)
        p->title = p->part;
    if (part == FORWARD_LABELS)
        p->out->labels = share;
    if (part >= FORWARD_SECTIONS && share > p->out->section)
        p->out->section = share;
    tally_forget(&p->part);
    if (next >= FORWARD_SECTIONS)
        p->part = p->title;
}

/* Content words of the query, whichever comes first, a few words apart at most. */
static void see_near(struct pass *p, size_t slot, size_t place)
{
    const struct evidence_query *q = p->q;

    if (q->slots[slot].word->function)
        return;
    for (size_t i = 0; i < q->count; i++)
        if (p->place[i] && place - p->place[i] <= near_reach && i != slot &&
            !q->slots[i].word->function) {
            uint8_t *times = &p->near[i < slot ? i * q->count + slot : slot * q->count + i];

            if (*times < near_often)
                ++*times;
        }
}

static void see_together(struct pass *p, size_t slot, size_t place)
{
    if (p->previous < p->q->count && p->previous_place + 1 == place &&
        p->q->next[p->previous] == slot)
        p->together[p->previous]++;
}

static void take_slot(struct pass *p, const struct likeness_of_slot *s, size_t place)
{
    tally_see(&p->run, p->q, s);
    tally_see(&p->part, p->q, s);
    p->run_tf[s->slot] += s->weight / (float)s->parts;
    see_near(p, s->slot, place);
    see_together(p, s->slot, place);
}

static void take_word(struct pass *p, uint32_t word, size_t place)
{
    struct likeness_verdict v;

    if (!likeness_judge(p->q->likeness, word, &v))
        return;
    for (size_t i = 0; i < v.slot_count; i++)
        take_slot(p, &v.slots[i], place);
    for (size_t i = 0; i < v.slot_count; i++) /* now, since no word is near itself */
        p->place[v.slots[i].slot] = place;
    p->run_known++;
    p->previous = v.slots[0].slot;
    p->previous_place = place;
}

/* A pair in the query that is one here too, n times. */
static double pair_weight(const struct evidence_query *q, size_t a, size_t b, double n)
{
    return (q->slots[a].rarity + q->slots[b].rarity) * n / (n + 1);
}

static double weight_of_together(const struct evidence_query *q, const float *times)
{
    double sum = 0;

    for (size_t i = 0; i < q->count; i++)
        if (times[i] > 0)
            sum += pair_weight(q, i, q->next[i], (double)times[i]);
    return sum;
}

static double weight_of_near(const struct evidence_query *q, const uint8_t *times)
{
    double sum = 0;

    for (size_t i = 0; i < q->count; i++)
        for (size_t k = i + 1; k < q->count; k++)
            if (times[i * q->count + k])
                sum += pair_weight(q, i, k, times[i * q->count + k]);
    return sum > 0 ? sum / (double)(q->content - 1) : 0;
}

static void start_pass(struct pass *p, const struct evidence_query *q, struct evidence *out)
{
    p->q = q;
    p->out = out;
    p->run_known = 0;
    p->previous = no_word;
    tally_forget(&p->title);
    tally_forget(&p->run);
    tally_forget(&p->part);
    for (size_t i = 0; i < q->count; i++) {
        p->place[i] = 0;
        p->run_tf[i] = p->together[i] = 0;
    }
    memset(p->near, 0, q->count * q->count);
}

void evidence_walk(struct forward_walk *walk, const struct evidence_query *q, struct evidence *e)
{
    struct forward_run run = {0}; /* of the word before */
    struct pass p;
    uint32_t word;

    start_pass(&p, q, e);
    while (forward_walk_next(walk, &word)) {
        if (walk->run.first != run.first)
            end_run(&p, &run);
        if (walk->run.part != run.part)
            end_part(&p, run.part, walk->run.part);
        run = walk->run;
        take_word(&p, word, walk->place);
    }
    end_run(&p, &run);
    end_part(&p, run.part, run.part);
    e->near = weight_of_near(q, p.near);
    e->together = weight_of_together(q, p.together);
}
