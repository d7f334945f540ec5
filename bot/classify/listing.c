/* listing.c - see listing.h */
#include "bot/classify/listing.h"

#include <stdlib.h>

static int by_id(const void *a, const void *b)
{
    const struct listed *x = a, *y = b;

    return slice_cmp(x->id, y->id);
}

bool listing_read(struct arena *life, struct reader *r, enum language lang, enum slot slot,
                  struct listed **out, size_t *count, struct err *err)
{
    struct slice term = schema_exact_term(life, "L", slice_of(language_code(lang)));
    struct slice *ids, *values = NULL;
    uint32_t *documents, *without;
    size_t n, without_count, k = 0;
    struct listed *list;

    if (!xap_documents_of(r->index, life, term, &documents, &n, err) ||
        !xap_documents_of(r->index, life, SLICE(PREFIX_NO_BOT), &without, &without_count, err) ||
        !xap_values(r->index, life, SLOT_ID, documents, n, &ids, err) ||
        (slot != SLOT_NONE && !xap_values(r->index, life, slot, documents, n, &values, err)))
        return false;
    list = ARENA_ARRAY(life, struct listed, n);
    for (size_t i = 0; i < n; i++) {
        while (k < without_count && without[k] < documents[i])
            k++;
        list[i].id = ids[i];
        list[i].value = values ? values[i] : SLICE("");
        list[i].document = documents[i];
        list[i].bot = k == without_count || without[k] != documents[i];
    }
    if (n)
        qsort(list, n, sizeof *list, by_id);
    *out = list;
    *count = n;
    return true;
}
