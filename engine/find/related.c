/* related.c - see related.h */
#include "engine/find/related.h"

#include <stdlib.h>

enum { looked_at = 16 };

/* What a found article counts: its score in the search, half as much again in the category of
 * the one that is read, a quarter in the same topic. Below `least` it has a word in common and
 * nothing else. */
static const double same_category = 1.5, same_topic = 1.25, least = 0.25;

struct candidate {
    struct article article;
    double worth;
};

static struct slice category_of(const struct article *a)
{
    return a->category.count ? a->category.items[a->category.count - 1] : SLICE("");
}

static double nearness(const struct article *a, const struct article *b)
{
    struct slice one = category_of(a), two = category_of(b);

    if (one.len == 0)
        return 1;
    if (slice_eq(one, two))
        return same_category;
    return slice_eq(slice_cut(&one, '/'), slice_cut(&two, '/')) ? same_topic : 1;
}

/* The better first; of equals the one that was found first. */
static int by_worth(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;

    if (x->worth > y->worth || x->worth < y->worth)
        return x->worth < y->worth ? 1 : -1;
    return slice_cmp(x->article.id, y->article.id);
}

static bool is_new(const struct related *out, const struct article *a, struct slice id)
{
    for (size_t i = 0; i < out->count; i++)
        if (slice_eq(out->items[i].id, id))
            return false;
    return !slice_eq(a->id, id);
}

static void take(struct related *out, const struct article *a, const struct candidate *found,
                 size_t count)
{
    for (size_t i = 0; i < count && out->count < related_most; i++)
        if (is_new(out, a, found[i].article.id))
            out->items[out->count++] = found[i].article;
}

static struct search_request request_of(struct arena *job, const struct article *a,
                                        const struct texts *audiences, const struct filter *scope)
{
    struct slice code = slice_of(language_code(a->lang));
    struct texts one = {&code, 1};

    return (struct search_request){.limit = looked_at,
                                   .audiences = audiences,
                                   .scope = scope,
                                   .filter = filter_one_of(job, "lang", &one),
                                   .distinct = SLOT_NONE,
                                   .finished = true,
                                   .as_typed = true};
}

/* What the request finds and is worth it, in order of worth. */
static bool find(struct reader *r, struct arena *job, const struct article *a,
                 const struct search_request *request, struct candidate found[looked_at],
                 size_t *count, struct err *err)
{
    struct search_result result;

    *count = 0;
    if (!search_run(r, job, request, &result, err))
        return false;
    for (size_t i = 0; i < result.count; i++) {
        struct candidate *c = &found[*count];

        if (request->text.len && result.hits[i].score < least)
            continue;
        if (!reader_document(r, job, result.hits[i].document, &c->article, err))
            return false;
        c->worth = result.hits[i].score * nearness(a, &c->article);
        ++*count;
    }
    if (request->text.len)
        qsort(found, *count, sizeof *found, by_worth);
    return true;
}

bool related_find(struct reader *r, struct arena *job, const struct article *a,
                  const struct texts *audiences, const struct filter *scope, struct related *out,
                  struct err *err)
{
    struct search_request request = request_of(job, a, audiences, scope);
    struct candidate *found = ARENA_ARRAY(job, struct candidate, looked_at);
    struct slice category = category_of(a);
    struct texts one = {&category, 1};
    size_t count;

    out->count = 0;
    request.text = a->title;
    if (!find(r, job, a, &request, found, &count, err))
        return false;
    take(out, a, found, count);
    if (out->count == related_most || category.len == 0)
        return true;
    request.text = SLICE("");
    request.filter = filter_both(job, request.filter, filter_one_of(job, "category", &one));
    if (!find(r, job, a, &request, found, &count, err))
        return false;
    take(out, a, found, count);
    return true;
}
