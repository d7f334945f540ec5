/* hunspell.c - see hunspell.h */
#include "text/build/hunspell.h"

#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "text/fold.h"

enum { file_max = 64 << 20, forms_max = 400, fields = 5 };

struct rule {
    char flag;
    bool is_prefix, crosses;
    struct slice strip, add, condition;
};

/* The word in lower case; ё stays, since conditions speak of it. */
static struct slice lower(struct arena *job, struct slice word)
{
    struct buf out = buf_new(job, 2 * word.len + 1);

    for (size_t at = 0; at < word.len;) {
        uint32_t c = utf8_next(word, &at);
        char bytes[4];

        if (c >= 0x410 && c <= 0x42F)
            c += 0x20;
        if (c == 0x401)
            c = 0x451;
        buf_add(&out, (struct slice){bytes, utf8_put(c, bytes)});
    }
    return buf_slice(&out);
}

static struct slice fold(struct arena *job, struct slice word)
{
    struct buf out = buf_new(job, 4 * word.len + 1);
    struct folded f;

    for (size_t at = 0; at < word.len;) {
        fold_next(word, &at, &f);
        for (unsigned i = 0; i < f.count; i++) {
            char bytes[4];

            buf_add(&out, (struct slice){bytes, utf8_put(f.chars[i], bytes)});
        }
    }
    return buf_slice(&out);
}

/* ---- conditions: letters, `.`, [letters], [^letters], matched against the word's end ---- */

/* Cuts one part of a condition off; false if a bracket does not close. */
static bool next_part(struct slice *rest, struct slice *part)
{
    size_t at = 0;

    if (rest->ptr[0] == '[') {
        at = slice_find(*rest, ']');
        if (at++ == rest->len)
            return false;
    } else {
        utf8_next(*rest, &at);
    }
    *part = (struct slice){rest->ptr, at};
    *rest = (struct slice){rest->ptr + at, rest->len - at};
    return true;
}

static bool part_allows(struct slice part, uint32_t letter)
{
    bool denies = part.len > 2 && part.ptr[1] == '^';
    size_t at = denies ? 2 : 1;

    if (part.ptr[0] == '.')
        return true;
    if (part.ptr[0] != '[') {
        at = 0;
        return utf8_next(part, &at) == letter;
    }
    while (at + 1 < part.len)
        if (utf8_next(part, &at) == letter)
            return !denies;
    return denies;
}

static size_t parts_of(struct slice condition)
{
    struct slice part;
    size_t n = 0;

    while (condition.len && next_part(&condition, &part))
        n++;
    return n;
}

static bool condition_holds(struct slice condition, struct slice word)
{
    size_t parts = parts_of(condition), letters = utf8_length(word), at = 0;
    struct slice part;

    if (letters < parts)
        return false;
    for (size_t skip = letters - parts; skip; skip--)
        utf8_next(word, &at);
    while (condition.len && next_part(&condition, &part))
        if (!part_allows(part, utf8_next(word, &at)))
            return false;
    return true;
}

/* ---- affixes ---- */

static size_t split(struct slice line, struct slice *parts, size_t most)
{
    size_t n = 0;

    while (line.ptr) {
        struct slice part = slice_trim(slice_cut(&line, ' '));

        if (part.len && n++ < most)
            parts[n - 1] = part;
    }
    return n;
}

static struct slice or_nothing(struct slice part)
{
    return slice_is(part, "0") ? (struct slice){part.ptr, 0} : part;
}

static bool condition_is_whole(struct slice condition)
{
    struct slice part;

    while (condition.len)
        if (!next_part(&condition, &part))
            return false;
    return true;
}

/* What tells how to suggest and to compound, and comments. */
static bool is_passed_over(struct slice name)
{
    static const char *const names[] = {"SET",       "TRY",          "ICONV",
                                        "NOSUGGEST", "COMPOUNDRULE", "WORDCHARS",
                                        "REP",       "COMPOUNDMIN",  "ONLYINCOMPOUND"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_is(name, names[i]))
            return true;
    return name.ptr[0] == '#';
}

static bool read_rule(struct arena *job, struct dictionary *d, struct slice line, struct err *err)
{
    struct slice part[fields] = {0};
    size_t n = split(line, part, fields);
    bool is_prefix = n && slice_is(part[0], "PFX");

    if (n == 0 || is_passed_over(part[0]))
        return true;
    if ((!is_prefix && !slice_is(part[0], "SFX")) || part[1].len != 1)
        return err_set(err, ERR_INPUT,
                       "only SFX and PFX with a flag of one letter are understood here");
    if (n == 4) { /* how many rules of this flag follow */
        d->crosses = slice_is(part[2], "Y");
        return true;
    }
    if (n != fields || !condition_is_whole(part[4]))
        return err_set(err, ERR_INPUT, "a rule is: SFX flag strip add condition");
    d->rules = arena_room(job, d->rules, d->rule_count, sizeof *d->rules);
    d->rules[d->rule_count++] = (struct rule){part[1].ptr[0],      is_prefix,           d->crosses,
                                              or_nothing(part[2]), or_nothing(part[3]), part[4]};
    return true;
}

/* ---- entries ---- */

static void add_form(struct entry *e, struct slice form)
{
    for (size_t i = 0; i < e->form_count; i++)
        if (slice_eq(e->forms[i], form))
            return;
    if (e->form_count < forms_max)
        e->forms[e->form_count++] = form;
}

static struct slice derive(struct arena *job, struct slice head, const struct rule *r)
{
    struct buf out = buf_new(job, head.len + r->add.len + 1);

    buf_add(&out, (struct slice){head.ptr, head.len - r->strip.len});
    buf_add(&out, r->add);
    return fold(job, buf_slice(&out));
}

static bool ends_with(struct slice s, struct slice end)
{
    return s.len >= end.len && memcmp(s.ptr + s.len - end.len, end.ptr, end.len) == 0;
}

/* `strip` is of suffixes alone: no prefix here takes letters away. */
static void add_prefixed(struct arena *job, struct entry *e, const struct rule *r,
                         const bool *crosses, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (i == 0 || (r->crosses && crosses[i])) {
            struct buf out = buf_new(job, r->add.len + e->forms[i].len + 1);

            buf_add(&out, r->add);
            buf_add(&out, e->forms[i]);
            add_form(e, buf_slice(&out));
        }
}

struct entry hunspell_entry(struct arena *job, const struct dictionary *d, struct slice head,
                            struct slice flags)
{
    struct slice forms[forms_max];
    struct entry e = {.written = head, .flags = flags, .forms = forms};
    bool crosses[forms_max];
    struct slice *kept;
    size_t count;

    head = lower(job, head);
    e.head = fold(job, head);
    add_form(&e, e.head);
    for (size_t i = 0; i < d->rule_count; i++) {
        const struct rule *r = &d->rules[i];

        if (r->is_prefix || slice_find(flags, r->flag) == flags.len || !ends_with(head, r->strip) ||
            !condition_holds(r->condition, head))
            continue;
        if (e.form_count < forms_max)
            crosses[e.form_count] = r->crosses;
        add_form(&e, derive(job, head, r));
    }
    count = e.form_count;
    for (size_t i = 0; i < d->rule_count; i++)
        if (d->rules[i].is_prefix && slice_find(flags, d->rules[i].flag) < flags.len)
            add_prefixed(job, &e, &d->rules[i], crosses, count);
    kept = ARENA_ARRAY(job, struct slice, e.form_count);
    memcpy(kept, forms, e.form_count * sizeof *kept);
    e.forms = kept;
    return e;
}

static bool is_flag(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '!';
}

static bool read_entry(struct arena *job, struct dictionary *d, struct slice line, struct err *err)
{
    struct slice head = slice_cut(&line, '/');

    for (size_t i = 0; i < line.len; i++)
        if (!is_flag(line.ptr[i]))
            return err_set(err, ERR_INPUT, "flags are letters and digits here, or !");
    d->entries = arena_room(job, d->entries, d->count, sizeof *d->entries);
    d->entries[d->count++] = hunspell_entry(job, d, head, line);
    return true;
}

/* ---- files ---- */

typedef bool read_line(struct arena *, struct dictionary *, struct slice line, struct err *);

static bool read_lines(struct arena *job, const char *path, unsigned skip, read_line *each,
                       struct dictionary *d, struct err *err)
{
    struct slice rest;
    unsigned number = 0;

    if (!file_read(job, path, file_max, &rest, err))
        return false;
    while (rest.ptr) {
        struct slice line = slice_trim(slice_cut(&rest, '\n'));

        if (number++ < skip || line.len == 0)
            continue;
        if (!each(job, d, line, err)) {
            err->line = number;
            return err_in(err, "%s", path);
        }
    }
    return true;
}

bool hunspell_read(struct arena *job, const char *aff, const char *dic, struct dictionary *out,
                   struct err *err)
{
    struct dictionary d = {0};

    if (!read_lines(job, aff, 0, read_rule, &d, err) ||
        !read_lines(job, dic, 1, read_entry, &d, err)) /* its first line is a count */
        return false;
    *out = d;
    return true;
}
