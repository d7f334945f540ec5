/*
 * complete_entries.c - the entries that fit what was typed, best first: see complete_inside.h
 *
 * Entries are gone through by the rarest of the typed words; what begins as typed comes first, then
 * what has the words together, then the rest, each in the order of their numbers. A single beginning
 * that is crowded has its best entries ready.
 */
#include "engine/complete/complete_inside.h"

static const uint32_t entry_bits = (1U << complete_rank_bits) - 1; /* of a key */

struct search {
    const struct seeker *s;
    const struct typed *typed;
    struct complete_best best[2]; /* articles and questions; phrases */
    size_t looked_at;
};

/* Do the typed words stand there in order from `at` on? */
static bool stands_at(const struct typed *typed, struct complete_numbers words, size_t at,
                      bool (*fits)(const struct typed_word *, uint32_t))
{
    if (at + typed->count > words.count)
        return false;
    for (size_t i = 0; i < typed->count; i++)
        if (!fits(&typed->words[i], words.items[at + i]))
            return false;
    return true;
}

static bool has_all(const struct typed *typed, struct complete_numbers words)
{
    for (size_t i = 0; i < typed->count; i++) {
        bool has = typed->words[i].optional;

        for (size_t k = 0; !has && k < words.count; k++)
            has = typed_is(&typed->words[i], words.items[k]);
        if (!has)
            return false;
    }
    return true;
}

static enum complete_class class_of(const struct typed *typed, struct complete_numbers words)
{
    if (stands_at(typed, words, 0, typed_begins))
        return CLASS_BEGINS;
    for (size_t at = 0; at < words.count; at++)
        if (stands_at(typed, words, at, typed_is))
            return CLASS_TOGETHER;
    return CLASS_SCATTERED;
}

static void judge(struct search *q, uint32_t number)
{
    const struct complete_entry *e = complete_entry(q->s->c, number);
    struct complete_numbers words = complete_list(q->s->c, PART_ENTRY_WORDS, e->words);
    struct complete_best *best = &q->best[e->kind == ENTRY_PHRASE];
    uint32_t key;

    if (number >= q->s->c->header->counts[PART_ENTRIES] || !has_all(q->typed, words))
        return;
    key = (uint32_t)class_of(q->typed, words) << complete_rank_bits | number;
    if ((best->limit == 0 || key < best->limit) && seeker_sees_entry(q->s, number))
        complete_best_add(best, key);
}

static void judge_word(struct search *q, uint32_t word)
{
    struct complete_numbers entries =
        complete_list(q->s->c, PART_POSTINGS, complete_word(q->s->c, word)->postings);

    for (size_t i = 0; i < entries.count && q->looked_at < complete_scan_most; i++) {
        q->looked_at++;
        judge(q, entries.items[i]);
    }
}

static void scan(struct search *q)
{
    const struct typed_word *rarest = NULL;

    for (size_t i = 0; i < q->typed->count; i++) {
        const struct typed_word *w = &q->typed->words[i];

        if (!w->optional && (!rarest || w->places < rarest->places))
            rarest = w;
    }
    for (uint32_t i = rarest->range.low;
         i < rarest->range.high && q->looked_at < complete_scan_most; i++)
        judge_word(q, i);
    for (size_t i = 0; i < rarest->form_count; i++)
        judge_word(q, rarest->forms[i]);
}

/* ---- crowded beginnings ---- */

static int compare_list(const struct complete_list *l, struct complete_range range, uint32_t of)
{
    if (l->low != range.low)
        return l->low < range.low ? -1 : 1;
    if (l->high != range.high)
        return l->high > range.high ? -1 : 1;
    return (l->of > of) - (l->of < of);
}

static const struct complete_list *find_list(const struct complete *c, struct complete_range range,
                                             uint32_t of)
{
    size_t low = 0, high = c->header->counts[PART_LISTS];

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        const struct complete_list *l = complete_at(c, PART_LISTS, mid);
        int order = compare_list(l, range, of);

        if (order == 0)
            return l;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

/* Takes a list of a single beginning. False if there is none, or if of what was left out something
 * may be seen that is needed. */
static bool take_list(struct search *q, uint32_t of, struct complete_best *best, size_t need)
{
    const struct complete_list *l = find_list(q->s->c, q->typed->words[0].range, of);
    struct complete_numbers keys;
    size_t before = best->count;

    if (!l)
        return false;
    keys = complete_list(q->s->c, PART_LISTED, l->keys);
    for (size_t i = 0; i < keys.count && best->count - before < need; i++)
        if (seeker_sees_entry(q->s, keys.items[i] & entry_bits))
            complete_best_add(best, keys.items[i]);
    return l->whole || best->count - before >= need;
}

static bool take_lists(struct search *q, size_t most)
{
    size_t need = 2 * most + 8 < complete_listed_most ? 2 * most + 8 : complete_listed_most;

    if (q->typed->count != 1 || !q->typed->words[0].goes_on)
        return false;
    for (unsigned lang = 0; lang < language_count; lang++)
        for (int phrases = 0; phrases < 2; phrases++)
            if ((!q->s->q->lang || *q->s->q->lang == lang) &&
                !take_list(q, complete_list_of(lang, phrases), &q->best[phrases], need)) {
                q->best[0].count = q->best[1].count = 0;
                return false;
            }
    return true;
}

/* Keys of both, in one order. */
static void merge(const struct complete_best *a, const struct complete_best *b, struct entries *out)
{
    out->count = 0;
    for (size_t i = 0, k = 0; i < a->count || k < b->count;) {
        bool first = k == b->count || (i < a->count && a->keys[i] < b->keys[k]);

        out->numbers[out->count++] = (first ? a->keys[i++] : b->keys[k++]) & entry_bits;
    }
}

void entries_find(const struct seeker *s, const struct typed *typed, size_t most,
                  struct entries *out)
{
    struct search q = {.s = s, .typed = typed};

    if (!take_lists(&q, most))
        scan(&q);
    complete_best_finish(&q.best[0]);
    complete_best_finish(&q.best[1]);
    merge(&q.best[0], &q.best[1], out);
}
