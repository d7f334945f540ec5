/* page_article.c - an article: where it stands, its text, what to read next. */
#include "server/pages/page_article.h"

#include "base/clock.h"
#include "engine/find/related.h"
#include "server/editor/counting.h"
#include "server/routes.h"
#include "server/search/document.h"

enum { contents_least = 3, contents_most = 60, description_words = 30 };

/* After so long something may have changed. */
static const int64_t stale_after = 365ll * 24 * 3600 * 1000;

/* ---- above the text ---- */

/* The level whose headings make the contents: the topmost one that has enough of them; 0: none. */
static unsigned contents_level(const struct article *a)
{
    size_t counts[7] = {0};

    for (size_t i = 0; i < a->section_count; i++)
        if (a->sections[i].heading.len && a->sections[i].level < 7)
            counts[a->sections[i].level]++;
    for (unsigned level = 1; level < 7; level++)
        if (counts[level] >= contents_least)
            return level;
    return 0;
}

static void add_contents(struct page *p, const struct article *a)
{
    unsigned level = contents_level(a);
    size_t count = 0;

    if (level == 0)
        return;
    HTML(&p->body,
         "<nav class=\"contents\" aria-labelledby=\"_contents\"><h2 id=\"_contents\">$</h2><ul>\n",
         page_text(p, "contents"));
    for (size_t i = 0; i < a->section_count && count < contents_most; i++) {
        const struct section *s = &a->sections[i];

        if (s->heading.len == 0 || s->level > level)
            continue;
        HTML(&p->body, "<li><a href=\"#$\">$</a></li>\n", s->anchor, s->heading);
        count++;
    }
    buf_text(&p->body, "</ul></nav>\n");
}

static void add_heading(struct page *p, const struct article *a)
{
    char time[clock_text_size];

    clock_print(a->updated_at, time);
    HTML(&p->body, "<h1>$</h1>\n<p class=\"soft\"><time datetime=\"$\">$</time></p>\n", a->title,
         slice_of(time), page_fill(p, "updated", "{date}", page_date(p, a->updated_at)));
    if (clock_now() - a->updated_at > stale_after)
        HTML(&p->body, "<p class=\"stale\">$</p>\n", page_text(p, "stale"));
}

/* ---- the text ---- */

/* A wide table scrolls by itself, not the page. No text can hold the tag: it would be escaped. */
static struct slice with_tables(struct page *p, struct slice html)
{
    struct buf open = buf_new(p->x->job, 1000);

    HTML(&open, "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"$\"><table>",
         page_text(p, "table"));
    html = slice_fill(p->x->job, html, "<table>", buf_slice(&open));
    return slice_fill(p->x->job, html, "</table>", SLICE("</table></div>"));
}

/* Where the same can be read in the other language, if the request may see it. */
static void find_translation(struct page *p, const struct article *a, struct slice *title)
{
    struct article other;
    struct err ignored;

    if (a->translation_of.len == 0 ||
        !document_find(p->x, p->x->worker->reader, a->translation_of, &other, &ignored) ||
        other.lang == a->lang)
        return;
    p->other_path = article_url(p->x->job, &other);
    *title = other.title;
}

static void add_translation(struct page *p, struct slice title)
{
    struct slice code = slice_of(p->lang == LANGUAGE_RU ? "en" : "ru");
    struct slice rest = page_text(p, "translated"), before = slice_cut(&rest, '{');

    if (p->other_path.len)
        HTML(&p->body,
             "<p class=\"translation\">$<a lang=\"$\" hreflang=\"$\" href=\"$\">$</a></p>\n",
             before, code, code, p->other_path, title);
}

static bool add_related(struct page *p, const struct article *a, struct err *err)
{
    struct exchange *x = p->x;
    struct related near;

    if (!related_find(x->worker->reader, x->job, a, &x->access.audiences, x->access.filter, &near,
                      err))
        return false;
    if (near.count == 0)
        return true;
    HTML(&p->body,
         "<aside class=\"related\" aria-labelledby=\"_related\"><h2 id=\"_related\">$</h2>\n"
         "<ul class=\"list\">\n",
         page_text(p, "related"));
    for (size_t i = 0; i < near.count; i++)
        page_add_link(p, &near.items[i]);
    buf_text(&p->body, "</ul></aside>\n");
    return true;
}

/* ---- the page ---- */

static bool add_article(struct page *p, const struct article *a, struct err *err)
{
    struct slice translated = SLICE("");

    p->title = a->title;
    p->article = a->id;
    p->description = page_beginning(p, a, description_words);
    p->path = article_url(p->x->job, a);
    find_translation(p, a, &translated);
    page_add_crumbs(p, page_category(a), a->title);
    page_add_schema(p, a);
    buf_text(&p->body, "<div class=\"reading\">\n<article id=\"_article\">\n");
    add_heading(p, a);
    add_contents(p, a);
    HTML(&p->body, "<div class=\"text\">@</div>\n", with_tables(p, document_html(p->x, a)));
    add_translation(p, translated);
    buf_text(&p->body, "</article>\n");
    page_add_helpful(p, a, page_arg(p->x, "helpful"));
    if (!add_related(p, a, err))
        return false;
    buf_text(&p->body, "</div>\n");
    return true;
}

void handle_article_page(struct exchange *x)
{
    struct reader *r = page_reader(x);
    struct article a;
    struct page p;
    struct err err;

    if (!r)
        return;
    if (!document_find(x, r, x->captures[0], &a, &err)) {
        if (err.code == ERR_NOT_FOUND)
            page_missing(x, "missing_article");
        else
            page_err(x, &err);
        return;
    }
    counting_opened(x);
    page_begin(x, a.lang, &p);
    if (add_article(&p, &a, &err))
        page_send(&p, 200);
    else
        page_err(x, &err);
}
