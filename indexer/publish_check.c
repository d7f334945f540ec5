/* publish_check.c - see publish.h: is a generation what it should be? */
#include "indexer/publish_inside.h"

#include <inttypes.h>

#include "engine/find/search.h"

enum { sample_most = 25 };

/* Searching for the title of an article, in its own language's audience, finds it. */
static bool check_title(struct reader *r, struct arena *job, uint32_t document, struct err *err)
{
    struct article a;
    struct texts audience = {0};
    struct search_request request = {.limit = search_hits_max, .distinct = SLOT_NONE};
    struct search_result found;

    if (!reader_document(r, job, document, &a, err))
        return false;
    texts_add(job, &audience, a.audience);
    request.text = a.title;
    request.audiences = &audience;
    request.finished = true;
    if (!search_run(r, job, &request, &found, err))
        return false;
    for (size_t i = 0; i < found.count; i++)
        if (found.hits[i].document == document)
            return true;
    if (found.total > search_hits_max || found.query.word_count == 0)
        return true;
    for (size_t i = 0; i < found.query.word_count; i++)
        if (found.query.words[i].excluded) /* a title such as "-1 is not a number" */
            return true;
    return err_set(err, ERR_CONFLICT, "the article '%.*s' is not found by its own title",
                   SLICE_ARG(a.id));
}

static bool check_sample(struct reader *r, struct err *err)
{
    struct arena *job = arena_new();
    uint32_t *documents;
    size_t count, stride;
    bool ok = xap_documents_of(r->index, job, SLICE(""), &documents, &count, err);

    stride = ok && count > sample_most ? count / sample_most : 1;
    for (size_t i = 0; ok && i < count; i += stride) {
        struct arena *one = arena_new();

        ok = check_title(r, one, documents[i], err);
        arena_free(one);
    }
    arena_free(job);
    return ok;
}

static bool check_counts(const struct publication *p, const struct build_counts *counts,
                         const struct reader *r, struct err *err)
{
    if (r->size.documents != counts->articles)
        return err_set(err, ERR_CONFLICT, "the index holds %zu articles instead of %zu",
                       r->size.documents, counts->articles);
    if (counts->articles == 0)
        return err_set(err, ERR_CONFLICT, "no article could be indexed: nothing is published%s",
                       p->before.number ? ", the last generation stays" : "");
    if (counts->articles < p->articles_before / 2 && !p->allow_shrink)
        return err_set(err, ERR_CONFLICT,
                       "only %zu of %" PRIu64 " articles are left: nothing is published. If that "
                       "is meant, add --allow-shrink",
                       counts->articles, p->articles_before);
    return true;
}

bool publish_check(const struct publication *p, const struct build_counts *counts, struct err *err)
{
    struct reader *r = NULL;
    bool ok = publish_step("publish.4", err) && reader_open(&p->next, &r, err) &&
              check_counts(p, counts, r, err) && check_sample(r, err);

    reader_close(r);
    return ok;
}
