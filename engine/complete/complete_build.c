/* complete_build.c - the completion table of an index: see complete_write.h */
#include "engine/complete/complete_write.h"

static struct texts list_of(struct arena *job, struct slice parted)
{
    struct texts list = {0};

    while (parted.len)
        texts_add(job, &list, slice_cut(&parted, slot_separator));
    return list;
}

static bool read_document(struct arena *job, struct xap_reader *index, uint32_t document,
                          struct complete_source *a, struct err *err)
{
    struct slice headlines, lang, tags, headings, category;

    if (!xap_value(index, job, document, SLOT_HEADLINES, &headlines, err) ||
        !xap_value(index, job, document, SLOT_HEADINGS, &headings, err) ||
        !xap_value(index, job, document, SLOT_ID, &a->id, err) ||
        !xap_value(index, job, document, SLOT_URL, &a->url, err) ||
        !xap_value(index, job, document, SLOT_AUDIENCE, &a->audience, err) ||
        !xap_value(index, job, document, SLOT_CATEGORY, &category, err) ||
        !xap_value(index, job, document, SLOT_LANG, &lang, err) ||
        !xap_value(index, job, document, SLOT_TAGS, &tags, err) ||
        !xap_number(index, document, SLOT_POPULARITY, &a->popularity, err))
        return false;
    language_parse(lang, &a->lang);
    a->title = slice_cut(&headlines, slot_separator);
    a->asked = list_of(job, headlines);
    a->headings = list_of(job, headings);
    a->tags = list_of(job, tags);
    while (category.len)
        a->category = slice_cut(&category, slot_separator);
    return true;
}

static bool build(struct arena *job, struct xap_reader *index, struct stemmer *stemmer,
                  const char *path, struct err *err)
{
    struct complete_writer *w = complete_writer_new(job, stemmer);
    struct translit *translit;
    uint32_t *documents;
    size_t count;

    if (!translit_new(job, stemmer, &translit, err) ||
        !xap_documents_of(index, job, SLICE(""), &documents, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct complete_source a = {0};

        if (!read_document(job, index, documents[i], &a, err))
            return false;
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
