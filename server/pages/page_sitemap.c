/* page_sitemap.c - what search engines ask for first: /robots.txt and /sitemap.xml. */
#include <string.h>

#include "server/pages/page_list.h"
#include "server/pages/sitemap.h"
#include "server/routes.h"

/* Search engines want whole addresses: the public one, or else the one that was asked. */
static struct slice base_of(struct exchange *x)
{
    struct slice host = x->request->host;

    if (x->server->site.public_url.len)
        return x->server->site.public_url;
    for (size_t i = 0; i < host.len; i++)
        if (host.ptr[i] <= ' ' || host.ptr[i] > '~' || strchr("\"'<>/?#&\\@", host.ptr[i]))
            return SLICE("");
    return slice_of(arena_printf(x->job, "http://%.*s", SLICE_ARG(host)));
}

struct listing {
    struct exchange *x;
    struct sitemap_entry *entries;
    size_t count, room;
};

static void add(struct listing *l, struct slice path, int64_t updated)
{
    if (l->count == l->room) {
        struct sitemap_entry *more;

        l->room = 2 * l->room + 1000;
        more = ARENA_ARRAY(l->x->job, struct sitemap_entry, l->room);
        if (l->count)
            memcpy(more, l->entries, l->count * sizeof *more);
        l->entries = more;
    }
    l->entries[l->count++] = (struct sitemap_entry){path, updated};
}

/* The home and the categories of a language that has articles. */
static bool add_lists(struct listing *l, enum language lang, struct err *err)
{
    struct page_list list = {.count_categories = true};
    struct search_result found;
    struct page p;

    page_begin(l->x, lang, &p);
    if (!page_list_articles(&p, &list, &found, err))
        return false;
    if (found.total)
        add(l, page_path(&p, "", SLICE("")), 0);
    for (size_t i = 0; i < found.facets[0].count; i++)
        add(l, page_path(&p, "/c/", found.facets[0].values[i].text), 0);
    return true;
}

/* Articles that are read here, not at an address of their own. */
static bool add_articles(struct listing *l, struct err *err)
{
    struct arena *job = l->x->job;
    struct xap_reader *index = l->x->worker->reader->index;
    const struct filter *seen =
        filter_both(job, search_visible(job, &l->x->access.audiences), l->x->access.filter);
    uint32_t *documents;
    size_t count;

    if (!xap_filtered(index, job, seen, &documents, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct slice url;
        double seconds;

        if (!xap_value(index, job, documents[i], SLOT_URL, &url, err) ||
            !xap_number(index, documents[i], SLOT_UPDATED_AT, &seconds, err))
            return false;
        if (slice_starts(url, "/"))
            add(l, url, (int64_t)(seconds * 1000));
    }
    return true;
}

void handle_sitemap(struct exchange *x)
{
    struct listing l = {.x = x};
    struct slice text;
    uint64_t part = 0;
    struct err err;

    if (!exchange_reader(x))
        return;
    slice_to_count(page_arg(x, "part"), &part);
    if (!add_lists(&l, LANGUAGE_RU, &err) || !add_lists(&l, LANGUAGE_EN, &err) ||
        !add_articles(&l, &err)) {
        reply_err(x, &err, NULL);
        return;
    }
    text = sitemap_print(x->job, base_of(x), l.entries, l.count, (size_t)part, sitemap_most);
    if (text.ptr)
        reply_text(x, 200, "application/xml", text);
    else
        reply_error(x, 404, "not_found", "the sitemap has no part %llu", (unsigned long long)part);
}

void handle_robots(struct exchange *x)
{
    reply_text(x, 200, "text/plain; charset=utf-8",
               slice_of(arena_printf(x->job,
                                     "User-agent: *\nDisallow: /ru/search\nDisallow: /en/search\n"
                                     "Disallow: /indexes/\nDisallow: /v1/\n\n"
                                     "Sitemap: %.*s/sitemap.xml\n",
                                     SLICE_ARG(base_of(x)))));
}
