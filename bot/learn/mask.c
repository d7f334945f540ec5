/* mask.c - see mask.h. Each byte of the text gets the kind of what it is part of. */
#include "bot/learn/mask.h"

#include <string.h>

#include "bot/understand/details.h"
#include "text/function_words.h"
#include "text/words.h"

enum {
    digits_joined_least = 5, /* of a number in one piece */
    digits_parted_least = 9, /* of one with spaces in it: a card, a passport */
    code_least = 12,         /* letters and digits without a space */
    code_digits_least = 4,
    name_bytes_least = 8, /* four Cyrillic letters */
    ending_bytes_most = 6
};

enum kind { KIND_PLAIN, KIND_NUMBER, KIND_EMAIL, KIND_LINK, KIND_NAME, kind_count };

static const char *const marks[kind_count] = {"", "<number>", "<email>", "<link>", "<name>"};

struct masking {
    struct slice text;
    unsigned char *kinds; /* enum kind, of each byte */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void set(struct masking *m, size_t from, size_t to, enum kind kind)
{
    memset(m->kinds + from, (int)kind, to - from);
}

/* ---- runs without white space ---- */

static bool holds(struct slice run, const char *sign)
{
    return memmem(run.ptr, run.len, sign, strlen(sign)) != NULL;
}

/* 0f8a2c-77b1: letters, digits and dashes alone. */
static bool is_code(struct slice run)
{
    size_t digits = 0;

    for (size_t i = 0; i < run.len; i++) {
        char c = run.ptr[i];

        digits += is_digit(c);
        if (!is_digit(c) && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && c != '-')
            return false;
    }
    return run.len >= code_least && digits >= code_digits_least;
}

static enum kind kind_of_run(struct slice run)
{
    if (run.len > 1 && holds(run, "@"))
        return KIND_EMAIL;
    if (holds(run, "://") || slice_starts(run, "www."))
        return KIND_LINK;
    return is_code(run) ? KIND_NUMBER : KIND_PLAIN;
}

static void mask_runs(struct masking *m)
{
    for (size_t i = 0; i < m->text.len; i++) {
        size_t from = i;
        enum kind kind;

        while (i < m->text.len && (unsigned char)m->text.ptr[i] > ' ')
            i++;
        kind = kind_of_run((struct slice){m->text.ptr + from, i - from});
        if (kind != KIND_PLAIN)
            set(m, from, i, kind);
    }
}

/* ---- numbers ---- */

static bool goes_on(struct slice text, size_t at)
{
    return is_digit(text.ptr[at]) ||
           (strchr(" -", text.ptr[at]) && at + 1 < text.len && is_digit(text.ptr[at + 1]));
}

static void mask_numbers(struct masking *m)
{
    for (size_t i = 0; i < m->text.len; i++) {
        size_t from = i, digits = 0, spaces = 0;

        if (!is_digit(m->text.ptr[i]))
            continue;
        for (; i < m->text.len && goes_on(m->text, i); i++) {
            digits += is_digit(m->text.ptr[i]);
            spaces += m->text.ptr[i] == ' ';
        }
        if (digits >= (spaces ? digits_parted_least : digits_joined_least))
            set(m, from, i, KIND_NUMBER);
    }
}

/* ---- what words tell ---- */

static void mask_details(struct masking *m, const struct reading *r)
{
    struct details d = details_of(r);

    for (size_t i = 0; i < d.count; i++) {
        size_t from = (size_t)(d.items[i].text.ptr - m->text.ptr);

        set(m, from, from + d.items[i].text.len,
            d.items[i].kind == DETAIL_EMAIL ? KIND_EMAIL : KIND_NUMBER);
    }
}

/* Forms of one name, which no dictionary need know: but for the ending they begin alike. */
static bool alike(struct slice a, struct slice b)
{
    size_t same = 0;

    while (same < a.len && same < b.len && a.ptr[same] == b.ptr[same])
        same++;
    return slice_eq(a, b) || (same >= name_bytes_least && a.len - same <= ending_bytes_most &&
                              b.len - same <= ending_bytes_most);
}

static void mask_names(struct arena *job, struct masking *m, const struct reading *r,
                       struct stemmer *stemmer, const struct texts *names)
{
    for (size_t i = 0; i < names->count; i++) {
        struct stems name = stems_of(job, stemmer, names->items[i], turn_words_max);

        for (size_t k = 0; k < name.count; k++)
            for (size_t w = 0; w < r->stems.count; w++)
                if (alike(name.items[k], r->stems.items[w]) && !is_function_word(name.items[k]))
                    set(m, r->starts[w], r->ends[w], KIND_NAME);
    }
}

struct slice mask_text(struct arena *job, const struct lexicon *l, struct stemmer *stemmer,
                       struct slice text, const struct texts *names)
{
    struct masking m = {text, arena_alloc(job, text.len + 1)};
    struct reading r = reading_of(job, l, stemmer, text);
    struct buf out = buf_new(job, text.len * 8 + 1);

    mask_names(job, &m, &r, stemmer, names);
    mask_numbers(&m);
    mask_details(&m, &r);
    mask_runs(&m);
    for (size_t i = 0; i < text.len; i++) {
        if (m.kinds[i] == KIND_PLAIN)
            buf_char(&out, text.ptr[i]);
        else if (i == 0 || m.kinds[i - 1] != m.kinds[i])
            buf_text(&out, marks[m.kinds[i]]);
    }
    return slice_trim(buf_slice(&out));
}

struct slice mask_without(struct arena *job, struct slice masked)
{
    for (size_t i = KIND_PLAIN + 1; i < kind_count; i++)
        masked = slice_fill(job, masked, marks[i], SLICE(""));
    return slice_trim(masked);
}

/* The mark that the text begins with; empty: none. */
static struct slice mark_of(struct slice text)
{
    for (size_t i = KIND_PLAIN + 1; i < kind_count; i++)
        if (slice_starts(text, marks[i]))
            return slice_of(marks[i]);
    return SLICE("");
}

static void add_part(struct buf *out, struct slice part)
{
    if (out->len && part.len)
        buf_char(out, ' ');
    buf_add(out, part);
}

struct slice mask_fold(struct arena *job, struct slice masked)
{
    struct buf out = buf_new(job, masked.len * 8 + 1);
    struct slice rest = masked;

    while (rest.len) {
        struct slice before = {rest.ptr, 0}, mark = {0};

        for (; before.len < rest.len && mark.len == 0; before.len += mark.len == 0)
            mark = mark_of((struct slice){rest.ptr + before.len, rest.len - before.len});
        add_part(&out, words_join(job, before, masked.len * 4));
        add_part(&out, mark);
        rest = (struct slice){rest.ptr + before.len + mark.len, rest.len - before.len - mark.len};
    }
    return buf_slice(&out);
}
