/* page_category.c - a category: its parts with their articles, then its own. */
#include "server/pages/page_list.h"
#include "server/pages/pager.h"
#include "server/routes.h"

enum { of_part_most = 6, page_size = 50 };

static bool add_articles(struct page *p, const struct page_list *list, size_t *total,
                         struct err *err)
{
    struct search_result found;

    if (!page_list_articles(p, list, &found, err))
        return false;
    *total = found.total;
    if (found.count == 0)
        return true;
    buf_text(&p->body, "<ul class=\"list\">\n");
    for (size_t i = 0; i < found.count; i++) {
        struct article a;

        if (!page_list_article(p, &found.hits[i], &a, err))
            return false;
        page_add_link(p, &a);
    }
    buf_text(&p->body, "</ul>\n");
    return true;
}

static bool add_part(struct page *p, const struct xap_tally *part, struct err *err)
{
    struct page_list list = {.category = part->text, .limit = of_part_most};
    struct slice path = page_path(p, "/c/", part->text);
    size_t total;

    HTML(&p->body, "<section><h2><a href=\"$\">$</a></h2>\n", path, page_list_name(part->text));
    if (!add_articles(p, &list, &total, err))
        return false;
    if (total > of_part_most)
        HTML(&p->body, "<p><a href=\"$\">$</a></p>\n", path,
             page_fill(p, "all_of", "{n}", slice_of(arena_printf(p->x->job, "%zu", total))));
    buf_text(&p->body, "</section>\n");
    return true;
}

/* Articles that are in none of the parts. */
static bool add_own(struct page *p, struct slice category, const struct page_categories *parts,
                    struct err *err)
{
    struct pager pager = pager_of(p, page_size);
    struct texts names = {0};
    struct page_list list = {
        .category = category, .without = &names, .offset = pager.offset, .limit = page_size};
    size_t total;

    for (size_t i = 0; i < parts->count; i++)
        texts_add(p->x->job, &names, parts->items[i].text);
    if (!add_articles(p, &list, &total, err))
        return false;
    pager_add(p, &pager, total, page_path(p, "/c/", category), SLICE("?"));
    return true;
}

static bool add_all(struct page *p, const struct xap_tally *category, const struct xap_facet *all,
                    struct err *err)
{
    struct page_categories parts = page_list_below(p->x->job, all, category->text);
    struct slice path = category->text, name = page_list_name(path);
    struct slice above = {path.ptr, path.len > name.len ? path.len - name.len - 1 : 0};

    p->title = name;
    p->path = page_path(p, "/c/", path);
    page_add_crumbs(p, above, name);
    HTML(&p->body, "<h1>$</h1>\n<p class=\"soft\">$</p>\n<div class=\"parts\">\n", name,
         page_count(p, "articles", category->count));
    for (size_t i = 0; i < parts.count; i++)
        if (!add_part(p, &parts.items[i], err))
            return false;
    buf_text(&p->body, "</div>\n");
    return add_own(p, path, &parts, err);
}

static const struct xap_tally *find(const struct xap_facet *all, struct slice path)
{
    for (size_t i = 0; i < all->count; i++)
        if (slice_eq(all->values[i].text, path))
            return &all->values[i];
    return NULL;
}

void handle_category_page(struct exchange *x)
{
    struct page_list list = {.category = x->captures[1], .count_categories = true};
    const struct xap_tally *category;
    struct search_result found;
    struct page p;
    struct err err;

    if (!page_reader(x))
        return;
    page_begin(x, page_language(x), &p);
    if (!page_list_articles(&p, &list, &found, &err)) {
        page_err(x, &err);
        return;
    }
    category = find(&found.facets[0], x->captures[1]);
    if (!category)
        page_missing(x, "missing");
    else if (add_all(&p, category, &found.facets[0], &err))
        page_send(&p, 200);
    else
        page_err(x, &err);
}
