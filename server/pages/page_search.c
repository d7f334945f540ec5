/* page_search.c - results of a search, with the topics they are in. */
#include "base/utf8.h"
#include "engine/query/changes.h"
#include "engine/show/snippet.h"
#include "server/editor/counting.h"
#include "server/pages/page_list.h"
#include "server/pages/pager.h"
#include "server/routes.h"
#include "server/search/asking.h"

enum {
    page_size = 10,
    snippet_words = 28,
    address_max = 64 * 1024,
    topics_most = 12,
    shown_max = 200
};

static const int category_facet[] = {SLOT_CATEGORY};

struct searching {
    struct page *p;
    struct slice q, category;
    bool exact;          /* just what was typed, without corrections */
    bool other_language; /* there was nothing in the page's own */
    struct pager pager;
    struct search_result found, everywhere; /* the second one in all categories */
};

/* ---- finding ---- */

static bool find_in(struct searching *s, const struct filter *filter, size_t limit,
                    struct search_result *out, struct err *err)
{
    struct search_request request = {.text = s->q,
                                     .offset = limit ? s->pager.offset : 0,
                                     .limit = limit,
                                     .audiences = &s->p->x->access.audiences,
                                     .scope = s->p->x->access.filter,
                                     .filter = filter,
                                     .facets = category_facet,
                                     .facet_count = 1,
                                     .distinct = SLOT_NONE,
                                     .finished = true,
                                     .as_typed = s->exact,
                                     .pins = true,
                                     .sections = true};

    if (!search_run(s->p->x->worker->reader, s->p->x->job, &request, out, err))
        return false;
    asking_sort_values(&out->facets[0]);
    return true;
}

/* In the page's language; if it has nothing sure, in any. */
static bool find(struct searching *s, struct err *err)
{
    const struct filter *language = page_list_filter(s->p);
    const struct filter *category = page_list_in(s->p->x->job, s->category);
    size_t own;

    if (!find_in(s, filter_both(s->p->x->job, language, category), page_size, &s->found, err))
        return false;
    own = s->found.total;
    if (s->found.no_confident_match) {
        language = NULL;
        if (!find_in(s, category, page_size, &s->found, err))
            return false;
    }
    s->other_language = own == 0 && s->found.total > 0;
    s->everywhere = s->found;
    return !category || find_in(s, language, 0, &s->everywhere, err);
}

/* ---- addresses ---- */

/* As it is shown: what is very long would push everything else away. */
static struct slice shown(struct searching *s, struct slice q)
{
    struct slice cut = utf8_cut(q, shown_max);

    return cut.len == q.len ? q : slice_of(arena_printf(s->p->x->job, "%.*s…", SLICE_ARG(cut)));
}

static struct slice address(struct searching *s, struct slice q, struct slice category, bool exact)
{
    struct buf out = buf_new(s->p->x->job, address_max);

    buf_add(&out, page_path(s->p, "/search?q=", q));
    if (category.len) {
        buf_text(&out, "&category=");
        buf_percent(&out, category);
    }
    if (exact)
        buf_text(&out, "&exact=1");
    return buf_slice(&out);
}

/* ---- showing ---- */

/* The one that covers most of the query; where only the title does, the first. */
static const struct section *section_of(const struct search_hit *hit, const struct article *a)
{
    if (hit->section < a->section_count)
        return &a->sections[hit->section];
    return a->section_count ? &a->sections[0] : NULL;
}

static void add_snippet(struct buf *out, struct marker *marker, struct slice text)
{
    struct marks marks = marker_find(marker, text);
    struct snippet snippet = snippet_make(out->arena, text, &marks, snippet_words);

    buf_text(out, snippet.cut_before ? "… " : "");
    html_marked(out, snippet.text, &snippet.marks);
    buf_text(out, snippet.cut_after ? " …" : "");
}

static bool add_hit(struct searching *s, const struct search_hit *hit, struct marker *marker,
                    struct err *err)
{
    struct buf *out = &s->p->body;
    struct slice anchor = SLICE(""), heading = SLICE("");
    const struct section *section;
    struct marks marks;
    struct article a;

    if (!page_list_article(s->p, hit, &a, err))
        return false;
    section = section_of(hit, &a);
    if (section && section->heading.len) {
        anchor = slice_of(arena_printf(s->p->x->job, "#%.*s", SLICE_ARG(section->anchor)));
        heading = section->heading;
    }
    HTML(out, "<li lang=\"$\"><h2><a href=\"$$\">", slice_of(language_code(a.lang)),
         article_url(s->p->x->job, &a), anchor);
    marks = marker_find(marker, a.title);
    html_marked(out, a.title, &marks);
    buf_text(out, "</a></h2>\n<p>");
    if (section)
        add_snippet(out, marker, section->text);
    buf_text(out, "</p>\n<p class=\"soft\">");
    page_add_place(out, page_category(&a));
    HTML(out, "@$</p></li>\n", heading.len && page_category(&a).len ? SLICE(" · ") : SLICE(""),
         heading);
    return true;
}

static bool add_hits(struct searching *s, struct err *err)
{
    struct marker *marker =
        marker_new(s->p->x->job, s->p->x->worker->reader->stemmer, &s->found.query);

    if (s->found.count == 0)
        return true;
    buf_text(&s->p->body, "<ol class=\"results\">\n");
    for (size_t i = 0; i < s->found.count; i++)
        if (!add_hit(s, &s->found.hits[i], marker, err))
            return false;
    buf_text(&s->p->body, "</ol>\n");
    return true;
}

/* What the words were taken for, and a way back to them. */
static void add_meant(struct searching *s)
{
    struct page *p = s->p;
    struct changes changes = changes_of(p->x->job, p->x->worker->reader, &s->found);
    struct slice meant = slice_trim(changes_meant(&s->found));
    bool applied = false;

    for (size_t i = 0; i < changes.count; i++)
        applied |=
            changes.items[i].applied && !slice_is(slice_of(changes.items[i].type), "synonym");
    if (meant.len == 0)
        return;
    if (applied)
        HTML(&p->body, "<p class=\"meant\">$ <a href=\"$\">$</a></p>\n",
             page_fill(p, "corrected", "{q}", shown(s, meant)), address(s, s->q, s->category, true),
             page_fill(p, "as_typed", "{q}", shown(s, s->q)));
    else
        HTML(&p->body, "<p class=\"meant\">$ <a href=\"$\">$</a></p>\n",
             page_text(p, "did_you_mean"), address(s, meant, s->category, false), shown(s, meant));
}

static void add_topic(struct searching *s, struct slice category, struct slice name, size_t count)
{
    bool here = slice_eq(category, s->category);

    HTML(&s->p->body, "<li><a href=\"$\"@>$ <span>$</span></a></li>\n",
         address(s, s->q, category, s->exact), here ? SLICE(" aria-current=\"true\"") : SLICE(""),
         name, slice_of(arena_printf(s->p->x->job, "%zu", count)));
}

/* The topics below the chosen one, or beside it where there are none. */
static void add_topics(struct searching *s)
{
    const struct xap_facet *all = &s->everywhere.facets[0];
    struct slice parent = s->category;
    struct page_categories below = page_list_below(s->p->x->job, all, parent);
    struct slice name = page_list_name(parent);

    if (below.count == 0 && parent.len) {
        parent.len = parent.len > name.len ? parent.len - name.len - 1 : 0;
        below = page_list_below(s->p->x->job, all, parent);
    }
    if (below.count == 0)
        return;
    HTML(&s->p->body, "<nav aria-label=\"$\"><ul class=\"chips\">\n", page_text(s->p, "narrow"));
    add_topic(s, SLICE(""), page_text(s->p, "everywhere"), s->everywhere.total);
    if (parent.len)
        for (size_t i = 0; i < all->count; i++)
            if (slice_eq(all->values[i].text, parent))
                add_topic(s, parent, page_list_name(parent), all->values[i].count);
    for (size_t i = 0; i < below.count && i < topics_most; i++)
        add_topic(s, below.items[i].text, page_list_name(below.items[i].text),
                  below.items[i].count);
    buf_text(&s->p->body, "</ul></nav>\n");
}

static void add_status(struct searching *s)
{
    struct page *p = s->p;

    HTML(&p->body, "<p class=\"status\" role=\"status\">$</p>\n",
         s->found.total == 0           ? page_text(p, "nothing")
         : s->other_language           ? page_text(p, "found_other")
         : s->found.no_confident_match ? page_text(p, "weak")
                                       : page_count(p, "found", s->found.total));
    add_meant(s);
    if (s->found.total == 0)
        HTML(&p->body, "<p>$</p>\n<p><a class=\"button\" href=\"$\">$</a></p>\n",
             page_text(p, "nothing_hint"), page_path(p, "/contact", SLICE("")),
             page_text(p, "write_us"));
}

static bool add_results(struct searching *s, struct err *err)
{
    if (!find(s, err))
        return false;
    if (s->pager.offset == 0 && s->category.len == 0 && !s->exact)
        counting_page(s->p->x, s->q, &s->found);
    add_status(s);
    add_topics(s);
    if (!add_hits(s, err))
        return false;
    pager_add(s->p, &s->pager, s->found.total, address(s, s->q, s->category, s->exact), SLICE("&"));
    return true;
}

/* The same words in the other language's articles. */
static struct slice other_search(struct searching *s)
{
    struct page there = *s->p;

    there.lang = s->p->lang == LANGUAGE_RU ? LANGUAGE_EN : LANGUAGE_RU;
    return page_path(&there, "/search?q=", s->q);
}

void handle_search_page(struct exchange *x)
{
    struct page p;
    struct searching s = {.p = &p,
                          .q = slice_trim(page_arg(x, "q")),
                          .category = page_arg(x, "category"),
                          .exact = page_arg(x, "exact").ptr != NULL};
    struct err err;

    if (!page_reader(x))
        return;
    page_begin(x, page_language(x), &p);
    s.pager = pager_of(&p, page_size);
    p.hidden = true;
    p.other_path = other_search(&s);
    p.title = page_text(&p, "search_title");
    if (s.q.len == 0 || s.q.len > query_text_max) {
        HTML(&p.body, "<h1>$</h1>\n<p>$</p>\n", p.title,
             page_text(&p, s.q.len ? "too_long" : "say_something"));
        p.other_path = SLICE("");
    } else {
        p.title = page_fill(&p, "results_for", "{q}", shown(&s, s.q));
        p.typed = s.q;
        HTML(&p.body, "<h1>$</h1>\n", p.title);
        if (!add_results(&s, &err)) {
            page_err(x, &err);
            return;
        }
    }
    page_send(&p, 200);
}
