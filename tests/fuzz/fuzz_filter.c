/* fuzz_filter.c - engine/filter: refused with a sentence, or written out and read again. */
#include <math.h>

#include "engine/query/filter.h"
#include "tests/fuzz/driver.h"

static const struct slice seeds[] = {
    FUZZ_SEED("category = \"Оплата/Карты\" AND (tags IN [wifi, 'два слова'] OR NOT lang = en)"),
    FUZZ_SEED("updatedAt >= 2026-01-01 and updatedAt < \"2026-11-21 08:15\" AND popularity != 0.5"),
    FUZZ_SEED("NOT (NOT (tags EXISTS OR id = 'a\\'b')) AND audience NOT IN [] OR url NOT EXISTS"),
    FUZZ_SEED("[\"lang = ru\", [\"tags = a\", \"tags = b\"], []]"),
};

static const char *const tokens[] = {
    "category", "tags",   "lang",   "updatedAt", "popularity", "id",
    "audience", "title",  " AND ",  " OR ",      " NOT ",      " IN [",
    "]",        "EXISTS", "(",      ")",         "=",          "!=",
    ">=",       "<",      "'",      "\"",        "\\",         ", ",
    "NOT(",     "1e308",  "-1e308", "nan",       "0x10",       "2026-02-30T25:00:00Z",
    "((((((((", NULL,
};

static void check_err(const struct err *err)
{
    struct slice text = slice_of(err->text);

    CHECK(err->code == ERR_INPUT && text.len > 0);
    CHECK(fuzz_is_utf8(text));
}

static void check_filter(const struct filter *f, int depth)
{
    CHECK(f && depth <= 2 * filter_depth_max + 2);
    for (size_t i = 0; i < f->count; i++)
        check_filter(f->parts[i], depth + 1);
    switch (f->kind) {
    case FILTER_ALL:
    case FILTER_ANY: CHECK(!f->field && f->count <= filter_parts_max); return;
    case FILTER_NOT: CHECK(!f->field && f->count == 1); return;
    case FILTER_EQUAL: CHECK(f->field && f->field->how != FIELD_NUMBER && f->count == 0); return;
    case FILTER_EXISTS: CHECK(f->field && f->count == 0); return;
    case FILTER_RANGE:
        CHECK(f->field && f->field->how == FIELD_NUMBER && f->count == 0);
        CHECK(!isnan(f->low) && !isnan(f->high));
        return;
    }
    CHECK(!"a kind of filter");
}

static struct slice printed(struct arena *job, const struct filter *f)
{
    struct buf out = buf_new(job, 1 << 20);

    filter_print(f, &out);
    CHECK(!out.too_big);
    return buf_slice(&out);
}

/* ---- a filter as a person would type it ---- */

static void write_value(struct slice value, struct buf *out)
{
    buf_char(out, '\'');
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] == '\'' || value.ptr[i] == '\\')
            buf_char(out, '\\');
        buf_char(out, value.ptr[i]);
    }
    buf_char(out, '\'');
}

static void write_filter(const struct filter *f, struct buf *out);

static void write_parts(const struct filter *f, const char *between, struct buf *out)
{
    for (size_t i = 0; i < f->count; i++) {
        buf_text(out, i ? between : "(");
        write_filter(f->parts[i], out);
    }
    buf_char(out, ')');
}

/* IN with no or one value is the only way to write an "any" of so few parts. */
static void write_in(const struct filter *f, struct buf *out)
{
    buf_printf(out, "%s IN [", f->count ? f->parts[0]->field->name : "tags");
    if (f->count)
        write_value(f->parts[0]->value, out);
    buf_char(out, ']');
}

static void write_range(const struct filter *f, struct buf *out)
{
    bool low = isinf(f->low);

    buf_printf(out, "%s %s %.17g", f->field->name,
               f->low == f->high ? "="
               : low             ? "<="
                                 : ">=",
               low ? f->high : f->low);
}

static void write_filter(const struct filter *f, struct buf *out)
{
    switch (f->kind) {
    case FILTER_ALL:
        if (f->count)
            write_parts(f, " AND ", out);
        return;
    case FILTER_ANY:
        if (f->count < 2)
            write_in(f, out);
        else
            write_parts(f, " or ", out);
        return;
    case FILTER_NOT:
        buf_text(out, "NOT ");
        write_filter(f->parts[0], out);
        return;
    case FILTER_EQUAL:
        buf_printf(out, "%s=", f->field->name);
        write_value(f->value, out);
        return;
    case FILTER_EXISTS: buf_printf(out, "%s exists", f->field->name); return;
    case FILTER_RANGE: write_range(f, out); return;
    }
}

static void check_again(struct arena *job, const struct filter *f)
{
    struct buf out = buf_new(job, filter_text_max);
    const struct filter *again;
    struct err err;

    write_filter(f, &out);
    if (out.too_big)
        return;
    if (filter_parse(job, buf_slice(&out), &again, &err))
        CHECK(slice_eq(printed(job, f), printed(job, again)));
    else /* the brackets are more than what was typed had */
        CHECK(slice_starts(slice_of(err.text), "more than "));
}

static void one(struct arena *job, struct slice input)
{
    static const struct filter untouched;
    const struct filter *f = &untouched;
    const struct json *value;
    struct err err;

    if (filter_parse(job, input, &f, &err)) {
        check_filter(f, 0);
        check_again(job, f);
    } else {
        CHECK(f == &untouched);
        CHECK(err.code == ERR_INPUT && err.text[0]);
        if (fuzz_is_utf8(input))
            check_err(&err);
    }
    f = &untouched;
    if (!json_parse(job, input, &value, &err))
        return;
    if (filter_parse_json(job, value, &f, &err)) {
        check_filter(f, 0);
    } else {
        CHECK(f == &untouched);
        check_err(&err);
    }
}

struct fuzz_target fuzz_target = {
    .name = "fuzz_filter",
    .seeds = seeds,
    .seed_count = FUZZ_COUNT(seeds),
    .tokens = tokens,
    .max = filter_text_max + 100,
    .cost = 1,
    .round = one,
};
