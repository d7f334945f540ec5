/* translation.c - see translation.h */
#include "bot/decide/translation.h"

#include "engine/article/schema.h"

bool translation_is(const struct article *a, const struct article *b)
{
    return a->lang != b->lang &&
           (slice_eq(a->translation_of, b->id) || slice_eq(b->translation_of, a->id));
}

static bool may_be_given(const struct deciding *d, const struct article *a)
{
    return a->bot && a->lang == d->out.lang && texts_have(d->request->audiences, a->audience);
}

/* The article that names `id` as what it is a translation of. */
static bool find_by_name(struct deciding *d, struct slice id, struct article *out, bool *found,
                         struct err *err)
{
    struct slice term = schema_exact_term(d->job, "L", slice_of(language_code(d->out.lang)));
    uint32_t *documents;
    size_t count;

    if (!xap_documents_of(d->reader->index, d->job, term, &documents, &count, err))
        return false;
    for (size_t i = 0; i < count && !*found; i++) {
        struct slice of;

        if (!xap_value(d->reader->index, d->job, documents[i], SLOT_TRANSLATION_OF, &of, err))
            return false;
        if (!slice_eq(of, id))
            continue;
        if (!reader_document(d->reader, d->job, documents[i], out, err))
            return false;
        *found = may_be_given(d, out);
    }
    return true;
}

bool translation_of(struct deciding *d, struct article *a, bool *only, struct err *err)
{
    struct article other;
    struct err none;
    bool found;

    *only = false;
    if (a->lang == d->out.lang)
        return true;
    found = a->translation_of.len &&
            reader_article(d->reader, d->job, a->translation_of, &other, &none) &&
            may_be_given(d, &other);
    if (!found && !find_by_name(d, a->id, &other, &found, err))
        return false;
    if (found)
        *a = other;
    *only = !found;
    return true;
}
