/* page_home.c - the help centre's home: topics, and what is read most. */
#include "base/clock.h"
#include "server/pages/page_list.h"
#include "server/routes.h"

enum { popular_most = 8, parts_most = 3 };

/* A card for each topic, with the names of a few parts: they say what it is about. */
static void add_topic(struct page *p, const struct xap_facet *all, const struct xap_tally *topic)
{
    struct page_categories parts = page_list_below(p->x->job, all, topic->text);

    HTML(&p->body, "<li><a href=\"$\"><h3>$</h3><p>", page_path(p, "/c/", topic->text),
         page_list_name(topic->text));
    for (size_t i = 0; i < parts.count && i < parts_most; i++)
        HTML(&p->body, "@$", i ? SLICE(", ") : SLICE(""), page_list_name(parts.items[i].text));
    HTML(&p->body, "</p><p class=\"count\">$</p></a></li>\n",
         page_count(p, "articles", topic->count));
}

static void add_topics(struct page *p, const struct xap_facet *all)
{
    struct page_categories topics = page_list_below(p->x->job, all, SLICE(""));

    if (topics.count == 0)
        return;
    HTML(&p->body,
         "<section aria-labelledby=\"_topics\"><h2 id=\"_topics\">$</h2>\n"
         "<ul class=\"topics\">\n",
         page_text(p, "topics"));
    for (size_t i = 0; i < topics.count; i++)
        add_topic(p, all, &topics.items[i]);
    buf_text(&p->body, "</ul></section>\n");
}

/* What editors pinned for those who have typed nothing, then what is popular. */
static void add_popular(struct page *p)
{
    struct reader *r = p->x->worker->reader;
    struct wording_places places = wording_pins(r->wording, p->x->job, NULL, 0, clock_now());
    struct complete_request request = {.lang = &p->lang,
                                       .audiences = &p->x->access.audiences,
                                       .tags = &p->x->access.tags,
                                       .places = &places,
                                       .most = popular_most};
    struct completion found[popular_most];
    size_t count = complete_find(r->complete, r->stemmer, spelling_translit(r->spelling), p->x->job,
                                 &request, found);

    if (count == 0)
        return;
    HTML(&p->body,
         "<section aria-labelledby=\"_popular\"><h2 id=\"_popular\">$</h2>\n"
         "<ul class=\"list\">\n",
         page_text(p, "popular"));
    for (size_t i = 0; i < count; i++)
        HTML(&p->body, "<li><a href=\"$\">$</a></li>\n", found[i].url, found[i].text);
    buf_text(&p->body, "</ul></section>\n");
}

void handle_home_page(struct exchange *x)
{
    struct page_list list = {.count_categories = true};
    struct search_result found;
    struct page p;
    struct err err;

    if (!page_reader(x))
        return;
    page_begin(x, page_language(x), &p);
    p.path = page_path(&p, "", SLICE(""));
    p.description = page_text(&p, "home_description");
    p.own_search = true;
    HTML(&p.body, "<div class=\"hero\"><h1>$</h1>\n", page_text(&p, "headline"));
    page_add_search(&p, &p.body);
    buf_text(&p.body, "</div>\n");
    if (!page_list_articles(&p, &list, &found, &err)) {
        page_err(x, &err);
        return;
    }
    if (found.total == 0)
        HTML(&p.body, "<p>$</p>\n", page_text(&p, "empty"));
    add_topics(&p, &found.facets[0]);
    add_popular(&p);
    page_send(&p, 200);
}

/* The address without a language leads to that of the browser; a search goes along. */
void handle_front_door(struct exchange *x)
{
    struct slice q = page_arg(x, "q");
    struct page p;
    struct buf to = buf_new(x->job, 4 * http_body_max);

    page_begin(x, page_language(x), &p);
    buf_add(&to, page_path(&p, q.len ? "/search?q=" : "", q));
    x->reply->status = 302;
    http_header(x->reply, "Location", buf_slice(&to));
    http_header(x->reply, "Vary", SLICE("Accept-Language"));
    http_header(x->reply, "Cache-Control", SLICE("no-cache"));
}
