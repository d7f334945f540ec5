/* filter.c - filters made and printed: see filter.h; filter_parse.c reads them. */
#include "engine/query/filter.h"

#include "engine/query/filter_inside.h"

struct filter *filter_new(struct arena *job, enum filter_kind kind)
{
    struct filter *f = ARENA_NEW(job, struct filter);

    f->kind = kind;
    return f;
}

void filter_add(struct arena *job, struct filter *f, const struct filter *part)
{
    f->parts = arena_room(job, f->parts, f->count, sizeof *f->parts);
    f->parts[f->count++] = part;
}

const struct filter *filter_not(struct arena *job, const struct filter *part)
{
    struct filter *f = filter_new(job, FILTER_NOT);

    filter_add(job, f, part);
    return f;
}

const struct filter *filter_one_of(struct arena *job, const char *field, const struct texts *values)
{
    struct filter *any = filter_new(job, FILTER_ANY);

    for (size_t i = 0; i < values->count; i++) {
        struct filter *f = filter_new(job, FILTER_EQUAL);

        f->field = schema_find(slice_of(field));
        f->value = values->items[i];
        filter_add(job, any, f);
    }
    return any;
}

const struct filter *filter_both(struct arena *job, const struct filter *a, const struct filter *b)
{
    struct filter *f;

    if (!a || !b)
        return a ? a : b;
    f = filter_new(job, FILTER_ALL);
    filter_add(job, f, a);
    filter_add(job, f, b);
    return f;
}

void filter_print(const struct filter *f, struct buf *out)
{
    static const char *const names[] = {"all", "any", "not", "=", "exists", "range"};

    buf_printf(out, "(%s", names[f->kind]);
    if (f->field)
        buf_printf(out, " %s", f->field->name);
    if (f->kind == FILTER_EQUAL)
        buf_printf(out, " '%.*s'", SLICE_ARG(f->value));
    if (f->kind == FILTER_RANGE)
        buf_printf(out, " %.15g %.15g", f->low, f->high);
    for (size_t i = 0; i < f->count; i++) {
        buf_char(out, ' ');
        filter_print(f->parts[i], out);
    }
    buf_char(out, ')');
}
