/*
 * test_morph.c - word forms: the dictionary against the list it was made from, and broken
 * tables.
 *
 * The first test prints what it counts. Over every entry of hunspell-ru: how likely two forms of
 * one entry share a stem, and how many pairs of forms of two entries do, both under rules alone
 * and under the dictionary. Nothing is sampled.
 */
#include <stdio.h>

#include "base/embed.h"
#include "base/map.h"
#include "tests/unit/test.h"
#include "text/build/hunspell.h"
#include "text/morph.h"
#include "text/near.h"
#include "text/snowball.h"
#include "text/stem.h"

/* The stems of a form, as hashes. */
struct form_stems {
    uint64_t hashes[stems_max];
    size_t count;
};

/* How the stems of a form are found: one of three ways. */
struct way {
    const char *name;
    struct snowball *snowball;
    struct stemmer *stemmer;
    bool first_alone;
};

static struct form_stems stems_by(const struct way *way, struct slice form)
{
    struct slice stems[stems_max];
    struct form_stems out = {.count = 1};

    if (way->snowball)
        stems[0] = snowball_stem(way->snowball, form, WORD_CYRILLIC);
    else
        out.count = stem_all(way->stemmer, form, WORD_CYRILLIC, stems);
    if (way->first_alone)
        out.count = 1;
    for (size_t i = 0; i < out.count; i++)
        out.hashes[i] = map_hash(stems[i]);
    return out;
}

static bool share(const struct form_stems *a, const struct form_stems *b)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count; k++)
            if (a->hashes[i] == b->hashes[k])
                return true;
    return false;
}

/* A form of an entry under one of its stems. */
struct use {
    uint64_t stem;
    uint32_t entry;
};

struct counted {
    uint64_t forms, pairs, shared; /* within entries */
    uint64_t foreign;              /* pairs of forms of two entries that share a stem */
};

static int by_stem(const void *a, const void *b)
{
    const struct use *x = a, *y = b;

    if (x->stem != y->stem)
        return x->stem < y->stem ? -1 : 1;
    return x->entry < y->entry ? -1 : x->entry > y->entry;
}

/* Pairs with one stem less those within an entry; a pair with two stems in common counts twice,
 * which is never in favour of the dictionary. */
static uint64_t count_foreign(struct use *uses, size_t count)
{
    uint64_t foreign = 0;

    qsort(uses, count, sizeof *uses, by_stem);
    for (size_t i = 0; i < count;) {
        uint64_t all = 0, own = 0;
        size_t stem = i;

        while (i < count && uses[i].stem == uses[stem].stem) {
            size_t entry = i;

            while (i < count && uses[i].stem == uses[stem].stem &&
                   uses[i].entry == uses[entry].entry)
                i++;
            own += (uint64_t)(i - entry) * (i - entry);
        }
        all = (uint64_t)(i - stem) * (i - stem);
        foreign += (all - own) / 2;
    }
    return foreign;
}

static struct counted count_by(const struct way *way, const struct dictionary *d, size_t forms)
{
    struct use *uses = malloc(forms * stems_max * sizeof *uses);
    struct counted c = {.forms = forms};
    size_t used = 0;

    assert_non_null(uses);
    for (size_t e = 0; e < d->count; e++) {
        const struct entry *entry = &d->entries[e];
        struct form_stems *stems = calloc(entry->form_count, sizeof *stems);

        for (size_t i = 0; i < entry->form_count; i++) {
            stems[i] = stems_by(way, entry->forms[i]);
            for (size_t k = 0; k < stems[i].count; k++)
                uses[used++] = (struct use){stems[i].hashes[k], (uint32_t)e};
            for (size_t k = 0; k < i; k++, c.pairs++)
                c.shared += share(&stems[i], &stems[k]);
        }
        free(stems);
    }
    c.foreign = count_foreign(uses, used);
    free(uses);
    printf("  %-20s p(forms of one entry share a stem) %.4f   p(forms of two entries do) %.3g\n",
           way->name, (double)c.shared / (double)c.pairs,
           (double)c.foreign / ((double)forms * (double)(forms - 1) / 2 - (double)c.pairs));
    return c;
}

static void forms_of_an_entry_share_a_stem_and_others_do_not(void **state)
{
    struct fixture *f = *state;
    struct way rules = {.name = "rules alone", .snowball = snowball_new(f->job)};
    struct way first = {"dictionary, likeliest", NULL, stemmer_new(f->job), true};
    struct way all = {"dictionary, all", NULL, first.stemmer, false};
    struct counted by_rules, by_first, by_all;
    struct dictionary d;
    size_t forms = 0, lone = 0;

    assert_ok(f, hunspell_read(f->job, DICTIONARY ".aff", DICTIONARY ".dic", &d, &f->err));
    for (size_t i = 0; i < d.count; i++) {
        forms += d.entries[i].form_count;
        lone += d.entries[i].form_count == 1;
    }
    printf("morphology: %zu entries of hunspell-ru, %zu of them of one form; %zu forms\n", d.count,
           lone, forms);
    by_rules = count_by(&rules, &d, forms);
    by_first = count_by(&first, &d, forms);
    by_all = count_by(&all, &d, forms);
    assert_true((double)by_all.shared >= 0.97 * (double)by_all.pairs);
    assert_true((double)by_first.shared >= 0.97 * (double)by_first.pairs);
    assert_true(by_first.foreign <= by_rules.foreign);
    assert_true(by_all.foreign <= by_rules.foreign);
}

/* ---- reading ---- */

static void a_form_of_several_words_has_all_their_stems(void **state)
{
    struct fixture *f = *state;
    struct stemmer *s = stemmer_new(f->job);
    struct slice stems[stems_max];

    for (int again = 0; again < 2; again++) { /* the second time from memory */
        assert_int_equal(stem_all(s, SLICE("банка"), WORD_CYRILLIC, stems), 2);
        assert_slice(stems[0], "банк");
        assert_slice(stems[1], "банка");
        assert_slice(stem_word(s, SLICE("банка"), WORD_CYRILLIC), "банк");
    }
}

static void a_word_longer_than_memory_has_its_stem(void **state)
{
    struct fixture *f = *state;
    struct stemmer *s = stemmer_new(f->job);
    struct slice stems[stems_max], word = SLICE("высококвалифицированными");

    assert_int_equal(stem_all(s, word, WORD_CYRILLIC, stems), 1);
    assert_slice(stems[0], "высококвалифицированный");
}

static void a_family_holds_all_its_stems_whoever_asks(void **state)
{
    struct fixture *f = *state;
    struct stemmer *s = stemmer_new(f->job);
    struct slice others[32], back[32];
    size_t count = stem_family(s, SLICE("оплатить"), others, 32);

    assert_true(count > 4);
    for (size_t i = 0; i < count; i++) {
        bool found = false;

        assert_int_equal(stem_family(s, others[i], back, 32), count);
        for (size_t k = 0; k < count; k++) {
            assert_false(slice_eq(back[k], others[i]));
            found |= slice_is(back[k], "оплатить");
        }
        assert_true(found);
    }
    assert_int_equal(stem_family(s, SLICE("оплатить"), others, 2), 2);
    assert_int_equal(stem_family(s, SLICE("неттакого"), others, 32), 0);
}

static void a_table_that_was_cut_is_refused(void **state)
{
    struct slice table = embed_find("text/morph.dat");
    struct morph m;

    (void)state;
    assert_true(morph_open(table, &m));
    for (size_t len = 0; len < 64; len++)
        assert_false(morph_open((struct slice){table.ptr, len}, &m));
    assert_false(morph_open((struct slice){table.ptr, table.len - 1}, &m));
}

/* Bytes of the table are changed at random, the same ones each time; what is read may be
 * wrong, but lies within the table and ends. */
static void a_broken_table_is_read_within_its_bounds(void **state)
{
    struct slice whole = embed_find("text/morph.dat");
    const struct slice words[] = {SLICE("банка"), SLICE("подписками"), SLICE("went"),
                                  SLICE("автоплатежами"), SLICE("оплатить")};
    char *bytes = malloc(whole.len);
    uint32_t random = 1;
    struct morph m;

    (void)state;
    assert_non_null(bytes);
    memcpy(bytes, whole.ptr, whole.len);
    for (int round = 0; round < 2000; round++) {
        for (int i = 0; i < 2000; i++) {
            random = random * 1664525 + 1013904223;
            bytes[morph_header + random % (whole.len - morph_header)] = (char)(random >> 13);
        }
        assert_true(morph_open((struct slice){bytes, whole.len}, &m));
        m.words = random;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            struct lemma lemmas[morph_lemmas_max];
            struct family family = morph_family(&m, words[i]);
            struct slice other;
            size_t n;

            m.words = round % 2 ? random % m.arc_count : m.words;
            n = morph_lemmas(&m, words[i], lemmas);
            for (size_t k = 0; k < n; k++)
                assert_true(lemmas[k].keep <= words[i].len &&
                            lemmas[k].add.ptr + lemmas[k].add.len <= bytes + whole.len);
            while (morph_family_next(&family, &other))
                assert_true(other.ptr + other.len <= bytes + whole.len);
        }
    }
    free(bytes);
}

/* ---- words near to what was typed ---- */

static const struct near_word *near_find(const struct near_words *all, const char *norm)
{
    for (size_t i = 0; i < all->count; i++)
        if (slice_is(all->items[i].norm, norm))
            return &all->items[i];
    return NULL;
}

static void words_one_slip_away_are_found_at_their_cost(void **state)
{
    static const struct {
        const char *typed, *meant;
        unsigned cost;
    } cases[] = {{"увидтеь", "увидеть", 70},       {"достфали", "достали", 100},
                 {"отпсаться", "отписаться", 100}, {"хоиим", "хотим", 60},
                 {"dupliicate", "duplicate", 50},  {"rroutines", "routines", 50},
                 {"vauum", "vacuum", 100},         {"does'nt", "doesn't", 70}};
    struct fixture *f = *state;
    struct morph m = morph_embedded();

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct near_words all = near_typed(f->job, &m, slice_of(cases[i].typed), 130);
        const struct near_word *found = near_find(&all, cases[i].meant);

        assert_non_null(found);
        assert_int_equal(found->cost, cases[i].cost);
        all = near_typed(f->job, &m, slice_of(cases[i].typed), cases[i].cost - 1);
        assert_null(near_find(&all, cases[i].meant));
    }
}

static void what_is_short_or_no_word_of_letters_is_near_to_nothing(void **state)
{
    static const char *const cases[] = {"", "коты", "sv-1042", "ъъъъъъъъ", "хkoпdж"};
    struct fixture *f = *state;
    struct morph m = morph_embedded();
    char room[400];

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(near_typed(f->job, &m, slice_of(cases[i]), 130).count, 0);
    memset(room, 'a', sizeof room);
    assert_int_equal(near_typed(f->job, &m, (struct slice){room, sizeof room}, 130).count, 0);
    assert_int_equal(near_romanised(f->job, &m, (struct slice){room, sizeof room}, 30).count, 0);
    assert_int_equal(near_romanised(f->job, &m, SLICE(""), 30).count, 0);
}

static void romanised_words_are_read_in_the_ways_people_write(void **state)
{
    static const char *const cases[][2] = {
        {"prodlit", "продлить"},        {"shema", "схема"},       {"schet", "счет"},
        {"gotovlu", "готовлю"},         {"pojarnye", "пожарные"}, {"otpisatsia", "отписаться"},
        {"zagruzhalis", "загружались"}, {"po4emu", "почему"},     {"obyavlenie", "объявление"},
        {"lichniy", "личный"},          {"eksport", "экспорт"},   {"v", "в"},
    };
    struct fixture *f = *state;
    struct morph m = morph_embedded();

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct near_words all = near_romanised(f->job, &m, slice_of(cases[i][0]), 30);

        assert_non_null(near_find(&all, cases[i][1]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(words_one_slip_away_are_found_at_their_cost),
        TEST(what_is_short_or_no_word_of_letters_is_near_to_nothing),
        TEST(romanised_words_are_read_in_the_ways_people_write),
        TEST(forms_of_an_entry_share_a_stem_and_others_do_not),
        TEST(a_form_of_several_words_has_all_their_stems),
        TEST(a_word_longer_than_memory_has_its_stem),
        TEST(a_family_holds_all_its_stems_whoever_asks),
        TEST(a_table_that_was_cut_is_refused),
        TEST(a_broken_table_is_read_within_its_bounds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
