/* allowed.c - see allowed.h */
#include "engine/find/allowed.h"

struct remembered {
    struct arena *life;
    struct slice key;
    struct allowed_set set;
    uint64_t used; /* when last, in searches */
};

struct allowed {
    struct remembered items[allowed_most];
    uint64_t now;
};

static void forget_all(void *what)
{
    struct allowed *a = what;

    for (size_t i = 0; i < allowed_most; i++)
        arena_free(a->items[i].life);
}

struct allowed *allowed_new(struct arena *life)
{
    struct allowed *a = ARENA_NEW(life, struct allowed);

    arena_defer(life, forget_all, a);
    return a;
}

/* What tells a filter from every other one: numbers as they are, texts with their length. */
static void put_key(struct buf *out, const struct filter *f)
{
    ptrdiff_t field = f->field ? f->field - schema : -1;

    buf_printf(out, "%d %td %zu ", (int)f->kind, field, f->count);
    if (f->kind == FILTER_EQUAL)
        buf_printf(out, "%zu:", f->value.len);
    if (f->kind == FILTER_EQUAL)
        buf_add(out, f->value);
    if (f->kind == FILTER_RANGE)
        buf_printf(out, "%a %a ", f->low, f->high);
    for (size_t i = 0; i < f->count; i++)
        put_key(out, f->parts[i]);
}

/* The filter itself if it is remembered, else the place of one that was not used for longest. */
static struct remembered *place_of(struct allowed *a, struct slice key)
{
    struct remembered *oldest = &a->items[0];

    for (size_t i = 0; i < allowed_most; i++) {
        struct remembered *r = &a->items[i];

        if (r->life && slice_eq(r->key, key))
            return r;
        if (r->used < oldest->used)
            oldest = r;
    }
    return oldest;
}

static bool remember(struct remembered *r, struct arena *job, struct xap_reader *index,
                     const struct filter *filter, struct slice key, struct err *err)
{
    uint32_t *documents;
    uint64_t *bits;
    size_t count;

    if (!xap_filtered(index, job, filter, &documents, &count, err))
        return false;
    arena_free(r->life);
    *r = (struct remembered){.life = arena_new()};
    r->key = slice_copy(r->life, key);
    r->set.end = count ? documents[count - 1] + 1 : 0;
    bits = ARENA_ARRAY(r->life, uint64_t, r->set.end / 64 + 1);
    for (size_t i = 0; i < count; i++)
        bits[documents[i] / 64] |= 1ull << documents[i] % 64;
    r->set.bits = bits;
    return true;
}

bool allowed_by(struct allowed *a, struct arena *job, struct xap_reader *index,
                const struct filter *filter, struct allowed_set *out, struct err *err)
{
    struct buf key = buf_new(job, SIZE_MAX / 4);
    struct remembered *r;

    *out = (struct allowed_set){.all = true};
    if (!filter)
        return true;
    put_key(&key, filter);
    r = place_of(a, buf_slice(&key));
    if ((!r->life || !slice_eq(r->key, buf_slice(&key))) &&
        !remember(r, job, index, filter, buf_slice(&key), err))
        return false;
    r->used = ++a->now;
    *out = r->set;
    return true;
}
