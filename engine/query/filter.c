/* filter.c - see filter.h: recursive descent over tokens. */
#include "engine/query/filter.h"

#include <assert.h>
#include <math.h>

#include "base/clock.h"

enum token_kind { TOKEN_END, TOKEN_WORD, TOKEN_TEXT, TOKEN_SIGN };

struct token {
    enum token_kind kind;
    struct slice text; /* without quotes */
};

struct parser {
    struct arena *job;
    struct slice rest;
    struct token token; /* the one to look at */
    int depth;
    size_t *comparisons; /* so far, in all texts of the filter */
    struct err *err;
};

static bool is_sign(char c)
{
    return c == '(' || c == ')' || c == '[' || c == ']' || c == ',' || c == '=' || c == '!' ||
           c == '<' || c == '>';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* A quoted text; a backslash takes the next character as it is. */
static bool quoted(struct parser *p)
{
    char quote = p->rest.ptr[0];
    struct buf out = buf_new(p->job, filter_text_max);

    for (size_t i = 1; i < p->rest.len; i++) {
        if (p->rest.ptr[i] == quote) {
            p->token = (struct token){TOKEN_TEXT, buf_slice(&out)};
            p->rest = (struct slice){p->rest.ptr + i + 1, p->rest.len - i - 1};
            return true;
        }
        if (p->rest.ptr[i] == '\\' && i + 1 < p->rest.len)
            i++;
        buf_char(&out, p->rest.ptr[i]);
    }
    return err_set(p->err, ERR_INPUT, "a quote is not closed: %.*s", SLICE_ARG(p->rest));
}

static bool next(struct parser *p)
{
    size_t len = 0;

    while (p->rest.len && is_blank(p->rest.ptr[0]))
        p->rest = (struct slice){p->rest.ptr + 1, p->rest.len - 1};
    if (p->rest.len == 0) {
        p->token = (struct token){TOKEN_END, SLICE("the end")};
        return true;
    }
    if (p->rest.ptr[0] == '"' || p->rest.ptr[0] == '\'')
        return quoted(p);
    if (is_sign(p->rest.ptr[0])) {
        bool two = p->rest.len > 1 && p->rest.ptr[1] == '=' &&
                   (p->rest.ptr[0] == '!' || p->rest.ptr[0] == '<' || p->rest.ptr[0] == '>');

        len = two ? 2 : 1;
        p->token.kind = TOKEN_SIGN;
    } else {
        while (len < p->rest.len && !is_blank(p->rest.ptr[len]) && !is_sign(p->rest.ptr[len]))
            len++;
        p->token.kind = TOKEN_WORD;
    }
    p->token.text = (struct slice){p->rest.ptr, len};
    p->rest = (struct slice){p->rest.ptr + len, p->rest.len - len};
    return true;
}

static bool is_keyword(const struct parser *p, const char *upper, const char *lower)
{
    return p->token.kind == TOKEN_WORD &&
           (slice_is(p->token.text, upper) || slice_is(p->token.text, lower));
}

static bool is_the_sign(const struct parser *p, const char *sign)
{
    return p->token.kind == TOKEN_SIGN && slice_is(p->token.text, sign);
}

static bool expected(struct parser *p, const char *what)
{
    return err_set(p->err, ERR_INPUT, "expected %s, found '%.*s'", what, SLICE_ARG(p->token.text));
}

/* One comparison more. Each is a term or a range Xapian looks up in the index: the time a filter
 * takes grows with their number, wherever in it they stand. */
static bool count_one(size_t *comparisons, struct err *err)
{
    if (++*comparisons > filter_parts_max)
        return err_set(err, ERR_INPUT, "a filter holds at most %d comparisons and values in all",
                       filter_parts_max);
    return true;
}

static struct filter *filter_new(struct arena *job, enum filter_kind kind, size_t most)
{
    struct filter *f = ARENA_NEW(job, struct filter);

    f->kind = kind;
    f->parts = ARENA_ARRAY(job, const struct filter *, most);
    return f;
}

static const struct filter *negated(struct arena *job, const struct filter *part)
{
    struct filter *f = filter_new(job, FILTER_NOT, 1);

    f->parts[f->count++] = part;
    return f;
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
        p->err, ERR_INPUT, "'%.*s' is no value of %s: it is %s", SLICE_ARG(text), field->name,
        field->slot == SLOT_UPDATED_AT ? "a date such as 2026-11-21 or seconds since 1970"
                                       : "a number");
}

static bool range(struct parser *p, const struct field *field, struct slice op, struct slice value,
                  const struct filter **out)
{
    struct filter *f = filter_new(p->job, FILTER_RANGE, 0);
    double n;

    if (!number_of(p, field, value, &n))
        return false;
    f->field = field;
    f->low = slice_is(op, ">") ? nextafter(n, INFINITY) : slice_starts(op, "<") ? -INFINITY : n;
    f->high = slice_is(op, "<") ? nextafter(n, -INFINITY) : slice_starts(op, ">") ? INFINITY : n;
    *out = slice_is(op, "!=") ? negated(p->job, f) : f;
    return true;
}

static bool compare(struct parser *p, const struct field *field, struct slice op,
                    struct slice value, const struct filter **out)
{
    struct filter *f;

    if (field->how == FIELD_NUMBER)
        return range(p, field, op, value, out);
    if (!slice_is(op, "=") && !slice_is(op, "!="))
        return err_set(p->err, ERR_INPUT, "%s is no number: it can be compared with =, !=, IN",
                       field->name);
    f = filter_new(p->job, FILTER_EQUAL, 0);
    f->field = field;
    f->value = value;
    *out = slice_is(op, "!=") ? negated(p->job, f) : f;
    return true;
}

static bool one_of(struct parser *p, const struct field *field, const struct filter **out)
{
    struct filter *any = filter_new(p->job, FILTER_ANY, filter_parts_max);

    if (!next(p))
        return false;
    if (!is_the_sign(p, "["))
        return expected(p, "[ behind IN");
    do {
        if (!next(p))
            return false;
        if (is_the_sign(p, "]") && any->count == 0)
            break;
        if (p->token.kind != TOKEN_WORD && p->token.kind != TOKEN_TEXT)
            return expected(p, "a value");
        if (any->count > 0 &&
            !count_one(p->comparisons, p->err)) /* the first is counted as the comparison */
            return false;
        if (!compare(p, field, SLICE("="), p->token.text, &any->parts[any->count]) || !next(p))
            return false;
        any->count++;
    } while (is_the_sign(p, ","));
    if (!is_the_sign(p, "]"))
        return expected(p, ", or ]");
    *out = any;
    return next(p);
}

static bool exists(struct parser *p, const struct field *field, const struct filter **out)
{
    struct filter *f = filter_new(p->job, FILTER_EXISTS, 0);

    f->field = field;
    *out = f;
    return next(p);
}

static bool condition(struct parser *p, const struct filter **out)
{
    const struct field *field;
    struct slice op;
    bool negative;

    if (p->token.kind != TOKEN_WORD && p->token.kind != TOKEN_TEXT)
        return expected(p, "a field");
    if (!count_one(p->comparisons, p->err))
        return false;
    field = schema_find(p->token.text);
    if (!field || !field_is_filterable(field))
        return err_set(p->err, ERR_INPUT, "'%.*s' cannot be filtered by. Fields that can: %s",
                       SLICE_ARG(p->token.text), schema_names(p->job, field_is_filterable));
    if (!next(p))
        return false;
    negative = is_keyword(p, "NOT", "not");
    if (negative && !next(p))
        return false;
    if (is_keyword(p, "IN", "in") || is_keyword(p, "EXISTS", "exists")) {
        bool in = is_keyword(p, "IN", "in");

        if (!(in ? one_of(p, field, out) : exists(p, field, out)))
            return false;
        if (negative)
            *out = negated(p->job, *out);
        return true;
    }
    op = p->token.text;
    if (negative || p->token.kind != TOKEN_SIGN ||
        !(slice_is(op, "=") || slice_is(op, "!=") || slice_is(op, ">") || slice_is(op, ">=") ||
          slice_is(op, "<") || slice_is(op, "<=")))
        return expected(p, negative ? "IN or EXISTS" : "=, !=, >, >=, <, <=, IN or EXISTS");
    if (!next(p))
        return false;
    if (p->token.kind != TOKEN_WORD && p->token.kind != TOKEN_TEXT)
        return expected(p, "a value");
    return compare(p, field, op, p->token.text, out) && next(p);
}

static bool either(struct parser *p, const struct filter **out);

static bool factor(struct parser *p, const struct filter **out)
{
    bool ok;

    if (++p->depth > filter_depth_max)
        return err_set(p->err, ERR_INPUT, "more than %d levels of brackets", filter_depth_max);
    if (is_keyword(p, "NOT", "not")) {
        ok = next(p) && factor(p, out);
        if (ok)
            *out = negated(p->job, *out);
    } else if (is_the_sign(p, "(")) {
        ok = next(p) && either(p, out);
        if (ok && !is_the_sign(p, ")"))
            return expected(p, ")");
        ok = ok && next(p);
    } else {
        ok = condition(p, out);
    }
    p->depth--;
    return ok;
}

/* Parts joined by a keyword. */
static bool joined(struct parser *p, enum filter_kind kind, const char *upper, const char *lower,
                   bool (*part)(struct parser *, const struct filter **), const struct filter **out)
{
    const struct filter *list[filter_parts_max];
    const struct filter *one;
    struct filter *f;
    size_t n = 0;

    for (;;) {
        if (!part(p, &one))
            return false;
        assert(n < filter_parts_max); /* each has a comparison, and they were counted */
        list[n++] = one;
        if (!is_keyword(p, upper, lower))
            break;
        if (!next(p))
            return false;
    }
    if (n == 1) {
        *out = list[0];
        return true;
    }
    f = filter_new(p->job, kind, n);
    for (size_t i = 0; i < n; i++)
        f->parts[f->count++] = list[i];
    *out = f;
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

static bool parse_text(struct arena *job, struct slice text, size_t *comparisons,
                       const struct filter **out, struct err *err)
{
    struct parser p = {.job = job, .rest = text, .comparisons = comparisons, .err = err};
    const struct filter *f = filter_new(job, FILTER_ALL, 0);

    if (text.len > filter_text_max)
        return err_set(err, ERR_INPUT, "a filter holds at most %d bytes", filter_text_max);
    if (!next(&p))
        return false;
    if (!(p.token.kind == TOKEN_END ? count_one(comparisons, err) : either(&p, &f)))
        return false;
    if (p.token.kind != TOKEN_END)
        return expected(&p, "AND, OR or the end");
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
    struct filter *f = filter_new(job, kind, json_size(array));

    if (json_size(array) == 0 && !count_one(comparisons, err))
        return false;
    for (const struct json *i = json_first(array); i; i = json_next(i)) {
        bool inner = kind == FILTER_ALL && json_kind(i) == JSON_ARRAY;

        if (!inner && json_kind(i) != JSON_TEXT)
            return err_set(err, ERR_INPUT,
                           "a filter is a text, or an array of texts and arrays of texts");
        if (!(inner ? parse_list(job, i, FILTER_ANY, comparisons, &f->parts[f->count], err)
                    : parse_text(job, json_text(i), comparisons, &f->parts[f->count], err)))
            return false;
        f->count++;
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

const struct filter *filter_one_of(struct arena *job, const char *field, const struct texts *values)
{
    struct filter *any = filter_new(job, FILTER_ANY, values->count);

    for (size_t i = 0; i < values->count; i++) {
        struct filter *f = filter_new(job, FILTER_EQUAL, 0);

        f->field = schema_find(slice_of(field));
        f->value = values->items[i];
        any->parts[any->count++] = f;
    }
    return any;
}

const struct filter *filter_both(struct arena *job, const struct filter *a, const struct filter *b)
{
    struct filter *f;

    if (!a || !b)
        return a ? a : b;
    f = filter_new(job, FILTER_ALL, 2);
    f->parts[f->count++] = a;
    f->parts[f->count++] = b;
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
