/* options.c - see options.h */
#include "bot/decide/options.h"

#include "base/utf8.h"
#include "engine/show/marks.h"
#include "text/sentences.h"

enum { words_most = 40, beginning_max = 60 };

/* An option among the others. */
struct option {
    struct article article;
    struct stems title;
    struct slice heading; /* of the section that answers */
    struct slice begins;  /* its first sentence */
};

static bool has(const struct stems *list, struct slice stem)
{
    for (size_t i = 0; i < list->count; i++)
        if (slice_eq(list->items[i], stem))
            return true;
    return false;
}

static size_t in_common(const struct stems *a, const struct stems *b)
{
    size_t n = 0;

    for (size_t i = 0; i < a->count; i++)
        n += has(b, a->items[i]);
    return n;
}

static bool same_title(const struct option *a, const struct option *b)
{
    return in_common(&a->title, &b->title) == a->title.count &&
           in_common(&b->title, &a->title) == b->title.count;
}

static bool near_title(const struct option *a, const struct option *b)
{
    return 2 * in_common(&a->title, &b->title) >= a->title.count;
}

/* ---- of the same title ---- */

/* The deepest section of the help centre that none of its namesakes stands in. */
static struct slice own_category(const struct option *all, size_t count, const struct option *o)
{
    for (size_t i = o->article.category.count; i-- > 0;) {
        struct slice path = o->article.category.items[i];
        bool own = true;

        for (size_t k = 0; k < count; k++)
            own = own && (&all[k] == o || !same_title(&all[k], o) ||
                          !texts_have(&all[k].article.category, path));
        if (!own)
            continue;
        for (size_t at = path.len; at-- > 0;) /* "Payment/Cards": its last part */
            if (path.ptr[at] == '/')
                return (struct slice){path.ptr + at + 1, path.len - at - 1};
        return path;
    }
    return SLICE("");
}

static bool is_own(const struct option *all, size_t count, const struct option *o,
                   struct slice of(const struct option *o))
{
    if (of(o).len == 0)
        return false;
    for (size_t k = 0; k < count; k++)
        if (&all[k] != o && same_title(&all[k], o) && slice_eq(of(&all[k]), of(o)))
            return false;
    return true;
}

static struct slice heading(const struct option *o)
{
    return o->heading;
}

static struct slice begins(const struct option *o)
{
    return o->begins;
}

static struct slice apart_from_namesakes(struct deciding *d, const struct option *all, size_t count,
                                         size_t at)
{
    const struct option *o = &all[at];
    struct slice category = own_category(all, count, o);

    return category.len                     ? category
           : is_own(all, count, o, heading) ? o->heading
           : is_own(all, count, o, begins)  ? o->begins
                                            : slice_of(arena_printf(d->job, "%zu", at + 1));
}

/* ---- of nearly the same ---- */

static bool in_others(const struct option *all, size_t count, const struct option *o,
                      const struct stems *word)
{
    for (size_t k = 0; k < count; k++)
        if (&all[k] != o && near_title(o, &all[k]) && in_common(word, &all[k].title) == word->count)
            return true;
    return false;
}

/* The words of its title that the others have not, as written. */
static struct slice own_words(struct deciding *d, const struct option *all, size_t count,
                              const struct option *o)
{
    struct slice title = o->article.title;
    struct buf out = buf_new(d->job, title.len + 1);
    struct words words = words_of(title);
    struct word w;

    while (words_next(&words, &w)) {
        struct slice text = {title.ptr + w.start, w.end - w.start};
        struct stems stem = stems_of(d->job, d->reader->stemmer, text, 1);

        if (!in_others(all, count, o, &stem))
            buf_printf(&out, "%s%.*s", out.len ? " " : "", SLICE_ARG(text));
    }
    return buf_slice(&out);
}

/* ---- all ---- */

static bool look_at(struct deciding *d, struct slice id, struct option *o, struct err *err)
{
    struct marker *m = marker_new(d->job, d->reader->stemmer, &d->found.query);
    const struct section *s;
    struct slice text;

    if (!reader_article(d->reader, d->job, id, &o->article, err))
        return false;
    o->title = stems_of(d->job, d->reader->stemmer, o->article.title, words_most);
    s = passage_section(d->job, m, &o->article, &d->found.asked);
    o->heading = s ? s->heading : SLICE("");
    text = s ? s->text : SLICE("");
    o->begins = SLICE("");
    if (sentences_next(&text, &o->begins) && utf8_length(o->begins) > beginning_max)
        o->begins = SLICE("");
    return true;
}

bool options_label(struct deciding *d, struct bot_candidate *list, size_t count, struct err *err)
{
    struct option *all = ARENA_ARRAY(d->job, struct option, count);

    for (size_t i = 0; i < count; i++)
        if (!look_at(d, list[i].id, &all[i], err))
            return false;
    for (size_t i = 0; i < count; i++) {
        bool same = false, near = false;

        for (size_t k = 0; k < count; k++) {
            same = same || (k != i && same_title(&all[i], &all[k]));
            near = near || (k != i && near_title(&all[i], &all[k]));
        }
        list[i].differs_by = same   ? apart_from_namesakes(d, all, count, i)
                             : near ? own_words(d, all, count, &all[i])
                                    : SLICE("");
        if (same)
            list[i].title = slice_of(arena_printf(d->job, "%.*s (%.*s)", SLICE_ARG(list[i].title),
                                                  SLICE_ARG(list[i].differs_by)));
    }
    return true;
}
