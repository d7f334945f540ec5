/* attach.c - see attach.h */
#include "text/build/attach.h"

#include <string.h>

#include "text/build/affix.h"

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
bool entry_is_partial(const struct entry *e)
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

/* All partial entries with this head become forms of the lemma; with `plurals` those that
 * have forms of a plural as well (день is no command of деть). */
static bool attach(struct attaching *a, struct slice head, struct slice lemma, bool plurals)
{
    bool any = false;

    for (struct word_entry *e = map_find(&a->heads, head); e; e = e->same_head) {
        if (!entry_is_partial(&e->entry) || slice_eq(head, lemma) || e->is_kept ||
            (!plurals && slice_is(e->entry.flags, "O")))
            continue;
        if (slice_eq(e->lemma, e->entry.head))
            e->lemma = lemma;
        any = true;
    }
    return any;
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
            out[n++] = affix_without(prefix, "о");
            return n;
        }
    if (slice_ends(prefix, "ъ")) {
        out[n++] = affix_without(prefix, "ъ");
    } else if (prefix.len) {
        out[n++] = affix_join(a->job, prefix, SLICE("о"));
        out[n++] = affix_join(a->job, prefix, SLICE("ъ"));
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
        any |= attach(a, affix_join(a->job, variants[i], form), lemma, plurals);
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
    "у",  "ю", "ешь", "ет", "ем",  "ете", "ут",   "ют", "ишь", "ит", "им", "ите", "ат",
    "ят", "и", "й",   "ь",  "йте", "ьте", "емте", "",   "те",  "ла", "я",  "а",   "ши",
};
static const char *const present_reflexive[] = {
    "усь",   "юсь",  "ешься", "ется",  "емся", "етесь", "утся", "ются",
    "ишься", "ится", "имся",  "итесь", "атся", "ятся",  "ись",  "йся",
    "йтесь", "ься",  "ьтесь", "ся",    "лась", "ясь",   "ась",  "шись",
};

/* All forms of a present stem. */
static bool attach_stem(struct attaching *a, struct slice prefix, struct slice stem,
                        struct slice lemma)
{
    bool reflexive = slice_ends(lemma, "ся") || slice_ends(lemma, "сь");
    const char *const *endings = reflexive ? present_reflexive : present;
    size_t count =
        reflexive ? sizeof present_reflexive / sizeof *endings : sizeof present / sizeof *endings;
    bool any = false;

    for (size_t i = 0; i < count; i++)
        any |= attach_variants(a, prefix, affix_join(a->job, stem, slice_of(endings[i])), lemma,
                               false);
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
            any |= attach_words(a, words, affix_without(e->head, end), e->head, one);
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
        any |= attach_starred(
            a, affix_join(a->job, ending, slice_of(slice_ends(lemma, "и") ? "сь" : "ся")), line,
            one);
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

/* ---- all of it ---- */

/* A lemma that became a form of another one itself. */
static void follow_lemmas(struct attaching *a)
{
    for (size_t i = 0; i < a->count; i++) {
        struct word_entry *e = &a->entries[i];
        struct word_entry *target = attach_find_whole(a, e->lemma);

        if (target && target != e && !slice_eq(e->lemma, e->entry.head))
            e->lemma = target->lemma;
    }
}

bool attach_all(struct attaching *a, const struct sets *lists, struct err *err)
{
    if (!attach_list(a, lists, "forms", attach_form, err) ||
        !attach_list(a, lists, "stems", attach_stem, err))
        return false;
    attach_by_rules(a, lists);
    follow_lemmas(a);
    return true;
}
