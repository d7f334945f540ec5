/* page_words.c - see page.h: texts, dates, addresses. */
#include <inttypes.h>
#include <stdio.h>

#include "base/clock.h"
#include "server/pages/page.h"

enum { path_max = 64 * 1024 };

/* ---- texts ---- */

static const struct set *find_words(const struct page *p, const char *name)
{
    return sets_find(&p->x->server->site.words,
                     arena_printf(p->x->job, "%s %s", name, language_code(p->lang)));
}

struct slice page_text(const struct page *p, const char *name)
{
    const struct set *set = find_words(p, name);

    return set && set->count ? set->lines[0] : SLICE("");
}

struct slice page_fill(const struct page *p, const char *name, const char *hole, struct slice value)
{
    return slice_fill(p->x->job, page_text(p, name), hole, value);
}

/* Unicode CLDR's plural rules for whole numbers: one, few and many in Russian; one and other in
 * English. */
static size_t form_of(enum language lang, size_t n)
{
    if (lang == LANGUAGE_EN)
        return n == 1 ? 0 : 1;
    if (n % 10 == 1 && n % 100 != 11)
        return 0;
    return n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : 2;
}

struct slice page_count(const struct page *p, const char *name, size_t n)
{
    const struct set *set = find_words(p, name);
    size_t form = form_of(p->lang, n);
    struct slice number = slice_of(arena_printf(p->x->job, "%zu", n));

    if (!set || form >= set->count)
        return number;
    return slice_fill(p->x->job, set->lines[form], "{n}", number);
}

struct slice page_date(const struct page *p, int64_t wall)
{
    const struct set *months = find_words(p, "months");
    unsigned year, month, day;
    char text[clock_text_size];

    clock_print(wall, text);
    if (sscanf(text, "%u-%u-%u", &year, &month, &day) != 3 || !months || month > months->count)
        return SLICE("");
    return slice_of(
        arena_printf(p->x->job, "%u %.*s %u", day, SLICE_ARG(months->lines[month - 1]), year));
}

/* ---- addresses ---- */

struct slice page_path(const struct page *p, const char *part, struct slice text)
{
    struct buf out = buf_new(p->x->job, path_max);

    buf_printf(&out, "/%s%s", language_code(p->lang), part);
    buf_percent(&out, text);
    return buf_slice(&out);
}

struct slice page_url(const struct page *p, struct slice path)
{
    if (!slice_starts(path, "/"))
        return path;
    return slice_of(arena_printf(p->x->job, "%.*s%.*s", SLICE_ARG(p->x->server->site.public_url),
                                 SLICE_ARG(path)));
}

struct slice page_arg(const struct exchange *x, const char *name)
{
    for (size_t i = 0; i < x->request->arg_count; i++)
        if (slice_is(x->request->args[i].name, name))
            return x->request->args[i].value;
    return (struct slice){0};
}
