/*
 * complete.c - see complete.h
 *
 * What was typed is looked up (complete_match.c), entries that fit are found (complete_entries.c) and
 * shown (complete_rows.c); where there are few, what may have been meant (complete_correct.c) is
 * completed as well.
 */
#include "engine/complete/complete.h"

#include "engine/complete/complete_inside.h"

enum { few = 3 /* completions: another reading may have more */ };

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

static size_t find_popular(const struct seeker *s, struct completion *out, size_t most)
{
    struct rows r = {.s = s, .out = out, .most = most};
    const struct wording_places *p = s->q->places;
    size_t all = s->c->header->counts[PART_POPULAR];

    for (size_t i = 0; p && i < p->pinned_count; i++) {
        int64_t number = article_of(s->c, p->pinned[i].id);

        if (number >= 0)
            rows_add_article(&r, (uint32_t)number);
    }
    for (size_t i = 0; i < all && r.count < most; i++) {
        uint32_t number = *(const uint32_t *)complete_at(s->c, PART_POPULAR, i);

        if (!p || !texts_have(&p->hidden, complete_text(s->c, complete_article(s->c, number)->id)))
            rows_add_article(&r, number);
    }
    return r.count;
}

/* ---- something typed ---- */

/* Appends completions of what was typed; returns how many there are now. */
static size_t find_typed(const struct seeker *s, const struct typed *typed, struct completion *out,
                         size_t count, size_t most)
{
    struct rows r = {s, typed, out, {0}, count, count, most, 0, (most - count + 1) / 2};
    struct entries found;

    entries_find(s, typed, most, &found);
    rows_take(&r, &found);
    return r.count;
}

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
    found = find_typed(s, &meant, out, count + 1, s->q->most);
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
    count = find_typed(&s, &typed, out, 0, request.most);
    return count < few ? add_corrected(&s, &typed, out, count) : count;
}
