/* attach.c - see attach.h */
#include "text/build/attach.h"

#include <string.h>

#include "base/utf8.h"

/* ---- what an entry is, by its flags ---- */

static bool has_flag(const struct entry *e, const char *flags)
{
    for (; *flags; flags++)
        if (slice_find(e->flags, *flags) < e->flags.len)
            return true;
    return false;
}

bool entry_is_verb(const struct entry *e)
{
    return has_flag(e, "LMPQRU") && (slice_ends(e->head, "ь") || slice_ends(e->head, "и") ||
                                     slice_ends(e->head, "ся") || slice_ends(e->head, "сь")) &&
           !slice_is(e->flags, "M");
}

bool entry_is_adjective(const struct entry *e)
{
    return has_flag(e, "A");
}

bool entry_is_noun(const struct entry *e)
{
    return has_flag(e, "EFGHIJKNO") && !has_flag(e, "ALMS");
}

/* May be a form of another entry: alone, or with few forms beside it (прикажи/B, вошла/L,
 * счета/O). */
static bool is_partial(const struct entry *e)
{
    return e->flags.len == 0 || slice_is(e->flags, "B") || slice_is(e->flags, "O") ||
           (slice_is(e->flags, "L") && (slice_ends(e->head, "ла") || slice_ends(e->head, "лась")));
}

/* ---- attaching ---- */

static struct word_entry *find_whole(const struct attaching *a, struct slice head)
{
    struct word_entry *e = map_find(&a->heads, head);

    while (e && e->entry.flags.len == 0)
        e = e->same_head;
    return e;
}

/* All partial entries with this head become forms of the lemma. */
static bool attach(struct attaching *a, struct slice head, struct slice lemma)
{
    bool any = false;

    for (struct word_entry *e = map_find(&a->heads, head); e; e = e->same_head) {
        if (!is_partial(&e->entry) || slice_eq(head, lemma))
            continue;
        if (slice_eq(e->lemma, e->entry.head))
            e->lemma = lemma;
        any = true;
    }
    return any;
}

static struct slice join(struct attaching *a, struct slice x, struct slice y)
{
    struct buf out = buf_new(a->job, x.len + y.len + 1);

    buf_add(&out, x);
    buf_add(&out, y);
    return buf_slice(&out);
}

static struct slice without(struct slice s, const char *end)
{
    return (struct slice){s.ptr, s.len - strlen(end)};
}

/* ---- the lists ---- */

/* The ways a prefix is written before another stem: подобрать подберу, сшить сошью, съесть
 * сел. */
static size_t prefix_variants(struct attaching *a, struct slice prefix, struct slice out[4])
{
    size_t n = 0;

    out[n++] = prefix;
    if (prefix.len == 0)
        return n;
    if (slice_ends(prefix, "о"))
        out[n++] = without(prefix, "о");
    else if (slice_ends(prefix, "ъ"))
        out[n++] = without(prefix, "ъ");
    else
        out[n++] = join(a, prefix, SLICE("о"));
    if (!slice_ends(prefix, "ъ"))
        out[n++] = join(a, prefix, SLICE("ъ"));
    return n;
}

static bool attach_form(struct attaching *a, struct slice prefix, struct slice form,
                        struct slice lemma)
{
    struct slice variants[4];
    size_t n = prefix_variants(a, prefix, variants);
    bool any = false;

    for (size_t i = 0; i < n; i++)
        any |= attach(a, join(a, variants[i], form), lemma);
    return any;
}

static const char *const present[] = {
    "у",   "ю",   "ешь", "ет", "ем", "ете", "ут", "ют", "ишь", "ит",
    "им",  "ите", "ат",  "ят", "и",  "й",   "ь",  "йте", "ьте", "емте",
};
static const char *const present_reflexive[] = {
    "усь",  "юсь",   "ешься", "ется", "емся", "етесь", "утся",  "ются",  "ишься",
    "ится", "имся",  "итесь", "атся", "ятся", "ись",   "йся",   "йтесь", "ься",
    "ьтесь", "илось", "ился",
};

/* All forms of a present stem. */
static bool attach_stem(struct attaching *a, struct slice prefix, struct slice stem,
                        struct slice lemma)
{
    bool reflexive = slice_ends(lemma, "ся") || slice_ends(lemma, "сь");
    const char *const *endings = reflexive ? present_reflexive : present;
    size_t count = reflexive ? sizeof present_reflexive / sizeof *endings
                             : sizeof present / sizeof *endings;
    bool any = false;

    for (size_t i = 0; i < count; i++)
        any |= attach_form(a, prefix, join(a, stem, slice_of(endings[i])), lemma);
    return any;
}

typedef bool attach_one(struct attaching *, struct slice prefix, struct slice what,
                        struct slice lemma);

/* The words of a line, each with the star replaced by the prefix. */
static bool attach_words(struct attaching *a, struct slice words, struct slice prefix,
                         struct slice lemma, attach_one *one)
{
    bool any = false;

    while (words.ptr) {
        struct slice word = slice_trim(slice_cut(&words, ' '));
        bool starred = word.len && word.ptr[0] == '*';

        if (starred)
            word = (struct slice){word.ptr + 1, word.len - 1};
        if (word.len)
            any |= one(a, starred ? prefix : SLICE(""), word, lemma);
    }
    return any;
}

/* `*йти: *шел *шла` for every head that ends so; reflexives too where the list holds stems. */
static bool attach_starred(struct attaching *a, struct slice ending, struct slice words,
                           attach_one *one)
{
    const char *end = slice_cstr(a->job, ending);
    bool any = false;

    for (size_t i = 0; i < a->count; i++) {
        const struct entry *e = &a->entries[i].entry;

        if (e->flags.len && slice_ends(e->head, end))
            any |= attach_words(a, words, without(e->head, end), e->head, one);
    }
    return any;
}

static bool attach_line(struct attaching *a, struct slice line, attach_one *one)
{
    struct slice lemma = slice_trim(slice_cut(&line, ':')), ending;

    if (lemma.len == 0 || lemma.ptr[0] != '*')
        return attach_words(a, line, SLICE(""), lemma, one);
    ending = (struct slice){lemma.ptr + 1, lemma.len - 1};
    return attach_starred(a, ending, line, one);
}

static bool attach_list(struct attaching *a, const struct sets *lists, const char *name,
                        attach_one *one, struct err *err)
{
    const struct set *set = sets_find(lists, name);

    for (size_t i = 0; set && i < set->count; i++) {
        struct slice line = set->lines[i];

        if (slice_find(line, ':') == line.len)
            return err_set(err, ERR_INPUT, "[%s] %.*s: a line is a word, a colon, its forms", name,
                           SLICE_ARG(line));
        if (!attach_line(a, line, one))
            return err_set(err, ERR_INPUT, "[%s] %.*s: no such forms in the dictionary", name,
                           SLICE_ARG(line));
    }
    return true;
}

/* ---- the rules ---- */

/* `вечером` is a form of what `вечеру` is a form of: a line of [endings]. */
static void attach_by_ending(struct attaching *a, struct word_entry *e, struct slice from,
                             struct slice to)
{
    struct slice sibling;
    struct word_entry *whole;

    if (e->entry.head.len < from.len + 4 ||
        !slice_ends(e->entry.head, slice_cstr(a->job, from)))
        return;
    sibling = join(a, (struct slice){e->entry.head.ptr, e->entry.head.len - from.len}, to);
    whole = map_find(&a->forms, sibling);
    if (whole && !slice_eq(whole->entry.head, e->entry.head))
        e->lemma = whole->entry.head;
}

static void attach_endings(struct attaching *a, const struct sets *lists)
{
    const struct set *set = sets_find(lists, "endings");

    for (size_t n = 0; set && n < set->count; n++) {
        struct slice to = set->lines[n], from = slice_trim(slice_cut(&to, ':'));

        to = slice_trim(to);
        for (size_t i = 0; i < a->count; i++) {
            struct word_entry *e = &a->entries[i];

            if (is_partial(&e->entry) && !slice_is(e->entry.flags, "O") &&
                slice_eq(e->lemma, e->entry.head) && !map_find(&a->forms, e->entry.head))
                attach_by_ending(a, e, from, to);
        }
    }
}

/* A noun whose forms have no plural genitive without ending: писем, окон, денег. */
static struct word_entry *noun_of_root(struct attaching *a, struct slice root)
{
    static const char *const ends[] = {"о", "а", "е", "я", "и", "ы"};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct slice head = join(a, root, slice_of(ends[i]));

        for (struct word_entry *e = map_find(&a->heads, head); e; e = e->same_head)
            if (entry_is_noun(&e->entry))
                return e;
    }
    return NULL;
}

enum { letter = 2 /* bytes of a Cyrillic one */ };

/* `писем` stands for пис(ьм), `окон` for ок(н), `лиц` for лиц: the head lacks the vowel. */
static struct word_entry *noun_of_genitive(struct attaching *a, struct slice form)
{
    struct word_entry *e = noun_of_root(a, form);
    struct slice before, vowel, last;

    if (e || form.len < 4 * letter)
        return e;
    before = (struct slice){form.ptr, form.len - 2 * letter};
    vowel = (struct slice){form.ptr + before.len, letter};
    last = (struct slice){form.ptr + form.len - letter, letter};
    if (!slice_is(vowel, "е") && !slice_is(vowel, "о"))
        return NULL;
    e = noun_of_root(a, join(a, before, last));
    if (!e)
        e = noun_of_root(a, join(a, join(a, before, SLICE("ь")), last));
    return e;
}

static void attach_genitives(struct attaching *a)
{
    for (size_t i = 0; i < a->count; i++) {
        struct word_entry *e = &a->entries[i], *noun;

        if (e->entry.flags.len || e->is_name || !slice_eq(e->lemma, e->entry.head) ||
            map_find(&a->forms, e->entry.head))
            continue;
        noun = noun_of_genitive(a, e->entry.head);
        if (noun && !noun->is_name)
            e->lemma = noun->entry.head;
    }
}

/* счета/O beside счет/J, соседи/O beside сосед/J: a singular without a plural. */
static void attach_plurals(struct attaching *a)
{
    static const char *const ends[][2] = {{"ья", "ь"}, {"ья", "о"}, {"ья", ""}, {"а", ""},
                                          {"я", "ь"},  {"я", "й"},  {"ы", ""},  {"и", ""},
                                          {"и", "ь"},  {"а", "о"},  {"и", "о"}};

    for (size_t i = 0; i < a->count; i++) {
        struct word_entry *e = &a->entries[i];

        for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
            struct word_entry *singular;

            if (!slice_is(e->entry.flags, "O") || !slice_eq(e->lemma, e->entry.head) ||
                !slice_ends(e->entry.head, ends[k][0]))
                continue;
            singular = find_whole(a, join(a, without(e->entry.head, ends[k][0]),
                                          slice_of(ends[k][1])));
            if (singular && slice_is(singular->entry.flags, "J"))
                e->lemma = singular->entry.head;
        }
    }
}

/* открываться counts as открывать, as it did with rules alone. */
static void attach_reflexives(struct attaching *a)
{
    for (size_t i = 0; i < a->count; i++) {
        struct word_entry *e = &a->entries[i], *plain;

        if (!entry_is_verb(&e->entry) ||
            !(slice_ends(e->entry.head, "ся") || slice_ends(e->entry.head, "сь")))
            continue;
        plain = find_whole(a, without(e->entry.head, "ся"));
        if (plain && entry_is_verb(&plain->entry))
            e->lemma = plain->entry.head;
    }
}

/* A lemma that became a form of another one itself. */
static void follow_lemmas(struct attaching *a)
{
    for (size_t i = 0; i < a->count; i++) {
        struct word_entry *e = &a->entries[i];
        struct word_entry *target = find_whole(a, e->lemma);

        if (target && target != e && !slice_eq(e->lemma, e->entry.head))
            e->lemma = target->lemma;
    }
}

bool attach_all(struct attaching *a, const struct sets *lists, struct err *err)
{
    if (!attach_list(a, lists, "forms", attach_form, err) ||
        !attach_list(a, lists, "stems", attach_stem, err))
        return false;
    attach_plurals(a);
    attach_genitives(a);
    attach_endings(a, lists);
    attach_reflexives(a);
    follow_lemmas(a);
    return true;
}
