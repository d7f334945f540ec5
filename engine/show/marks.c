/* marks.c - see marks.h */
#include "engine/show/marks.h"

#include <string.h>

#include "base/map.h"

enum { parts_most = 3 };

struct marker {
    struct arena *job;
    struct stemmer *stemmer;
    const struct query *q;
    struct map judged; /* normalised word -> query word + 2, 1 for none */
};

struct marker *marker_new(struct arena *job, struct stemmer *stemmer, const struct query *q)
{
    struct marker *m = ARENA_NEW(job, struct marker);

    *m = (struct marker){job, stemmer, q, map_new(job)};
    return m;
}

static bool has_stem(const struct slice *stems, size_t count, struct slice stem)
{
    for (size_t i = 0; i < count; i++)
        if (slice_eq(stems[i], stem))
            return true;
    return false;
}

/* What a word only begins like explains no hit to the one who reads it. */
static bool option_has(const struct query_option *o, struct slice stem)
{
    if (o->why == QUERY_LIKE)
        return false;
    for (size_t i = 0; i < o->count; i++)
        if (has_stem(o->parts[i].stems, o->parts[i].count, stem))
            return true;
    return false;
}

/* The word itself, in any form. */
static bool is_word(const struct marker *m, const struct query_word *w, struct slice norm,
                    struct slice stem)
{
    if (w->excluded)
        return false;
    if (slice_eq(w->norm, norm) || slice_eq(w->joined_stem, stem))
        return true;
    return !(w->phrase && m->q->phrases_demanded) && has_stem(w->stems, w->stem_count, stem);
}

/* What may stand for it, or for a part of what does: «код из СМС» for «СМС». */
static bool stands_for(const struct marker *m, const struct query_word *w, struct slice norm,
                       struct slice stem)
{
    if (w->excluded || (w->phrase && m->q->phrases_demanded))
        return false;
    for (size_t i = 0; i < w->option_count; i++)
        if (option_has(&w->options[i], stem))
            return true;
    return w->goes_on && norm.len > w->norm.len && memcmp(norm.ptr, w->norm.ptr, w->norm.len) == 0;
}

/* The number of the query word this word of the text matches, or -1; a word itself comes before one
 * that it may stand for. */
static int judge(struct marker *m, struct slice norm, enum word_script script)
{
    uintptr_t known = (uintptr_t)map_find(&m->judged, norm);
    struct slice stems[stems_max];
    size_t count, words = m->q->word_count;
    int word = -1;

    if (known)
        return (int)known - 2;
    count = stem_all(m->stemmer, norm, script, stems);
    for (size_t i = 0; i < 2 * words && word < 0; i++) {
        const struct query_word *w = &m->q->words[i % words];

        for (size_t k = 0; k < count && word < 0; k++)
            if (i < words ? is_word(m, w, norm, stems[k]) : stands_for(m, w, norm, stems[k]))
                word = (int)(i % words);
    }
    map_put(&m->judged, slice_copy(m->job, norm), (void *)(uintptr_t)(word + 2));
    return word;
}

static void add_mark(struct marker *m, struct marks *out, struct mark mark)
{
    size_t n = out->count;

    while (n && out->items[n - 1].start >= mark.start)
        n--; /* a joined word takes the place of its parts */
    out->items = arena_room(m->job, out->items, n, sizeof *out->items);
    out->items[n] = mark;
    out->count = n + 1;
}

/* Words joined by hyphens so far. */
struct chain {
    char norm[parts_most * word_bytes_max];
    size_t len, parts, start, at;
    enum word_script script;
};

static void chain_take(struct chain *c, const struct word *w, size_t at)
{
    bool glued = (w->glue == '-' || w->glue == '_') && c->parts && c->parts < parts_most;

    if (!glued)
        *c = (struct chain){.start = w->start, .at = at, .script = w->script};
    memcpy(c->norm + c->len, w->norm.ptr, w->norm.len);
    c->len += w->norm.len;
    c->parts++;
    if (w->script != c->script)
        c->script = WORD_MIXED;
}

struct marks marker_find(struct marker *m, struct slice text)
{
    struct words words = words_of(text);
    struct chain chain = {0};
    struct marks out = {0};
    struct word w;

    for (size_t at = 0; m->q->word_count && words_next(&words, &w); at++) {
        int word = judge(m, w.norm, w.script);

        if (word >= 0)
            add_mark(m, &out, (struct mark){w.start, w.end, (unsigned)word, at});
        chain_take(&chain, &w, at);
        if (chain.parts < 2)
            continue;
        word = judge(m, (struct slice){chain.norm, chain.len}, chain.script);
        if (word >= 0)
            add_mark(m, &out, (struct mark){chain.start, w.end, (unsigned)word, chain.at});
    }
    return out;
}
