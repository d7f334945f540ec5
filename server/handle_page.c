/*
 * handle_page.c - the pages and scripts that are part of the program.
 *
 * There is one page, web/index.html. What an article says and what a search finds is
 * written into it here, so that it can be read without scripts; they make it comfortable.
 */
#include <assert.h>

#include "base/clock.h"
#include "base/embed.h"
#include "engine/render.h"
#include "engine/snippet.h"
#include "server/assets.h"
#include "server/hits.h"
#include "server/routes.h"

enum { page_max = 32 << 20, hits_most = 10, description_words = 30 };

static const char policy[] = "default-src 'none'; script-src 'self'; style-src 'self'; "
                             "img-src 'self' data: https:; connect-src 'self'; font-src 'self'; "
                             "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/* ---- the page ---- */

/* What stands in the page for {{lang}}, {{title}} and so on, as HTML; empty where unset. */
struct page {
    struct slice lang, title, description, typed, article, results;
};

static struct slice value_of(const struct page *p, struct slice name)
{
    const struct {
        const char *name;
        struct slice value;
    } values[] = {
        {"lang", p->lang},   {"title", p->title},     {"description", p->description},
        {"typed", p->typed}, {"article", p->article}, {"results", p->results},
    };

    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (slice_is(name, values[i].name))
            return values[i].value;
    assert(!"web/index.html names something the page does not have");
    return SLICE("");
}

static struct slice fill(struct exchange *x, const struct page *p)
{
    struct buf out = buf_new(x->job, page_max);
    struct slice rest = embed_find("web/index.html");

    while (rest.ptr) {
        struct slice text = slice_cut(&rest, '{');

        buf_add(&out, text);
        if (!rest.ptr)
            break;
        if (!slice_starts(rest, "{")) {
            buf_char(&out, '{');
            continue;
        }
        slice_cut(&rest, '{');
        buf_add(&out, value_of(p, slice_cut(&rest, '}')));
        slice_cut(&rest, '}');
    }
    return buf_slice(&out);
}

static void send_page(struct exchange *x, unsigned status, const struct page *p)
{
    http_header(x->reply, "Content-Security-Policy", slice_of(policy));
    http_header(x->reply, "Referrer-Policy", SLICE("same-origin"));
    assets_send_text(x, status, fill(x, p), "text/html; charset=utf-8");
}

static struct slice escaped(struct exchange *x, struct slice text)
{
    struct buf out = buf_new(x->job, page_max);

    render_escape(&out, text);
    return buf_slice(&out);
}

/* "Оплата › Карты", from the longest of its category's paths. */
static void write_place(struct buf *out, const struct article *a)
{
    struct slice path = a->category.count ? a->category.items[a->category.count - 1] : SLICE("");

    if (path.len == 0)
        return;
    buf_text(out, "<p class=\"place\">");
    for (bool first = true; path.ptr; first = false) {
        if (!first)
            buf_text(out, " › ");
        render_escape(out, slice_cut(&path, '/'));
    }
    buf_text(out, "</p>");
}

/* ---- an article ---- */

/* Where the same can be read in the other language, if the request may see it. */
static void write_translation(struct exchange *x, struct buf *out, const struct article *a)
{
    struct article other;
    struct err ignored;
    const char *lang;

    if (a->translation_of.len == 0 ||
        !hits_find_article(x, x->worker->reader, a->translation_of, &other, &ignored))
        return;
    lang = language_code(other.lang);
    buf_printf(out, "<a rel=\"alternate\" lang=\"%s\" hreflang=\"%s\" href=\"", lang, lang);
    render_escape(out, article_url(x->job, &other));
    buf_text(out, "\">");
    render_escape(out, other.title);
    buf_text(out, "</a>");
}

static struct slice write_article(struct exchange *x, const struct article *a)
{
    struct buf out = buf_new(x->job, page_max);
    char time[clock_text_size];

    clock_print(a->updated_at, time);
    buf_printf(&out, "<article id=\"article\" lang=\"%s\">", language_code(a->lang));
    write_place(&out, a);
    buf_text(&out, "<h1>");
    render_escape(&out, a->title);
    buf_text(&out, "</h1><div class=\"text\">");
    buf_add(&out, hits_article_html(x, a));
    buf_printf(&out, "</div><footer><time datetime=\"%s\">%.10s</time>", time, time);
    write_translation(x, &out, a);
    buf_text(&out, "</footer></article>");
    return buf_slice(&out);
}

/* How the article begins, for search engines. */
static struct slice description_of(struct exchange *x, const struct article *a)
{
    struct marks none = {0};

    if (a->section_count == 0)
        return SLICE("");
    return escaped(x, snippet_make(x->job, a->sections[0].text, &none, description_words).text);
}

void handle_article_page(struct exchange *x)
{
    struct page page = {.lang = SLICE("en"), .title = SLICE("Kladez")};
    struct reader *r = x->worker->reader;
    struct article a;
    struct err err;

    if (r && hits_find_article(x, r, x->captures[0], &a, &err)) {
        page.lang = slice_of(language_code(a.lang));
        page.title = escaped(x, a.title);
        page.description = description_of(x, &a);
        page.article = write_article(x, &a);
        send_page(x, 200, &page);
    } else if (!r || err.code != ERR_NOT_FOUND) {
        page.article = SLICE("<article id=\"article\" data-failed><h1>503</h1></article>");
        send_page(x, 503, &page);
    } else {
        page.article = SLICE("<article id=\"article\" data-missing><h1>404</h1>"
                             "<p lang=\"ru\">Такой статьи нет.</p>"
                             "<p lang=\"en\">There is no such article.</p></article>");
        send_page(x, 404, &page);
    }
}

/* ---- home, and a search without scripts ---- */

static bool write_results(struct exchange *x, struct buf *out, const struct search_result *found,
                          struct err *err)
{
    for (size_t i = 0; i < found->count; i++) {
        struct article a;

        if (!reader_document(x->worker->reader, x->job, found->hits[i].document, &a, err))
            return false;
        buf_printf(out, "<li lang=\"%s\"><a href=\"", language_code(a.lang));
        render_escape(out, article_url(x->job, &a));
        buf_text(out, "\">");
        render_escape(out, a.title);
        buf_text(out, "</a>");
        write_place(out, &a);
        buf_text(out, "</li>");
    }
    return true;
}

static struct slice typed_of(const struct http_request *request)
{
    for (size_t i = 0; i < request->arg_count; i++)
        if (slice_is(request->args[i].name, "q"))
            return request->args[i].value;
    return SLICE("");
}

void handle_home_page(struct exchange *x)
{
    struct slice typed = typed_of(x->request);
    struct page page = {.lang = SLICE("en"), .title = SLICE("Kladez"), .typed = escaped(x, typed)};
    struct search_request request = {.text = typed,
                                     .limit = hits_most,
                                     .audiences = &x->access.audiences,
                                     .scope = x->access.filter,
                                     .distinct = SLOT_NONE,
                                     .finished = true,
                                     .pins = true};
    struct buf out = buf_new(x->job, page_max);
    struct search_result found;
    struct err err;

    if (typed.len && typed.len <= query_text_max && x->worker->reader) {
        if (!search_run(x->worker->reader, x->job, &request, &found, &err) ||
            !write_results(x, &out, &found, &err)) {
            reply_err(x, &err, NULL);
            return;
        }
        page.results = buf_slice(&out);
    }
    send_page(x, 200, &page);
}

/* ---- other files ---- */

void handle_asset(struct exchange *x)
{
    assets_send(x, arena_printf(x->job, "web/%.*s", SLICE_ARG(x->captures[0])));
}

void handle_widget(struct exchange *x)
{
    assets_send(x, arena_printf(x->job, "web%.*s", SLICE_ARG(x->request->path)));
}

void handle_openapi(struct exchange *x)
{
    assets_send_text(x, 200, embed_find("docs/openapi.yaml"), "application/yaml");
}
