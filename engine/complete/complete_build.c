/* complete_build.c - the completion table of an index: see complete_write.h */
#include "engine/complete/complete_write.h"

static struct texts list_of(struct arena *job, struct slice parted)
{
    struct texts list = {0};

    while (parted.len)
        texts_add(job, &list, slice_cut(&parted, slot_separator));
    return list;
}

/* What the index keeps of its documents, slot by slot. */
struct columns {
    struct slice *headlines, *headings, *id, *url, *audience, *category, *lang, *tags;
    double *popularity;
};

static bool read_columns(struct arena *job, struct xap_reader *index, const uint32_t *documents,
                         size_t count, struct columns *c, struct err *err)
{
    const struct {
        enum slot slot;
        struct slice **column;
    } texts[] = {{SLOT_HEADLINES, &c->headlines},
                 {SLOT_HEADINGS, &c->headings},
                 {SLOT_ID, &c->id},
                 {SLOT_URL, &c->url},
                 {SLOT_AUDIENCE, &c->audience},
                 {SLOT_LANG, &c->lang},
                 {SLOT_CATEGORY, &c->category},
                 {SLOT_TAGS, &c->tags}};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!xap_values(index, job, texts[i].slot, documents, count, texts[i].column, err))
            return false;
    return xap_numbers(index, job, SLOT_POPULARITY, documents, count, &c->popularity, err);
}

static struct complete_source source_of(struct arena *job, const struct columns *c, size_t i)
{
    struct slice headlines = c->headlines[i], category = c->category[i];
    struct complete_source a = {.id = c->id[i],
                                .url = c->url[i],
                                .audience = c->audience[i],
                                .title = slice_cut(&headlines, slot_separator),
                                .asked = list_of(job, headlines),
                                .headings = list_of(job, c->headings[i]),
                                .tags = list_of(job, c->tags[i]),
                                .popularity = c->popularity[i]};

    language_parse(c->lang[i], &a.lang);
    while (category.len)
        a.category = slice_cut(&category, slot_separator);
    return a;
}

static bool build(struct arena *job, struct xap_reader *index, struct stemmer *stemmer,
                  const char *path, struct err *err)
{
    struct complete_writer *w = complete_writer_new(job, stemmer);
    struct translit *translit;
    struct columns columns;
    uint32_t *documents;
    size_t count;

    if (!translit_new(job, stemmer, &translit, err) ||
        !xap_documents_of(index, job, SLICE(""), &documents, &count, err) ||
        !read_columns(job, index, documents, count, &columns, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct complete_source a = source_of(job, &columns, i);

        complete_writer_add(w, &a);
    }
    return complete_write(w, translit, path, err);
}

bool complete_build(struct xap_reader *index, struct stemmer *stemmer, const char *path,
                    struct err *err)
{
    struct arena *job = arena_new();
    bool ok = build(job, index, stemmer, path, err);

    arena_free(job);
    return ok;
}
