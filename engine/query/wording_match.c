/*
 * wording_match.c - see wording.h: synonyms.
 *
 * Phrases are listed by each stem of their first word; those that a word of the query leads to
 * are compared whole.
 */
#include "engine/query/wording_inside.h"
#include "text/function_words.h"

static void add_heading(struct wording *w, const struct wording_phrase *phrase,
                        struct wording_phrase *alternatives, size_t count, bool one_way)
{
    if (phrase->count == 0)
        return;
    w->headings = arena_room(w->life, w->headings, w->heading_count, sizeof *w->headings);
    w->headings[w->heading_count] = (struct heading){phrase, alternatives, count, one_way};
    wording_list(w, &w->headings_by, &phrase->words[0], w->heading_count++);
}

static struct wording_phrase *phrases_of(struct wording *w, struct stemmer *stemmer,
                                         const struct texts *texts)
{
    struct wording_phrase *phrases = ARENA_ARRAY(w->life, struct wording_phrase, texts->count);

    for (size_t i = 0; i < texts->count; i++)
        phrases[i] = wording_phrase_of(w->life, stemmer, texts->items[i], wording_phrase_words_max);
    return phrases;
}

void wording_add_synonym(struct wording *w, struct stemmer *stemmer,
                         const struct wording_synonym *line)
{
    struct wording_phrase *from = phrases_of(w, stemmer, &line->from);
    bool one_way = line->to.count > 0;
    struct wording_phrase *to = one_way ? phrases_of(w, stemmer, &line->to) : from;

    for (size_t i = 0; i < line->from.count; i++)
        add_heading(w, &from[i], to, one_way ? line->to.count : line->from.count, one_way);
}

/* A verb like "связаться", whose stem is that of "связать". */
static bool is_reflexive(const struct wording_word *w)
{
    if (!slice_ends(w->norm, "ся") && !slice_ends(w->norm, "сь"))
        return false;
    for (size_t i = 0; i < w->stem_count; i++)
        if (slice_ends(w->stems[i], "ть") || slice_ends(w->stems[i], "ти") ||
            slice_ends(w->stems[i], "чь"))
            return true;
    return false;
}

static bool stands_for(const struct wording_word *listed, const struct wording_word *asked)
{
    return wording_same_word(listed, asked) && (!is_reflexive(listed) || is_reflexive(asked));
}

struct asked {
    const struct wording_word *words;
    const bool *between; /* is it a function word, which may stand inside a phrase? */
    size_t count;
};

static struct asked asked_of(struct arena *job, const struct wording_word *words, size_t count)
{
    bool *between = ARENA_ARRAY(job, bool, count);

    for (size_t i = 1; i + 1 < count; i++)
        between[i] = words[i].stem_count && is_function_word(words[i].norm);
    return (struct asked){words, between, count};
}

/* How many words of the query, from one on, are the phrase; 0 if it does not stand there. Function
 * words may stand between: "не пришел мой заказ" is "не пришел заказ". */
static size_t stands_at(const struct wording_phrase *p, const struct asked *q, size_t at)
{
    size_t met = 0, i = at;

    for (; met < p->count && i < q->count && i - at < wording_phrase_words_max; i++)
        if (stands_for(&p->words[met], &q->words[i]))
            met++;
        else if (met == 0 || !q->between[i])
            return 0;
    return met == p->count ? i - at : 0;
}

static bool same_phrase(const struct wording_phrase *a, const struct wording_phrase *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!slice_eq(a->words[i].norm, b->words[i].norm))
            return false;
    return true;
}

static bool has_alternative(const struct wording_match *m, const struct wording_phrase *p)
{
    for (size_t i = 0; i < m->alternative_count; i++)
        if (same_phrase(m->alternatives[i].phrase, p))
            return true;
    return false;
}

/* All alternatives but what was typed and what is there already. */
static void add_alternatives(struct arena *job, struct wording_match *m, const struct heading *h,
                             const struct asked *q)
{
    for (size_t i = 0; i < h->count && m->alternative_count < wording_alternatives_max; i++) {
        const struct wording_phrase *p = &h->alternatives[i];
        bool typed = stands_at(p, q, m->first) == m->count;

        if (p->count == 0 || typed || has_alternative(m, p))
            continue;
        m->alternatives =
            arena_room(job, m->alternatives, m->alternative_count, sizeof *m->alternatives);
        m->alternatives[m->alternative_count++] = (struct wording_alternative){p, h->one_way};
    }
}

static void add_match(struct arena *job, struct wording_matches *out, struct wording_match m)
{
    for (size_t i = 0; i < out->count; i++) {
        const struct wording_match *other = &out->items[i];

        if (other->first <= m.first && m.first + m.count <= other->first + other->count)
            m.inside = true;
    }
    out->items = arena_room(job, out->items, out->count, sizeof *out->items);
    out->items[out->count++] = m;
}

/* Matches that begin at a word, longest first. One that begins earlier was found before, so
 * whatever a match lies inside of is there already. */
static void match_at(const struct wording *w, struct arena *job, const struct asked *q, size_t at,
                     struct wording_matches *out)
{
    struct numbers list = wording_listed(job, &w->headings_by, &q->words[at], 1);
    size_t *met = ARENA_ARRAY(job, size_t, list.count);

    for (size_t i = 0; i < list.count; i++)
        met[i] = stands_at(w->headings[list.items[i]].phrase, q, at);
    for (size_t length = wording_phrase_words_max; length > 0; length--) {
        struct wording_match m = {.first = at, .count = length};

        for (size_t i = 0; i < list.count; i++)
            if (met[i] == length)
                add_alternatives(job, &m, &w->headings[list.items[i]], q);
        if (m.alternative_count)
            add_match(job, out, m);
    }
}

struct wording_matches wording_synonyms(const struct wording *w, struct arena *job,
                                        const struct wording_word *words, size_t count)
{
    struct asked q = asked_of(job, words, count);
    struct wording_matches out = {0};

    for (size_t at = 0; at < count; at++)
        match_at(w, job, &q, at, &out);
    return out;
}
