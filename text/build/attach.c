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

static bool is_infinitive(struct slice head)
{
    static const char *const ends[] = {"ть", "ти", "чь", "ться", "тись", "чься"};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (slice_ends(head, ends[i]))
            return true;
    return false;
}

/* Of some verbs the dictionary has every form alone, and the infinitive without flags. */
bool entry_is_verb(const struct entry *e)
{
    return is_infinitive(e->head) && (e->flags.len == 0 || has_flag(e, "LMPQRU"));
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

void attach_keep(struct attaching *a, struct slice head)
{
    for (struct word_entry *e = map_find(&a->heads, head); e; e = e->same_head)
        e->is_kept = true;
}

static struct word_entry *find_whole(const struct attaching *a, struct slice head)
{
    struct word_entry *e = map_find(&a->heads, head);

    while (e && e->entry.flags.len == 0 && !entry_is_verb(&e->entry))
        e = e->same_head;
    return e;
}

/* All partial entries with this head become forms of the lemma; with `plurals` those that
 * have forms of a plural as well (день is no command of деть). */
static bool attach(struct attaching *a, struct slice head, struct slice lemma, bool plurals)
{
    bool any = false;

    for (struct word_entry *e = map_find(&a->heads, head); e; e = e->same_head) {
        if (!is_partial(&e->entry) || slice_eq(head, lemma) || e->is_kept ||
            (!plurals && slice_is(e->entry.flags, "O")))
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
    static const char *const full[] = {"подо", "разо", "обо", "ото",  "изо",
                                       "взо",  "во",   "со",  "надо", "предо"};
    size_t n = 0;

    out[n++] = prefix;
    for (size_t i = 0; i < sizeof full / sizeof *full; i++)
        if (slice_ends(prefix, full[i])) {
            out[n++] = without(prefix, "о");
            return n;
        }
    if (slice_ends(prefix, "ъ")) {
        out[n++] = without(prefix, "ъ");
    } else if (prefix.len) {
        out[n++] = join(a, prefix, SLICE("о"));
        out[n++] = join(a, prefix, SLICE("ъ"));
    }
    return n;
}

static bool attach_variants(struct attaching *a, struct slice prefix, struct slice form,
                            struct slice lemma, bool plurals)
{
    struct slice variants[4];
    size_t n = prefix_variants(a, prefix, variants);
    bool any = false;

    for (size_t i = 0; i < n; i++)
        any |= attach(a, join(a, variants[i], form), lemma, plurals);
    return any;
}

/* A form that the dictionary has as another word's alone is added. */
static bool attach_form(struct attaching *a, struct slice prefix, struct slice form,
                        struct slice lemma)
{
    if (attach_variants(a, prefix, form, lemma, true))
        return true;
    if (prefix.len || !map_find(&a->heads, lemma))
        return false;
    a->extra = arena_room(a->job, a->extra, a->extra_count, sizeof *a->extra);
    a->extra[a->extra_count++] = (struct extra_form){form, lemma};
    return true;
}

/* Of the present, commands, the past without suffix, gerunds. */
static const char *const present[] = {
    "у",   "ю",   "ешь", "ет", "ем", "ете", "ут", "ют", "ишь", "ит",
    "им",  "ите", "ат",  "ят", "и",  "й",   "ь",  "йте", "ьте", "емте",
    "",    "те",  "ла",  "я",  "а",  "ши",
};
static const char *const present_reflexive[] = {
    "усь",  "юсь",   "ешься", "ется", "емся", "етесь", "утся",  "ются",  "ишься",
    "ится", "имся",  "итесь", "атся", "ятся", "ись",   "йся",   "йтесь", "ься",
    "ьтесь", "ся",    "лась",  "ясь",  "ась",  "шись",
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
        any |= attach_variants(a, prefix, join(a, stem, slice_of(endings[i])), lemma, false);
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

        if ((e->flags.len || entry_is_verb(e)) && slice_ends(e->head, end))
            any |= attach_words(a, words, without(e->head, end), e->head, one);
    }
    return any;
}

static bool attach_line(struct attaching *a, struct slice line, attach_one *one)
{
    struct slice lemma = slice_trim(slice_cut(&line, ':')), ending;
    bool any;

    if (lemma.len == 0 || lemma.ptr[0] != '*') {
        attach_keep(a, lemma);
        return attach_words(a, line, SLICE(""), lemma, one);
    }
    ending = (struct slice){lemma.ptr + 1, lemma.len - 1};
    any = attach_starred(a, ending, line, one);
    if (one == attach_stem)
        any |= attach_starred(a, join(a, ending, slice_of(slice_ends(lemma, "и") ? "сь" : "ся")),
                              line, one);
    return any;
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

/* Nothing is known yet of what it is a form of. */
static bool is_free(const struct word_entry *e)
{
    return is_partial(&e->entry) && !e->is_name && !e->is_kept && !entry_is_verb(&e->entry) &&
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
        a, join(a, (struct slice){e->entry.head.ptr, e->entry.head.len - from.len}, to), adjectives);
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
        struct slice head = join(a, root, slice_of(ends[i]));

        for (struct word_entry *e = map_find(&a->heads, head); e; e = e->same_head)
            if (entry_is_noun(&e->entry))
                return e;
    }
    return NULL;
}

enum { letter = 2 /* bytes of a Cyrillic one */ };

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
           map_find(&a->heads, join(a, root, SLICE("ю")));
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
        out[n++] = join(a, join(a, before, SLICE("е")), last);
        return n;
    }
    if (slice_is(last, "ь")) {
        out[n++] = join(a, before, SLICE("ей"));
        return n;
    }
    for (size_t i = 0; i < 2; i++) {
        struct slice head = join(a, join(a, before, i ? SLICE("о") : SLICE("е")), last);

        out[n++] = soft ? join(a, head, SLICE("ь")) : head; /* уголь угля, угол угла */
        out[n++] = soft ? head : join(a, head, SLICE("ь")); /* церковь церкви */
    }
    return n;
}

/* Endings of nouns whose head has none but a vowel in the root: ковер, день, воробей. */
static const char *const noun_ends[] = {"а",  "я",  "у",  "ю",  "ом",  "ем",  "е",   "ы",  "и",
                                        "ов", "ев", "ей", "ам", "ям",  "ами", "ями", "ах", "ях"};

static size_t siblings(struct attaching *a, struct slice root)
{
    size_t n = 0;

    for (size_t i = 0; i < sizeof noun_ends / sizeof *noun_ends; i++)
        n += map_find(&a->heads, join(a, root, slice_of(noun_ends[i]))) != NULL;
    return n;
}

static struct word_entry *noun_with_vowel(struct attaching *a, struct slice form)
{
    for (size_t i = 0; i < sizeof noun_ends / sizeof *noun_ends; i++) {
        struct slice root, heads[4];
        size_t n;

        if (!slice_ends(form, noun_ends[i]) || form.len < strlen(noun_ends[i]) + 2 * letter)
            continue;
        root = without(form, noun_ends[i]);
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
    if (map_find(&a->heads, join(a, root, SLICE("у"))) ||
        map_find(&a->heads, join(a, root, SLICE("ю"))))
        return NULL;
    return noun_of_root(a, root);
}

/* `писем` stands for письм(о), `окон` for окн(о), `лиц` for лиц(о). */
static struct word_entry *noun_of_genitive(struct attaching *a, struct slice form)
{
    struct word_entry *e = noun_of_root(a, form);
    struct slice before, vowel, last;

    if (!e && slice_ends(form, "ей")) /* статей */
        e = noun_of_head(a, join(a, without(form, "ей"), SLICE("ья")));
    if (slice_ends(form, "ь")) /* кухонь */
        form.len -= letter;
    if (e || form.len < 4 * letter)
        return e;
    before = (struct slice){form.ptr, form.len - 2 * letter};
    vowel = (struct slice){form.ptr + before.len, letter};
    last = (struct slice){form.ptr + form.len - letter, letter};
    if (!slice_is(vowel, "е") && !slice_is(vowel, "о"))
        return NULL;
    e = noun_of_short_root(a, join(a, before, last));
    return e ? e : noun_of_short_root(a, join(a, join(a, before, SLICE("ь")), last));
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
        singular = find_whole(
            a, join(a, without(e->head, plurals[i].plural), slice_of(plurals[i].singular)));
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
        plain = find_whole(a, without(e->entry.head, "ся"));
        if (plain && ((entry_is_verb(&e->entry) && entry_is_verb(&plain->entry)) ||
                      (entry_is_adjective(&e->entry) && entry_is_adjective(&plain->entry))))
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
    attach_with_vowel(a);
    attach_endings(a, lists, "adjectives", true);
    attach_endings(a, lists, "endings", false);
    attach_reflexives(a);
    follow_lemmas(a);
    return true;
}
