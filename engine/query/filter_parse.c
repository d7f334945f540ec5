/* filter_parse.c - the grammar of filter.h, by recursive descent: see filter_inside.h */
#include <math.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "engine/query/filter_inside.h"

enum { shown_max = 100 /* bytes of a filter in a message */ };

struct parser {
    struct filter_text in;
    int depth;
    size_t *comparisons; /* so far, in all texts of the filter */
};

/* One comparison more. Each is a term or a range Xapian looks up in the index: the time a filter
 * takes grows with their number, wherever in it they stand. */
static bool count_one(size_t *comparisons, struct err *err)
{
    if (++*comparisons > filter_parts_max)
        return err_set(err, ERR_INPUT, "a filter holds at most %d comparisons and values in all",
                       filter_parts_max);
    return true;
}

static bool number_of(struct parser *p, const struct field *field, struct slice text, double *out)
{
    int64_t wall;

    if (slice_to_number(text, out))
        return true;
    if (field->slot == SLOT_UPDATED_AT && clock_parse(text, &wall)) {
        *out = (double)(wall / 1000);
        return true;
    }
    return err_set(
        p->in.err, ERR_INPUT, "'%.*s' is no value of %s: it is %s", SLICE_ARG(text), field->name,
        field->slot == SLOT_UPDATED_AT ? "a date such as 2026-11-21 or seconds since 1970"
                                       : "a number");
}

static bool range(struct parser *p, const struct field *field, struct slice op, struct slice value,
                  const struct filter **out)
{
    struct filter *f = filter_new(p->in.job, FILTER_RANGE);
    double n;

    if (!number_of(p, field, value, &n))
        return false;
    f->field = field;
    f->low = slice_is(op, ">") ? nextafter(n, INFINITY) : slice_starts(op, "<") ? -INFINITY : n;
    f->high = slice_is(op, "<") ? nextafter(n, -INFINITY) : slice_starts(op, ">") ? INFINITY : n;
    *out = slice_is(op, "!=") ? filter_not(p->in.job, f) : f;
    return true;
}

static bool compare(struct parser *p, const struct field *field, struct slice op,
                    struct slice value, const struct filter **out)
{
    struct filter *f;

    if (field->how == FIELD_NUMBER)
        return range(p, field, op, value, out);
    if (!slice_is(op, "=") && !slice_is(op, "!="))
        return err_set(p->in.err, ERR_INPUT, "%s is no number: it can be compared with =, !=, IN",
                       field->name);
    f = filter_new(p->in.job, FILTER_EQUAL);
    f->field = field;
    f->value = value;
    *out = slice_is(op, "!=") ? filter_not(p->in.job, f) : f;
    return true;
}

static bool one_of(struct parser *p, const struct field *field, const struct filter **out)
{
    struct filter *any = filter_new(p->in.job, FILTER_ANY);
    const struct filter *value;

    if (!filter_next(&p->in))
        return false;
    if (!filter_at_sign(&p->in, "["))
        return filter_expected(&p->in, "[ behind IN");
    do {
        if (!filter_next(&p->in))
            return false;
        if (filter_at_sign(&p->in, "]") && any->count == 0)
            break;
        if (!filter_at_value(&p->in))
            return filter_expected(&p->in, "a value");
        if (any->count > 0 &&
            !count_one(p->comparisons, p->in.err)) /* the first is counted as the comparison */
            return false;
        if (!compare(p, field, SLICE("="), p->in.token.text, &value) || !filter_next(&p->in))
            return false;
        filter_add(p->in.job, any, value);
    } while (filter_at_sign(&p->in, ","));
    if (!filter_at_sign(&p->in, "]"))
        return filter_expected(&p->in, ", or ]");
    *out = any;
    return filter_next(&p->in);
}

static bool exists(struct parser *p, const struct field *field, const struct filter **out)
{
    struct filter *f = filter_new(p->in.job, FILTER_EXISTS);

    f->field = field;
    *out = f;
    return filter_next(&p->in);
}

static bool at_operator(const struct filter_text *t)
{
    static const char *const operators[] = {"=", "!=", ">", ">=", "<", "<="};

    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (filter_at_sign(t, operators[i]))
            return true;
    return false;
}

static bool comparison(struct parser *p, const struct field *field, const struct filter **out)
{
    struct slice op = p->in.token.text;

    if (!at_operator(&p->in))
        return filter_expected(&p->in, "=, !=, >, >=, <, <=, IN or EXISTS");
    if (!filter_next(&p->in))
        return false;
    if (!filter_at_value(&p->in))
        return filter_expected(&p->in, "a value");
    return compare(p, field, op, p->in.token.text, out) && filter_next(&p->in);
}

/* What stands behind a field. */
static bool test(struct parser *p, const struct field *field, const struct filter **out)
{
    bool negative = filter_at_keyword(&p->in, "NOT", "not"), ok;

    if (negative && !filter_next(&p->in))
        return false;
    if (filter_at_keyword(&p->in, "IN", "in"))
        ok = one_of(p, field, out);
    else if (filter_at_keyword(&p->in, "EXISTS", "exists"))
        ok = exists(p, field, out);
    else
        return negative ? filter_expected(&p->in, "IN or EXISTS") : comparison(p, field, out);
    if (ok && negative)
        *out = filter_not(p->in.job, *out);
    return ok;
}

static bool condition(struct parser *p, const struct filter **out)
{
    const struct field *field;

    if (!filter_at_value(&p->in))
        return filter_expected(&p->in, "a field");
    if (!count_one(p->comparisons, p->in.err))
        return false;
    field = schema_find(p->in.token.text);
    if (!field || !field_is_filterable(field))
        return err_set(p->in.err, ERR_INPUT, "'%.*s' cannot be filtered by. Fields that can: %s",
                       SLICE_ARG(p->in.token.text), schema_names(p->in.job, field_is_filterable));
    return filter_next(&p->in) && test(p, field, out);
}

static bool either(struct parser *p, const struct filter **out);

static bool factor(struct parser *p, const struct filter **out)
{
    bool ok;

    if (++p->depth > filter_depth_max)
        return err_set(p->in.err, ERR_INPUT, "more than %d levels of brackets", filter_depth_max);
    if (filter_at_keyword(&p->in, "NOT", "not")) {
        ok = filter_next(&p->in) && factor(p, out);
        if (ok)
            *out = filter_not(p->in.job, *out);
    } else if (filter_at_sign(&p->in, "(")) {
        ok = filter_next(&p->in) && either(p, out);
        if (ok && !filter_at_sign(&p->in, ")"))
            return filter_expected(&p->in, ")");
        ok = ok && filter_next(&p->in);
    } else {
        ok = condition(p, out);
    }
    p->depth--;
    return ok;
}

/* Parts joined by a keyword; a single one stands for itself. */
static bool joined(struct parser *p, enum filter_kind kind, const char *upper, const char *lower,
                   bool (*part)(struct parser *, const struct filter **), const struct filter **out)
{
    struct filter *all = filter_new(p->in.job, kind);
    const struct filter *one;

    if (!part(p, &one))
        return false;
    filter_add(p->in.job, all, one);
    while (filter_at_keyword(&p->in, upper, lower)) {
        if (!filter_next(&p->in) || !part(p, &one))
            return false;
        filter_add(p->in.job, all, one);
    }
    *out = all->count == 1 ? one : all;
    return true;
}

static bool both(struct parser *p, const struct filter **out)
{
    return joined(p, FILTER_ALL, "AND", "and", factor, out);
}

static bool either(struct parser *p, const struct filter **out)
{
    return joined(p, FILTER_ANY, "OR", "or", both, out);
}

static bool read_text(struct parser *p, const struct filter **out)
{
    if (!filter_next(&p->in))
        return false;
    if (!(p->in.token.kind == FILTER_TOKEN_END ? count_one(p->comparisons, p->in.err)
                                               : either(p, out)))
        return false;
    return p->in.token.kind == FILTER_TOKEN_END || filter_expected(&p->in, "AND, OR or the end");
}

static bool parse_text(struct arena *job, struct slice text, size_t *comparisons,
                       const struct filter **out, struct err *err)
{
    struct parser p = {.in = {.job = job, .rest = text, .err = err}, .comparisons = comparisons};
    const struct filter *f = filter_new(job, FILTER_ALL);

    if (text.len > filter_text_max)
        return err_set(err, ERR_INPUT, "a filter holds at most %d bytes", filter_text_max);
    if (!read_text(&p, &f)) {
        struct slice before = {text.ptr, (size_t)(p.in.start - text.ptr)};
        struct slice shown = utf8_cut(text, shown_max);

        return err_in(err, "filter '%.*s%s', character %zu", SLICE_ARG(shown),
                      shown.len < text.len ? "…" : "", utf8_length(before) + 1);
    }
    *out = f;
    return true;
}

bool filter_parse(struct arena *job, struct slice text, const struct filter **out, struct err *err)
{
    size_t comparisons = 0;

    return parse_text(job, text, &comparisons, out, err);
}

static bool parse_list(struct arena *job, const struct json *array, enum filter_kind kind,
                       size_t *comparisons, const struct filter **out, struct err *err)
{
    struct filter *f = filter_new(job, kind);
    const struct filter *part;

    if (json_size(array) == 0 && !count_one(comparisons, err))
        return false;
    for (const struct json *i = json_first(array); i; i = json_next(i)) {
        bool inner = kind == FILTER_ALL && json_kind(i) == JSON_ARRAY;

        if (!inner && json_kind(i) != JSON_TEXT)
            return err_set(err, ERR_INPUT,
                           "a filter is a text, or an array of texts and arrays of texts");
        if (!(inner ? parse_list(job, i, FILTER_ANY, comparisons, &part, err)
                    : parse_text(job, json_text(i), comparisons, &part, err)))
            return false;
        filter_add(job, f, part);
    }
    if (kind == FILTER_ANY && f->count == 0)
        f->kind = FILTER_ALL; /* Meilisearch: an empty array filters nothing */
    *out = f;
    return true;
}

bool filter_parse_json(struct arena *job, const struct json *value, const struct filter **out,
                       struct err *err)
{
    size_t comparisons = 0;

    if (json_kind(value) == JSON_TEXT)
        return filter_parse(job, json_text(value), out, err);
    if (json_kind(value) != JSON_ARRAY)
        return err_set(err, ERR_INPUT,
                       "a filter is a text, or an array of texts and arrays of texts");
    return parse_list(job, value, FILTER_ALL, &comparisons, out, err);
}
