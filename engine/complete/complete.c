/*
 * complete.c - see complete.h
 *
 * Entries are gone through by the rarest of the typed words; what begins as typed comes first, then
 * what has the words together, then the rest, each in the order of their numbers. A single beginning
 * that is crowded has its best entries ready. Rows are taken from the best on, each asked whether it
 * says something new.
 */
#include "engine/complete/complete.h"

#include <string.h>

#include "base/utf8.h"
#include "engine/complete/complete_inside.h"
#include "text/fold.h"

enum {
    article_rows_most = 2, /* of one article, while there are others */
    few = 3                /* completions: another reading may have more */
};

static const uint32_t entry_bits = (1U << complete_rank_bits) - 1; /* of a key */

/* ---- the best entries ---- */

struct search {
    const struct seeker *s;
    const struct typed *typed;
    struct complete_best best[2]; /* articles and questions; phrases */
    size_t looked_at;
    uint32_t entries[2 * complete_best_most]; /* of both, best first */
    size_t count;
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

static void find_best(struct search *q, size_t most)
{
    struct complete_best *a = &q->best[0], *b = &q->best[1];

    if (!take_lists(q, most))
        scan(q);
    complete_best_finish(a);
    complete_best_finish(b);
    for (size_t i = 0, k = 0; i < a->count || k < b->count;) {
        bool first = k == b->count || (i < a->count && a->keys[i] < b->keys[k]);

        q->entries[q->count++] = (first ? a->keys[i++] : b->keys[k++]) & entry_bits;
    }
}

/* ---- marks ---- */

/* Bytes of a written word that its first letters take. */
static size_t bytes_of(struct slice written, size_t letters)
{
    size_t at = 0, seen = 0;
    struct folded f;

    while (at < written.len && seen < letters) {
        fold_next(written, &at, &f);
        seen += f.count;
    }
    return at;
}

static void add_mark(struct arena *job, struct marks *marks, const struct typed *typed,
                     struct slice text, const struct word *w, struct mark mark)
{
    const struct typed_word *t = &typed->words[mark.word];

    if (t->goes_on && w->script != WORD_NUMBER && /* its digits may be grouped */
        w->norm.len > t->norm.len && memcmp(w->norm.ptr, t->norm.ptr, t->norm.len) == 0)
        mark.end = mark.start + bytes_of((struct slice){text.ptr + w->start, w->end - w->start},
                                         utf8_length(t->norm));
    marks->items = arena_room(job, marks->items, marks->count, sizeof *marks->items);
    marks->items[marks->count++] = mark;
}

/* Finished words as a whole, of the unfinished one what was typed. */
static struct marks marks_of(const struct seeker *s, const struct typed *typed,
                             const struct complete_entry *e, struct slice text)
{
    struct complete_numbers numbers = complete_list(s->c, PART_ENTRY_WORDS, e->words);
    struct words words = words_of(text);
    struct marks marks = {0};
    struct word w;

    for (size_t at = 0; at < numbers.count && words_next(&words, &w); at++)
        for (unsigned i = 0; i < typed->count; i++)
            if (typed_is(&typed->words[i], numbers.items[at])) {
                add_mark(s->job, &marks, typed, text, &w, (struct mark){w.start, w.end, i, at});
                break;
            }
    return marks;
}

/* ---- rows ---- */

struct rows {
    const struct seeker *s;
    const struct typed *typed; /* NULL: nothing was typed */
    struct completion *out;
    uint32_t entries[complete_most]; /* of the rows from `first` on */
    size_t first, count, most, queries, queries_most;
};

static bool says_the_same(const struct rows *r, uint32_t number)
{
    const struct complete_entry *e = complete_entry(r->s->c, number);

    for (size_t i = r->first; i < r->count; i++)
        if (complete_entry(r->s->c, r->entries[i])->like == e->like)
            return true;
    return false;
}

static uint32_t holder_of(const struct complete *c, const struct complete_entry *e)
{
    struct complete_numbers holders = complete_list(c, PART_HOLDERS, e->holders);

    return holders.count ? holders.items[0] : UINT32_MAX;
}

static size_t rows_of_article(const struct rows *r, uint32_t article)
{
    size_t count = 0;

    for (size_t i = r->first; i < r->count; i++) {
        const struct complete_entry *e = complete_entry(r->s->c, r->entries[i]);

        count += e->kind != ENTRY_PHRASE && holder_of(r->s->c, e) == article;
    }
    return count;
}

/* Is it one too many of its kind, as long as there are others? */
static bool is_too_many(const struct rows *r, uint32_t number)
{
    const struct complete_entry *e = complete_entry(r->s->c, number);

    if (e->kind == ENTRY_PHRASE)
        return r->queries >= r->queries_most;
    return rows_of_article(r, holder_of(r->s->c, e)) >= article_rows_most;
}

static void add_row(struct rows *r, uint32_t number)
{
    const struct complete *c = r->s->c;
    const struct complete_entry *e = complete_entry(c, number);
    const struct complete_article *a = complete_article(c, holder_of(c, e));
    struct completion *row = &r->out[r->count];

    *row = (struct completion){.type = COMPLETION_QUERY, .text = complete_text(c, e->text)};
    if (r->typed)
        row->marks = marks_of(r->s, r->typed, e, row->text);
    if (e->kind == ENTRY_TITLE) {
        row->type = COMPLETION_ARTICLE;
        row->id = complete_text(c, a->id);
        row->url = complete_text(c, a->url);
        row->category = complete_text(c, a->category);
    } else {
        row->count = seeker_counts(r->s, complete_list(c, PART_HOLDERS, e->all));
        r->queries += e->kind == ENTRY_PHRASE;
    }
    r->entries[r->count++] = number;
}

/* The title of an article stands for words that say the same. */
static bool has_title_like(const struct search *q, uint32_t number)
{
    const struct complete_entry *e = complete_entry(q->s->c, number);

    if (e->kind != ENTRY_PHRASE)
        return false;
    for (size_t i = 0; i < q->count; i++) {
        const struct complete_entry *other = complete_entry(q->s->c, q->entries[i]);

        if (other->kind == ENTRY_TITLE && other->like == e->like)
            return true;
    }
    return false;
}

/* At first without those that are too many of their kind, then with them. */
static void take_rows(struct rows *r, const struct search *q)
{
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < q->count && r->count < r->most; i++) {
            uint32_t number = q->entries[i];

            if (!says_the_same(r, number) && !has_title_like(q, number) &&
                (round || !is_too_many(r, number)))
                add_row(r, number);
        }
}

size_t seeker_find(const struct seeker *s, const struct typed *typed, struct completion *out,
                   size_t count, size_t most)
{
    struct search q = {.s = s, .typed = typed};
    struct rows r = {s, typed, out, {0}, count, count, most, 0, (most - count + 1) / 2};

    if (typed->count == 0)
        return count;
    find_best(&q, most);
    take_rows(&r, &q);
    return r.count;
}

/* ---- nothing typed ---- */

static int64_t article_of(const struct complete *c, struct slice id)
{
    size_t low = 0, high = c->header->counts[PART_BY_ID];

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        uint32_t number = *(const uint32_t *)complete_at(c, PART_BY_ID, mid);
        int order = slice_cmp(complete_text(c, complete_article(c, number)->id), id);

        if (order == 0)
            return number;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return -1;
}

static void add_article(struct rows *r, uint32_t number)
{
    const struct seeker *s = r->s;
    const struct complete_article *a = complete_article(s->c, number);

    if (r->count < r->most && seeker_sees_article(s, number) &&
        (!s->q->lang || a->lang == *s->q->lang) && !says_the_same(r, a->title))
        add_row(r, a->title);
}

static size_t find_popular(const struct seeker *s, struct completion *out, size_t most)
{
    struct rows r = {.s = s, .out = out, .most = most};
    const struct wording_places *p = s->q->places;
    size_t all = s->c->header->counts[PART_POPULAR];

    for (size_t i = 0; p && i < p->pinned_count; i++) {
        int64_t number = article_of(s->c, p->pinned[i].id);

        if (number >= 0)
            add_article(&r, (uint32_t)number);
    }
    for (size_t i = 0; i < all && r.count < most; i++) {
        uint32_t number = *(const uint32_t *)complete_at(s->c, PART_POPULAR, i);

        if (!p || !texts_have(&p->hidden, complete_text(s->c, complete_article(s->c, number)->id)))
            add_article(&r, number);
    }
    return r.count;
}

/* ---- all together ---- */

static struct completion correction_row(const struct seeker *s, const struct typed *meant,
                                        enum correction_kind kind)
{
    struct completion row = {.type = COMPLETION_CORRECTION, .text = meant->text, .kind = kind};

    row.marks.items = ARENA_NEW(s->job, struct mark);
    row.marks.items[0] = (struct mark){0, meant->text.len, 0, 0};
    row.marks.count = 1;
    return row;
}

/* Where little begins as typed: what may have been meant, and what begins so. With some found
 * already, only if there are more of these. */
static size_t add_corrected(const struct seeker *s, const struct typed *typed,
                            struct completion *out, size_t count)
{
    enum correction_kind kind;
    struct typed meant;
    size_t found;

    if (count + 1 >= s->q->most || !seeker_correct(s, typed, count > 0, &meant, &kind))
        return count;
    out[count] = correction_row(s, &meant, kind);
    found = seeker_find(s, &meant, out, count + 1, s->q->most);
    return found - count - 1 > count ? found : count;
}

static void find_audiences(struct seeker *s)
{
    uint32_t count = s->c->header->counts[PART_AUDIENCES];

    s->audiences = ARENA_ARRAY(s->job, bool, count);
    for (uint32_t i = 0; i < count; i++) {
        const struct complete_audience *a = complete_at(s->c, PART_AUDIENCES, i);

        s->audiences[i] = texts_have(s->q->audiences, complete_text(s->c, a->name));
    }
}

size_t complete_find(const struct complete *c, struct stemmer *stemmer, const struct translit *t,
                     struct arena *job, const struct complete_request *q, struct completion *out)
{
    struct complete_request request = *q;
    struct seeker s = {c, job, stemmer, t, &request, NULL};
    struct typed typed;
    size_t count;

    if (request.most > complete_most)
        request.most = complete_most;
    find_audiences(&s);
    typed = typed_parse(&s, q->typed);
    if (typed.count == 0)
        return find_popular(&s, out, request.most);
    count = seeker_find(&s, &typed, out, 0, request.most);
    return count < few ? add_corrected(&s, &typed, out, count) : count;
}
