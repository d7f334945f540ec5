/*
 * complete_rows.c - rows as they are offered, with marks where what was typed stands in them: see
 * complete_inside.h
 *
 * Rows are taken from the best entry on, each asked whether it says something new.
 */
#include <string.h>

#include "base/utf8.h"
#include "engine/complete/complete_inside.h"
#include "text/fold.h"

enum { article_rows_most = 2 /* of one article, while there are others */ };

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
static bool has_title_like(const struct rows *r, const struct entries *found, uint32_t number)
{
    const struct complete_entry *e = complete_entry(r->s->c, number);

    if (e->kind != ENTRY_PHRASE)
        return false;
    for (size_t i = 0; i < found->count; i++) {
        const struct complete_entry *other = complete_entry(r->s->c, found->numbers[i]);

        if (other->kind == ENTRY_TITLE && other->like == e->like)
            return true;
    }
    return false;
}

/* At first without those that are too many of their kind, then with them. */
void rows_take(struct rows *r, const struct entries *found)
{
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < found->count && r->count < r->most; i++) {
            uint32_t number = found->numbers[i];

            if (!says_the_same(r, number) && !has_title_like(r, found, number) &&
                (round || !is_too_many(r, number)))
                add_row(r, number);
        }
}

void rows_add_article(struct rows *r, uint32_t number)
{
    const struct seeker *s = r->s;
    const struct complete_article *a = complete_article(s->c, number);

    if (r->count < r->most && seeker_sees_article(s, number) &&
        (!s->q->lang || a->lang == *s->q->lang) && !says_the_same(r, a->title))
        add_row(r, a->title);
}
