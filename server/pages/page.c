/* page.c - see page.h: the frame around every page. */
#include "server/pages/page.h"

#include "server/pages/assets.h"

static const char policy[] = "default-src 'none'; script-src 'self'; style-src 'self'; "
                             "img-src 'self' data: https:; connect-src 'self'; font-src 'self'; "
                             "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

static enum language other_of(enum language lang)
{
    return lang == LANGUAGE_RU ? LANGUAGE_EN : LANGUAGE_RU;
}

/* ---- language ---- */

/* Is there an article in it that may be seen? */
static bool has_articles(struct exchange *x, enum language lang)
{
    struct slice code = slice_of(language_code(lang));
    struct texts one = {&code, 1};
    struct search_request request = {.audiences = &x->access.audiences,
                                     .scope = x->access.filter,
                                     .filter = filter_one_of(x->job, "lang", &one),
                                     .distinct = SLOT_NONE};
    struct search_result found;
    struct err ignored;

    return x->worker->reader && search_run(x->worker->reader, x->job, &request, &found, &ignored) &&
           found.total > 0;
}

/* How much the browser wants a language: the largest q of its ranges (RFC 9110, section 12.5.4),
 * of equals the first. */
static double wish_for(struct slice accept, enum language lang)
{
    double best = 0, order = 0;

    for (; accept.ptr; order += 1e-6) {
        struct slice rest = slice_cut(&accept, ','), range = slice_trim(slice_cut(&rest, ';'));
        struct slice tag = slice_cut(&range, '-');
        enum language named;
        double q = 1;

        if (!language_parse(tag, &named) || named != lang)
            continue;
        while (rest.ptr) {
            struct slice weight = slice_trim(slice_cut(&rest, ';'));

            if (slice_starts(weight, "q="))
                slice_to_number((struct slice){weight.ptr + 2, weight.len - 2}, &q);
        }
        if (q - order > best)
            best = q - order;
    }
    return best;
}

enum language page_language(struct exchange *x)
{
    struct slice path = x->request->path, accept = x->request->accept_language;
    enum language lang;

    slice_cut(&path, '/');
    if (language_parse(slice_cut(&path, '/'), &lang))
        return lang;
    lang =
        wish_for(accept, LANGUAGE_RU) > wish_for(accept, LANGUAGE_EN) ? LANGUAGE_RU : LANGUAGE_EN;
    return !has_articles(x, lang) && has_articles(x, other_of(lang)) ? other_of(lang) : lang;
}

void page_begin(struct exchange *x, enum language lang, struct page *p)
{
    *p = (struct page){.x = x, .lang = lang, .data = json_array(x->job)};
    p->body = buf_new(x->job, page_max);
}

/* ---- head ---- */

static struct slice site_name(const struct page *p)
{
    struct slice name = p->x->server->site.name;

    return name.len ? name : page_text(p, "help");
}

static void add_canonical(struct page *p, struct buf *out)
{
    struct slice here = page_url(p, p->path), there = page_url(p, p->other_path);
    struct slice lang = slice_of(language_code(p->lang));

    HTML(out, "<link rel=\"canonical\" href=\"$\">\n", here);
    if (p->other_path.len)
        HTML(out,
             "<link rel=\"alternate\" hreflang=\"$\" href=\"$\">\n"
             "<link rel=\"alternate\" hreflang=\"$\" href=\"$\">\n",
             lang, here, slice_of(language_code(other_of(p->lang))), there);
}

/* Open Graph, for those who show a link to the page. */
static void add_graph(struct page *p, struct buf *out)
{
    HTML(out,
         "<meta property=\"og:type\" content=\"$\">\n<meta property=\"og:title\" content=\"$\">\n"
         "<meta property=\"og:site_name\" content=\"$\">\n"
         "<meta property=\"og:locale\" content=\"$\">\n",
         p->article.len ? SLICE("article") : SLICE("website"),
         p->title.len ? p->title : site_name(p), site_name(p),
         p->lang == LANGUAGE_RU ? SLICE("ru_RU") : SLICE("en_GB"));
    if (p->description.len)
        HTML(out, "<meta property=\"og:description\" content=\"$\">\n", p->description);
    if (p->path.len && p->x->server->site.public_url.len)
        HTML(out, "<meta property=\"og:url\" content=\"$\">\n", page_url(p, p->path));
}

/* A data block: browsers do not run it, so the policy needs no exception. */
static void add_data(struct page *p, struct buf *out)
{
    struct json *all;

    if (json_size(p->data) == 0)
        return;
    all = json_object(p->x->job);
    json_add_text(all, "@context", SLICE("https://schema.org"));
    json_add_copy(all, "@graph", p->data);
    buf_text(out, "<script type=\"application/ld+json\">");
    html_json(out, all);
    buf_text(out, "</script>\n");
}

static void add_head(struct page *p, struct buf *out)
{
    HTML(out,
         "<!doctype html>\n<html lang=\"$\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1, "
         "interactive-widget=resizes-content\">\n<title>$@$</title>\n",
         slice_of(language_code(p->lang)), p->title, p->title.len ? SLICE(" – ") : SLICE(""),
         site_name(p));
    if (p->description.len)
        HTML(out, "<meta name=\"description\" content=\"$\">\n", p->description);
    if (p->hidden)
        buf_text(out, "<meta name=\"robots\" content=\"noindex\">\n");
    else if (p->path.len)
        add_canonical(p, out);
    add_graph(p, out);
    HTML(out,
         "<link rel=\"icon\" href=\"/assets/logo\" type=\"$\">\n"
         "<link rel=\"stylesheet\" href=\"/assets/page.css?v=$\">\n",
         slice_of(p->x->server->site.logo_type), slice_of(p->x->server->site.css_version));
    add_data(p, out);
    buf_text(out, "<script type=\"module\" src=\"/kladez-search.js\"></script>\n"
                  "<script type=\"module\" src=\"/kladez-chat.js\"></script>\n</head>\n");
}

/* ---- around the body ---- */

/* Where there is nothing to read in the other language, nobody is led there. */
static void add_language(struct page *p, struct buf *out)
{
    enum language other = other_of(p->lang);
    struct page there = *p;
    struct slice code = slice_of(language_code(other));

    if (p->other_path.len == 0 && !has_articles(p->x, other))
        return;
    there.lang = other;
    HTML(out, "<a class=\"language\" lang=\"$\" hreflang=\"$\" href=\"$\">$</a>", code, code,
         p->other_path.len ? p->other_path : page_path(&there, "", SLICE("")),
         page_text(&there, "own_name"));
}

static void add_top(struct page *p, struct buf *out)
{
    HTML(out,
         "<body>\n<a class=\"skip\" href=\"#_main\">$</a>\n<header class=\"top\">\n"
         "<a class=\"brand\" href=\"$\"><img src=\"/assets/logo\" alt=\"\" width=\"32\" "
         "height=\"32\"><span>$</span></a>\n",
         page_text(p, "skip"), page_path(p, "", SLICE("")), site_name(p));
    if (!p->own_search)
        page_add_search(p, out);
    add_language(p, out);
    buf_text(out, "</header>\n<main id=\"_main\" tabindex=\"-1\">\n");
}

static void add_way_to_person(struct page *p, struct buf *out)
{
    struct buf about = buf_new(p->x->job, 8 * article_id_max);

    if (p->article.len) {
        buf_text(&about, "?article=");
        buf_percent(&about, p->article);
    }
    HTML(out, "<footer class=\"bottom\"><p>$ <a href=\"$$\">$</a></p></footer>\n",
         page_text(p, "not_found_yet"), page_path(p, "/contact", SLICE("")), buf_slice(&about),
         page_text(p, "write_us"));
}

static void add_bottom(struct page *p, struct buf *out)
{
    buf_text(out, "</main>\n");
    if (!p->own_contact)
        add_way_to_person(p, out);
    HTML(out, "<kladez-chat lang=\"$\" article=\"$\"></kladez-chat>\n</body>\n</html>\n",
         slice_of(language_code(p->lang)), p->article);
}

void page_send(struct page *p, unsigned status)
{
    struct buf out = buf_new(p->x->job, page_max);

    add_head(p, &out);
    add_top(p, &out);
    buf_add(&out, buf_slice(&p->body));
    add_bottom(p, &out);
    http_header(p->x->reply, "Content-Security-Policy", slice_of(policy));
    http_header(p->x->reply, "Referrer-Policy", SLICE("same-origin"));
    assets_send_text(p->x, status, buf_slice(&out), "text/html; charset=utf-8");
}
