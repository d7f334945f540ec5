/* stray.c - see stray.h */
#include "indexer/stray.h"

#include <string.h>

#include "base/utf8.h"
#include "indexer/privacy.h"
#include "indexer/scalar.h"

struct top {
    struct arena *job;
    const struct record *record;
    const struct json *fields;
    struct report *report;
    unsigned line;
    bool fenced;    /* there was a line of dashes */
    unsigned fence; /* the first that is not ---; 0: none */
    bool warned;
};

/* White space, and characters that nobody sees. */
static bool is_blank(uint32_t c)
{
    return c <= ' ' || c == 0xA0 || c == 0xFEFF || (c >= 0x2000 && c <= 0x200F);
}

/* Hyphens and dashes of all kinds; + is the fence of other programs. */
static bool is_dash(uint32_t c)
{
    return c == '-' || c == '+' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

static struct slice trim(struct slice line)
{
    size_t start = 0, end = 0;
    bool begun = false;

    for (size_t at = 0; at < line.len;) {
        size_t here = at;

        if (is_blank(utf8_next(line, &at)))
            continue;
        if (!begun)
            start = here;
        begun = true;
        end = at;
    }
    return (struct slice){line.ptr + start, end - start};
}

/* Dashes, and behind three the name of a format: ---toml */
static bool is_fence(struct slice line)
{
    size_t dashes = 0, at = 0, end = 0;

    for (; at < line.len && is_dash(utf8_next(line, &at)); dashes++)
        end = at;
    while (dashes >= 3 && end < line.len && line.ptr[end] >= 'a' && line.ptr[end] <= 'z')
        end++;
    return dashes >= 2 && end == line.len;
}

/* Without the signs of a comment of HTML, and those of an object of JSON. */
static struct slice without_signs(struct slice line)
{
    if (slice_starts(line, "<!--"))
        line = (struct slice){line.ptr + 4, line.len - 4};
    if (slice_ends(line, "-->"))
        line.len -= 3;
    while (line.len && line.ptr[0] == '{')
        line = (struct slice){line.ptr + 1, line.len - 1};
    while (line.len && strchr("},", line.ptr[line.len - 1]))
        line.len--;
    return trim(line);
}

/* However lines end: \n, \r\n, or \r alone. */
static struct slice take_line(struct slice *rest)
{
    struct slice line = *rest;
    size_t len = 0;

    while (len < line.len && line.ptr[len] != '\n' && line.ptr[len] != '\r')
        len++;
    if (len == line.len) {
        *rest = (struct slice){NULL, 0};
        return line;
    }
    *rest = (struct slice){line.ptr + len + 1, line.len - len - 1};
    if (line.ptr[len] == '\r' && rest->len && rest->ptr[0] == '\n')
        *rest = (struct slice){rest->ptr + 1, rest->len - 1};
    line.len = len;
    return line;
}

static struct slice without_quotes(struct slice text)
{
    if (text.len >= 2 && strchr("\"'", text.ptr[0]) && text.ptr[text.len - 1] == text.ptr[0])
        return (struct slice){text.ptr + 1, text.len - 2};
    return text;
}

/* `name: value`, or as TOML has it, `name = value`. The name is one word. */
static bool split(struct slice line, struct slice *name, struct slice *value)
{
    size_t end = 0;

    while (end < line.len && !strchr(":= \t", line.ptr[end]))
        end++;
    *name = without_quotes((struct slice){line.ptr, end});
    while (end < line.len && (line.ptr[end] == ' ' || line.ptr[end] == '\t'))
        end++;
    if (name->len == 0 || end == line.len || (line.ptr[end] != ':' && line.ptr[end] != '='))
        return false;
    *value = without_quotes(slice_trim((struct slice){line.ptr + end + 1, line.len - end - 1}));
    return true;
}

static const char *where_they_stand(const struct top *t)
{
    switch (t->record->kind) {
    case RECORD_HTML:
        return "fields of a page are written <meta name=\"kladez:audience\" "
               "content=\"internal\">";
    case RECORD_JSON: return "fields stand beside the body, not in it";
    case RECORD_MARKDOWN: break;
    }
    return t->fence ? arena_printf(t->job,
                                   "fields stand at the top of the file between two lines of three "
                                   "hyphens, ---, and line %u is not one",
                                   t->fence)
                    : "fields stand at the very top of the file between two lines ---";
}

static unsigned line_of(const struct top *t)
{
    return t->record->where.line ? t->record->where.line : t->line;
}

/* One field by its exact name, as no sentence begins, or any between dashes. */
static void warn(struct top *t, struct slice name, bool first)
{
    const char *known = fields_known(name);

    if (t->warned || !known || (!t->fenced && (!first || !slice_is(name, known))))
        return;
    t->warned = true;
    report_add(t->report, FINDING_WARNING, t->record->where.path, line_of(t),
               "'%s' is taken for text: %s", known, where_they_stand(t));
}

static bool check_field(struct top *t, struct slice name, struct slice value, bool first,
                        struct err *err)
{
    struct json *holder = json_object(t->job);
    const struct privacy *p;

    json_add_text(holder, "value", value);
    p = privacy_meant(t->fields, name, json_first(holder));
    if (p)
        return err_at(err, line_of(t),
                      "'%.*s: %.*s' is taken for text, and who may see an article is not guessed: "
                      "%s; if it is for everybody, '%s: %s' there says so",
                      SLICE_ARG(utf8_cut(name, 80)), SLICE_ARG(utf8_cut(value, 80)),
                      where_they_stand(t), p->name, p->open);
    warn(t, name, first);
    return true;
}

/* An item of a list, or a line that goes on, below a field. */
static bool goes_on(struct slice written)
{
    return written.len && strchr("- \t", written.ptr[0]);
}

static void note_fence(struct top *t, struct slice written, struct slice shown)
{
    t->fenced = true;
    if (!t->fence && (!slice_starts(written, "---") || !slice_is(shown, "---")))
        t->fence = t->line;
}

bool stray_check(struct arena *job, const struct record *record, const struct json *fields,
                 struct slice text, unsigned line, struct report *report, struct err *err)
{
    struct top t = {.job = job, .record = record, .fields = fields, .report = report, .line = line};
    bool first = true;

    for (; text.ptr; t.line++) {
        struct slice written = take_line(&text), shown = trim(written), name, value;

        if (is_fence(shown)) {
            note_fence(&t, written, shown);
            continue;
        }
        shown = without_signs(shown);
        if (shown.len == 0 || shown.ptr[0] == '#' || shown.ptr[0] == '%')
            continue;
        if (split(shown, &name, &value)) {
            if (!check_field(&t, name, value, first, err))
                return false;
            first = false;
        } else if (first || !goes_on(written)) {
            return true;
        }
    }
    return true;
}
