/* page_list.c - see page_list.h */
#include "server/pages/page_list.h"

#include <string.h>

#include "server/search/asking.h"

static const int category_facet[] = {SLOT_CATEGORY};

const struct filter *page_list_filter(struct page *p)
{
    struct slice code = slice_of(language_code(p->lang));
    struct texts one = {&code, 1};

    return filter_one_of(p->x->job, "lang", &one);
}

const struct filter *page_list_in(struct arena *job, struct slice category)
{
    struct texts one = {&category, 1};

    return category.len ? filter_one_of(job, "category", &one) : NULL;
}

static const struct filter *not_in(struct arena *job, const struct texts *categories)
{
    struct filter *not = ARENA_NEW(job, struct filter);
    const struct filter **part = ARENA_NEW(job, const struct filter *);

    if (!categories || categories->count == 0)
        return NULL;
    *part = filter_one_of(job, "category", categories);
    *not = (struct filter){.kind = FILTER_NOT, .parts = part, .count = 1};
    return not ;
}

bool page_list_articles(struct page *p, const struct page_list *list, struct search_result *out,
                        struct err *err)
{
    struct arena *job = p->x->job;
    struct search_request request = {.offset = list->offset,
                                     .limit = list->limit,
                                     .audiences = &p->x->access.audiences,
                                     .scope = p->x->access.filter,
                                     .facets = category_facet,
                                     .facet_count = list->count_categories ? 1 : 0,
                                     .distinct = SLOT_NONE};

    request.filter = filter_both(
        job, page_list_filter(p),
        filter_both(job, page_list_in(job, list->category), not_in(job, list->without)));
    if (!search_run(p->x->worker->reader, job, &request, out, err))
        return false;
    if (list->count_categories)
        asking_sort_values(&out->facets[0]);
    return true;
}

bool page_list_article(struct page *p, const struct search_hit *hit, struct article *out,
                       struct err *err)
{
    return reader_document(p->x->worker->reader, p->x->job, hit->document, out, err);
}

/* Is the path one step below the parent? */
static bool is_below(struct slice path, struct slice parent)
{
    if (parent.len) {
        if (path.len <= parent.len + 1 || memcmp(path.ptr, parent.ptr, parent.len) != 0 ||
            path.ptr[parent.len] != '/')
            return false;
        path = (struct slice){path.ptr + parent.len + 1, path.len - parent.len - 1};
    }
    return path.len && slice_find(path, '/') == path.len;
}

struct page_categories page_list_below(struct arena *job, const struct xap_facet *all,
                                       struct slice parent)
{
    struct page_categories found = {ARENA_ARRAY(job, struct xap_tally, all->count + 1), 0};

    for (size_t i = 0; i < all->count; i++)
        if (is_below(all->values[i].text, parent))
            found.items[found.count++] = all->values[i];
    return found;
}

struct slice page_list_name(struct slice path)
{
    size_t start = path.len;

    while (start && path.ptr[start - 1] != '/')
        start--;
    return (struct slice){path.ptr + start, path.len - start};
}
