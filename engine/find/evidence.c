/*
 * evidence.c - see evidence.h: a pass over the different words of the document, and one over all.
 *
 * BM25 (Robertson and others, TREC-3) saturates with how often a word is there; the constants are
 * from measurement, docs/adr/0004-ranking.md. As BM25F has it, a word counts in each field with the
 * field's weight before it saturates; the length of the document is in words, not weighted.
 */
#include "engine/find/evidence.h"

#include <string.h>

enum { near_reach = 5, near_often = UINT8_MAX, no_word = evidence_words_most };

static const double words_k1 = 1.5, words_b = 0.6;
static const double pieces_k1 = 1.1, pieces_b = 0.8;
static const double headline_k1 = 1.1, headline_b = 0.6, headline_length = 6;

/* What stands for a word with less weight says nothing of whether that is there. */
static const float seen_least = 0.5f;

static double saturated(double tf, double k1, double b, double length)
{
    return tf > 0 ? tf * (k1 + 1) / (tf + k1 * (1 - b + b * length)) : 0;
}

/* ---- the query ---- */

static size_t slot_of(const struct evidence_query *e, const struct query_word *w)
{
    size_t at = 0;

    while (at < e->count && !slice_eq(e->slots[at].word->stem, w->stem))
        at++;
    return at;
}

void evidence_query(const struct query *q, const double *rarity, struct evidence_query *out)
{
    struct evidence_query e = {0};
    size_t before = no_word;

    for (size_t i = 0; i < q->word_count && e.count < evidence_words_most; i++) {
        const struct query_word *w = &q->words[i];
        size_t at;

        if (w->excluded || w->stop)
            continue;
        at = slot_of(&e, w);
        if (at == e.count) {
            e.slots[at] = (struct likeness_slot){w, rarity[i] * query_word_says(w)};
            e.next[at] = no_word;
            e.all += e.slots[at].rarity;
            e.content += !w->function;
            e.count++;
        }
        if (before < e.count && before != at && e.next[before] == no_word)
            e.next[before] = at;
        before = at;
    }
    *out = e;
}

struct evidence evidence_most(const struct evidence_query *q)
{
    struct evidence e = {.coverage = 1,
                         .question = 1,
                         .exact = 1,
                         .section = 1,
                         .title = 1,
                         .likest = 1,
                         .named = 1,
                         .labels = 1,
                         .verdict = q->verdict == VERDICT_WANTED};
    size_t pieces;
    const double *rarity = likeness_gram_rarity(q->likeness, &pieces);

    for (size_t i = 0; i < q->count; i++) {
        e.words += q->slots[i].rarity * (words_k1 + 1);
        e.headline += q->slots[i].rarity * (headline_k1 + 1);
        if (q->content > 1 && !q->slots[i].word->function)
            e.near += q->slots[i].rarity;
        if (q->next[i] < q->count)
            e.together += q->slots[i].rarity + q->slots[q->next[i]].rarity;
    }
    for (size_t i = 0; i < pieces; i++)
        e.pieces += rarity[i] * (pieces_k1 + 1);
    return e;
}

/* ---- a glance ---- */

/* How much of each word of the query has been seen in a run, a part or the document. */
struct tally {
    uint64_t seen, several;           /* …by a word of several that stand for it */
    float share[evidence_words_most]; /* valid where seen */
    uint8_t option[evidence_words_most], parts[evidence_words_most]; /* valid where several: a bit
                                                                      * for each of its words */
    double sum;                                                      /* of rarities */
};

static void forget(struct tally *t)
{
    t->seen = t->several = 0;
    t->sum = 0;
}

/* A word of several that stand for one of the query counts for its part of them, and the others
 * seen with it. */
static float share_of(struct tally *t, const struct likeness_of_slot *s)
{
    uint64_t bit = 1ull << s->slot;

    if (s->parts < 2)
        return s->weight;
    if (!(t->several & bit) || t->option[s->slot] != s->option)
        t->parts[s->slot] = 0;
    t->several |= bit;
    t->option[s->slot] = s->option;
    t->parts[s->slot] |= (uint8_t)(1u << (s->part & 7));
    return s->weight * (float)__builtin_popcount(t->parts[s->slot]) / (float)s->parts;
}

static void see(struct tally *t, const struct evidence_query *q, const struct likeness_of_slot *s)
{
    uint64_t bit = 1ull << s->slot;
    float before = t->seen & bit ? t->share[s->slot] : 0, share;

    if (s->weight < seen_least || s->weight <= before)
        return;
    share = share_of(t, s);
    if (share <= before)
        return;
    t->sum += (double)(share - before) * q->slots[s->slot].rarity;
    t->share[s->slot] = share;
    t->seen |= bit;
}

/* What the different words of a document say. */
struct glance {
    struct tally document;
    float tf[evidence_words_most], piece_tf[likeness_grams_max];
};

static void start_glance(struct glance *g, const struct evidence_query *q)
{
    size_t pieces;

    likeness_gram_rarity(q->likeness, &pieces);
    forget(&g->document);
    memset(g->tf, 0, q->count * sizeof *g->tf);
    memset(g->piece_tf, 0, pieces * sizeof *g->piece_tf);
}

static void sum_up(const struct glance *g, const struct evidence_query *q, struct evidence *e)
{
    double length = (double)e->length / q->mean_length;
    size_t pieces;
    const double *rarity = likeness_gram_rarity(q->likeness, &pieces);

    for (size_t i = 0; i < q->count; i++)
        e->words += q->slots[i].rarity * saturated((double)g->tf[i], words_k1, words_b, length);
    for (size_t i = 0; i < pieces; i++)
        e->pieces += rarity[i] * saturated((double)g->piece_tf[i], pieces_k1, pieces_b, length);
    e->coverage = q->all > 0 ? g->document.sum / q->all : 0;
    e->seen = g->document.seen;
}

/* ---- word by word ---- */

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
    forget(&p->run);
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
    forget(&p->part);
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
    see(&p->run, p->q, s);
    see(&p->part, p->q, s);
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
    forget(&p->title);
    forget(&p->run);
    forget(&p->part);
    for (size_t i = 0; i < q->count; i++) {
        p->place[i] = 0;
        p->run_tf[i] = p->together[i] = 0;
    }
    memset(p->near, 0, q->count * q->count);
}

static void read_words(struct forward_walk *walk, const struct evidence_query *q,
                       struct evidence *e)
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

static void count_word(struct glance *g, const struct evidence_query *q,
                       const struct likeness_verdict *v, float count)
{
    for (size_t i = 0; i < v->gram_count; i++)
        g->piece_tf[v->grams[i]] += count;
    for (size_t i = 0; i < v->slot_count; i++) {
        const struct likeness_of_slot *s = &v->slots[i];

        see(&g->document, q, s);
        g->tf[s->slot] += count * s->weight / (float)s->parts;
    }
}

struct evidence evidence_glance(const struct forwards *f, const struct evidence_query *q,
                                uint32_t document)
{
    struct forward_document d = forwards_document(f, document);
    struct evidence e = {.length = d.words};
    struct forward_wanted wanted = likeness_any(q->likeness);
    struct forward_walk headlines;
    struct likeness_verdict v;
    struct glance g;

    start_glance(&g, q);
    forward_walk_start(&headlines, &d, d.ends[FORWARD_QUESTIONS]);
    for (uint32_t i = 0; (i = forward_seek(&d, &wanted, i)) < d.different; i++) {
        if (!likeness_judge(q->likeness, forward_word(&d, i), &v))
            continue;
        count_word(&g, q, &v, (float)forward_count(&d, i));
        if (v.slot_count)
            forward_walk_add(&headlines, &d, i);
    }
    sum_up(&g, q, &e);
    read_words(&headlines, q, &e);
    return e;
}

/* Where the text begins, behind title, questions, labels and a heading. */
static uint32_t opening_of(const struct forward_document *d)
{
    struct forward_run run = forward_runs(d);

    while (forward_run_next(&run))
        if (run.part >= FORWARD_SECTIONS && run.run_of_part > 0 && run.words)
            return run.first;
    return d->words;
}

static bool begins_with_verdict(const struct forward_document *d, const struct evidence_query *q)
{
    uint32_t opening = opening_of(d), place;

    for (size_t i = 0; i < verdict_word_count; i++) {
        uint32_t index =
            q->verdicts[i] < 0 ? d->different : forward_find(d, (uint32_t)q->verdicts[i]);
        struct forward_places places;

        if (index == d->different)
            continue;
        places = forward_places(d, index);
        while (forward_place_next(&places, &place))
            if (place == opening)
                return true;
    }
    return false;
}

void evidence_read(const struct forwards *f, const struct evidence_query *q, uint32_t document,
                   struct evidence *e)
{
    struct forward_document d = forwards_document(f, document);
    struct forward_wanted wanted = likeness_standing(q->likeness);
    struct forward_walk walk;

    forward_walk_start(&walk, &d, d.words);
    forward_walk_add_wanted(&walk, &d, &wanted);
    read_words(&walk, q, e);
    if (d.words > d.ends[FORWARD_LABELS] && e->section < e->title) /* a section of other words */
        e->section = e->title;
    if (q->verdict != VERDICT_UNSAID && begins_with_verdict(&d, q))
        e->verdict = q->verdict;
}
