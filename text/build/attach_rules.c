/* attach_rules.c - entries that the shape of a paradigm shows to be forms of another; see
 * attach.h */
#include <string.h>

#include "text/build/affix.h"
#include "text/build/attach.h"

struct word_entry *attach_find_whole(const struct attaching *a, struct slice head)
{
    struct word_entry *e = map_find(&a->heads, head);

    while (e && e->entry.flags.len == 0 && !entry_is_verb(&e->entry))
        e = e->same_head;
    return e;
}

/* Nothing is known yet of what it is a form of. */
static bool is_free(const struct word_entry *e)
{
    return entry_is_partial(&e->entry) && !e->is_name && !e->is_kept && !entry_is_verb(&e->entry) &&
           slice_eq(e->lemma, e->entry.head);
}

/* What has this form and, if `adjectives`, is an adjective by that head. */
static struct word_entry *find_sibling(struct attaching *a, struct slice form, bool adjectives)
{
    struct word_entry *e;

    if (!adjectives)
        return map_find(&a->forms, form);
    for (e = map_find(&a->heads, form); e && !entry_is_adjective(&e->entry); e = e->same_head)
        ;
    return e;
}

/* A line of [endings]: `вечером` is a form of what `вечеру` is a form of. */
static void attach_by_ending(struct attaching *a, struct word_entry *e, struct slice from,
                             struct slice to, bool adjectives)
{
    struct word_entry *whole;

    if (e->entry.head.len < from.len + 4 || !slice_ends(e->entry.head, slice_cstr(a->job, from)))
        return;
    whole = find_sibling(
        a, affix_join(a->job, (struct slice){e->entry.head.ptr, e->entry.head.len - from.len}, to),
        adjectives);
    if (whole && !slice_eq(whole->entry.head, e->entry.head))
        e->lemma = whole->entry.head;
}

static void attach_endings(struct attaching *a, const struct sets *lists, const char *name,
                           bool adjectives)
{
    const struct set *set = sets_find(lists, name);

    for (size_t n = 0; set && n < set->count; n++) {
        struct slice to = set->lines[n], from = slice_trim(slice_cut(&to, ':'));

        to = slice_trim(to);
        for (size_t i = 0; i < a->count; i++) {
            struct word_entry *e = &a->entries[i];

            if (is_free(e) && !slice_is(e->entry.flags, "O") && !map_find(&a->forms, e->entry.head))
                attach_by_ending(a, e, from, to, adjectives);
        }
    }
}

/* A noun whose forms have no plural genitive without ending: писем, окон, денег. */
static struct word_entry *noun_of_root(struct attaching *a, struct slice root)
{
    static const char *const ends[] = {"о", "а", "е", "я", "и", "ы"};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct slice head = affix_join(a->job, root, slice_of(ends[i]));

        for (struct word_entry *e = map_find(&a->heads, head); e; e = e->same_head)
            if (entry_is_noun(&e->entry))
                return e;
    }
    return NULL;
}

enum { letter = affix_letter };

static struct word_entry *noun_of_head(struct attaching *a, struct slice head)
{
    struct word_entry *e = map_find(&a->heads, head);

    while (e && (e->is_name || entry_is_verb(&e->entry) || entry_is_adjective(&e->entry) ||
                 !slice_eq(e->lemma, e->entry.head)))
        e = e->same_head;
    return e;
}

/* угля and углю are of уголь, угла and углу of угол; угле is of that which has углю. */
static bool is_soft(struct attaching *a, struct slice root, const char *end)
{
    struct slice e = slice_of(end);

    if (slice_starts(e, "я") || slice_starts(e, "ю"))
        return true;
    return (slice_starts(e, "е") || slice_starts(e, "и")) &&
           map_find(&a->heads, affix_join(a->job, root, SLICE("ю")));
}

/* The root with a vowel before its last letter, or instead of the ь there: ковр ковер, письм
 * писем. Up to four. */
static size_t with_vowel(struct attaching *a, struct slice root, const char *end,
                         struct slice out[4])
{
    bool soft = is_soft(a, root, end);
    struct slice before = {root.ptr, root.len - letter};
    struct slice last = {root.ptr + before.len, letter};
    size_t n = 0;

    if (slice_ends(before, "ь") || slice_ends(before, "й")) {
        before.len -= letter;
        out[n++] = affix_join(a->job, affix_join(a->job, before, SLICE("е")), last);
        return n;
    }
    if (slice_is(last, "ь")) {
        out[n++] = affix_join(a->job, before, SLICE("ей"));
        return n;
    }
    for (size_t i = 0; i < 2; i++) {
        struct slice head =
            affix_join(a->job, affix_join(a->job, before, i ? SLICE("о") : SLICE("е")), last);

        out[n++] = soft ? affix_join(a->job, head, SLICE("ь")) : head; /* уголь угля, угол угла */
        out[n++] = soft ? head : affix_join(a->job, head, SLICE("ь")); /* церковь церкви */
    }
    return n;
}

/* Endings of nouns whose head has none but a vowel in the root: ковер, день, воробей. */
static const char *const noun_ends[] = {"а",  "я",  "у",  "ю",  "ом", "ем",  "е",   "ы",  "и",
                                        "ов", "ев", "ей", "ам", "ям", "ами", "ями", "ах", "ях"};

static size_t siblings(struct attaching *a, struct slice root)
{
    size_t n = 0;

    for (size_t i = 0; i < sizeof noun_ends / sizeof *noun_ends; i++)
        n += map_find(&a->heads, affix_join(a->job, root, slice_of(noun_ends[i]))) != NULL;
    return n;
}

static struct word_entry *noun_with_vowel(struct attaching *a, struct slice form)
{
    for (size_t i = 0; i < sizeof noun_ends / sizeof *noun_ends; i++) {
        struct slice root, heads[4];
        size_t n;

        if (!slice_ends(form, noun_ends[i]) || form.len < strlen(noun_ends[i]) + 2 * letter)
            continue;
        root = affix_without(form, noun_ends[i]);
        n = with_vowel(a, root, noun_ends[i], heads);
        for (size_t k = 0; k < n; k++) {
            struct word_entry *e = noun_of_head(a, heads[k]);

            if (e && siblings(a, root) > (root.len > 2 * letter ? 1 : 2))
                return e;
        }
    }
    return NULL;
}

/* Not if the root has a dative of its own: then `ветер` is no genitive of ветры, but the
 * singular of ветру and ветры. */
static struct word_entry *noun_of_short_root(struct attaching *a, struct slice root)
{
    if (map_find(&a->heads, affix_join(a->job, root, SLICE("у"))) ||
        map_find(&a->heads, affix_join(a->job, root, SLICE("ю"))))
        return NULL;
    return noun_of_root(a, root);
}

/* `писем` stands for письм(о), `окон` for окн(о), `лиц` for лиц(о). */
static struct word_entry *noun_of_genitive(struct attaching *a, struct slice form)
{
    struct word_entry *e = noun_of_root(a, form);
    struct slice before, vowel, last;

    if (!e && slice_ends(form, "ей")) /* статей */
        e = noun_of_head(a, affix_join(a->job, affix_without(form, "ей"), SLICE("ья")));
    if (slice_ends(form, "ь")) /* кухонь */
        form.len -= letter;
    if (e || form.len < 4 * letter)
        return e;
    before = (struct slice){form.ptr, form.len - 2 * letter};
    vowel = (struct slice){form.ptr + before.len, letter};
    last = (struct slice){form.ptr + form.len - letter, letter};
    if (!slice_is(vowel, "е") && !slice_is(vowel, "о"))
        return NULL;
    e = noun_of_short_root(a, affix_join(a->job, before, last));
    return e ? e
             : noun_of_short_root(a,
                                  affix_join(a->job, affix_join(a->job, before, SLICE("ь")), last));
}

static void attach_genitives(struct attaching *a)
{
    for (size_t i = 0; i < a->count; i++) {
        struct word_entry *e = &a->entries[i], *noun = NULL;

        if (is_free(e) && e->entry.flags.len == 0)
            noun = noun_of_genitive(a, e->entry.head);
        if (noun && !noun->is_name)
            e->lemma = noun->entry.head;
    }
}

static void attach_with_vowel(struct attaching *a)
{
    for (size_t i = 0; i < a->count; i++) {
        struct word_entry *e = &a->entries[i], *noun = NULL;
        bool alone = e->entry.flags.len == 0 && !map_find(&a->forms, e->entry.head);

        if (is_free(e) && (alone || slice_is(e->entry.flags, "O")))
            noun = noun_with_vowel(a, e->entry.head);
        if (noun)
            e->lemma = noun->entry.head;
    }
}

/* счета/O beside счет/J, соседи/O beside сосед/J, сестры/O beside сестра/H: a singular that has
 * no plural of its own. */
static const struct {
    const char *plural, *singular, *flag;
} plurals[] = {
    {"ья", "ь", "J"}, {"ья", "о", "J"}, {"ья", "", "J"}, {"а", "", "J"},  {"я", "ь", "J"},
    {"я", "й", "J"},  {"ы", "", "J"},   {"и", "", "J"},  {"и", "ь", "J"}, {"а", "о", "J"},
    {"и", "о", "J"},  {"ы", "а", "H"},  {"и", "а", "H"}, {"и", "я", "H"}, {"и", "ь", "F"},
};

static struct word_entry *singular_of(struct attaching *a, const struct entry *e)
{
    for (size_t i = 0; i < sizeof plurals / sizeof *plurals; i++) {
        struct word_entry *singular;

        if (!slice_ends(e->head, plurals[i].plural))
            continue;
        singular =
            attach_find_whole(a, affix_join(a->job, affix_without(e->head, plurals[i].plural),
                                            slice_of(plurals[i].singular)));
        if (singular && !singular->is_name && slice_is(singular->entry.flags, plurals[i].flag))
            return singular;
    }
    return NULL;
}

static void attach_plurals(struct attaching *a)
{
    for (size_t i = 0; i < a->count; i++) {
        struct word_entry *e = &a->entries[i], *singular = NULL;

        if (is_free(e) && slice_is(e->entry.flags, "O"))
            singular = singular_of(a, &e->entry);
        if (singular)
            e->lemma = singular->entry.head;
    }
}

/* открываться counts as открывать and открывающийся as открывающий: a file that does not open
 * is found by how to open it. */
static void attach_reflexives(struct attaching *a)
{
    for (size_t i = 0; i < a->count; i++) {
        struct word_entry *e = &a->entries[i], *plain;

        if (!slice_ends(e->entry.head, "ся") && !slice_ends(e->entry.head, "сь"))
            continue;
        plain = attach_find_whole(a, affix_without(e->entry.head, "ся"));
        if (plain && ((entry_is_verb(&e->entry) && entry_is_verb(&plain->entry)) ||
                      (entry_is_adjective(&e->entry) && entry_is_adjective(&plain->entry))))
            e->lemma = plain->entry.head;
    }
}

void attach_by_rules(struct attaching *a, const struct sets *lists)
{
    attach_plurals(a);
    attach_genitives(a);
    attach_with_vowel(a);
    attach_endings(a, lists, "adjectives", true);
    attach_endings(a, lists, "endings", false);
    attach_reflexives(a);
}
