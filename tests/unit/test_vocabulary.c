/* test_vocabulary.c - the words of a knowledge base, and the pieces they are made of. */
#include "tests/unit/knowledge.h"

#include "base/random.h"
#include "base/utf8.h"

/* ---- the vocabulary ---- */

static struct vocabulary *vocabulary_of(struct fixture *f, struct vocabulary_entry *words,
                                        size_t count)
{
    const char *path = arena_printf(f->job, "%s/words", f->folder);
    struct vocabulary *v;

    assert_ok(f, vocabulary_write(words, count, stemmer_new(f->job), path, &f->err));
    assert_ok(f, vocabulary_open(f->job, path, &v, &f->err));
    return v;
}

static const char *printed_list(struct fixture *f, const struct vocabulary *v,
                                struct vocabulary_list list,
                                struct slice (*text_of)(const struct vocabulary *, uint32_t))
{
    struct buf out = buf_new(f->job, 1000);

    for (size_t i = 0; i < list.count; i++)
        buf_printf(&out, "%s%.*s", i ? " " : "", SLICE_ARG(text_of(v, list.items[i])));
    return buf_slice(&out).ptr;
}

static const char *words_with(struct fixture *f, const struct vocabulary *v, const char *stem)
{
    int64_t number = vocabulary_find_stem(v, slice_of(stem));

    assert_true(number >= 0);
    return printed_list(f, v, vocabulary_words_with(v, (uint32_t)number), vocabulary_word);
}

static const char *stems_of_word(struct fixture *f, const struct vocabulary *v, const char *word)
{
    int64_t number = vocabulary_find(v, slice_of(word));

    assert_true(number >= 0);
    return printed_list(f, v, vocabulary_stems_of(v, (uint32_t)number), vocabulary_stem);
}

static void words_are_numbered_by_frequency_and_equal_ones_by_bytes(void **state)
{
    struct fixture *f = *state;
    struct vocabulary_entry words[] = {{SLICE("чек"), 2, 10},
                                       {SLICE("карта"), 7, 11},
                                       {SLICE("банк"), 2, 12},
                                       {SLICE("a"), 9, 13}};
    const struct vocabulary *v = vocabulary_of(f, words, 4);
    static const char *const order[] = {"a", "карта", "банк", "чек"};

    assert_int_equal(vocabulary_size(v), 4);
    for (uint32_t i = 0; i < 4; i++) {
        assert_slice(vocabulary_word(v, i), order[i]);
        assert_int_equal(vocabulary_find(v, slice_of(order[i])), i);
    }
    assert_int_equal(words[1].id, 11); /* the caller's follow their words */
    assert_int_equal(words[3].id, 10);
    assert_int_equal(vocabulary_documents(v, 1), 7);
    assert_int_equal(vocabulary_documents(v, 4), 0);
    assert_slice(vocabulary_word(v, 4), "");
    assert_int_equal(vocabulary_find(v, SLICE("карт")), -1);
    assert_int_equal(vocabulary_find(v, SLICE("я")), -1);
    assert_int_equal(vocabulary_find(v, SLICE("")), -1);
}

static void words_have_their_stems_and_stems_their_words(void **state)
{
    struct fixture *f = *state;
    struct vocabulary_entry words[] = {
        {SLICE("банка"), 1, 0},  {SLICE("банк"), 5, 1},  {SLICE("банки"), 3, 2},
        {SLICE("pay"), 2, 3},    {SLICE("paid"), 4, 4},  {SLICE("c++"), 1, 5},
        {SLICE("24/7"), 1, 6},   {SLICE("3.5"), 1, 7},   {SLICE("at&t"), 1, 8},
        {SLICE("1с"), 1, 9},     {SLICE(".net"), 1, 10}, {SLICE("don't"), 1, 11},
        {SLICE("v2.1.0"), 1, 12}};
    const struct vocabulary *v = vocabulary_of(f, words, sizeof words / sizeof *words);

    assert_string_equal(stems_of_word(f, v, "банка"), "банк банка");
    assert_string_equal(words_with(f, v, "банк"), "банк банки банка"); /* frequent ones first */
    assert_string_equal(words_with(f, v, "банка"), "банки банка");
    assert_string_equal(words_with(f, v, "pay"), "paid pay");
    assert_slice(vocabulary_stem(v, vocabulary_stem_of(v, 1)), "pay");
    for (uint32_t i = 0; i < vocabulary_size(v); i++) /* each is one word when read again */
        assert_true(vocabulary_stems_of(v, i).count > 0);
    assert_string_equal(stems_of_word(f, v, "c++"), "c++");
    assert_string_equal(stems_of_word(f, v, "24/7"), "24/7");
    assert_string_equal(stems_of_word(f, v, "v2.1.0"), "v2.1.0");
    assert_int_equal(vocabulary_find_stem(v, SLICE("paid")), -1);
    assert_int_equal(vocabulary_stem_of(v, 99), UINT32_MAX);
    assert_int_equal(vocabulary_words_with(v, UINT32_MAX).count, 0);
    assert_int_equal(vocabulary_stems_of(v, 99).count, 0);
    for (uint32_t i = 1; vocabulary_stem(v, i).len; i++)
        assert_true(slice_cmp(vocabulary_stem(v, i - 1), vocabulary_stem(v, i)) < 0);
}

static void a_beginning_leads_to_the_most_frequent_words(void **state)
{
    struct fixture *f = *state;
    struct vocabulary_entry words[] = {{SLICE("оплата"), 1, 0}, {SLICE("оплатить"), 9, 1},
                                       {SLICE("опыт"), 5, 2},   {SLICE("оплачено"), 4, 3},
                                       {SLICE("карта"), 8, 4},  {SLICE("опла"), 2, 5}};
    const struct vocabulary *v = vocabulary_of(f, words, 6);
    uint32_t numbers[8] = {0};

    assert_int_equal(vocabulary_beginning(v, SLICE("опла"), 8, numbers), 4);
    assert_slice(vocabulary_word(v, numbers[0]), "оплатить");
    assert_slice(vocabulary_word(v, numbers[1]), "оплачено");
    assert_slice(vocabulary_word(v, numbers[2]), "опла");
    assert_slice(vocabulary_word(v, numbers[3]), "оплата");
    numbers[2] = 77;
    assert_int_equal(vocabulary_beginning(v, SLICE("оп"), 2, numbers), 2);
    assert_slice(vocabulary_word(v, numbers[1]), "опыт");
    assert_int_equal(numbers[2], 77);
    assert_int_equal(vocabulary_beginning(v, SLICE("оплаты"), 8, numbers), 0);
    assert_int_equal(vocabulary_beginning(v, SLICE("я"), 8, numbers), 0);
}

static void no_words_are_a_vocabulary_too(void **state)
{
    struct fixture *f = *state;
    struct vocabulary *v = vocabulary_of(f, NULL, 0);
    const char *path = arena_printf(f->job, "%s/grams", f->folder);
    struct grams *g;
    uint32_t number;

    assert_int_equal(vocabulary_size(v), 0);
    assert_int_equal(vocabulary_find(v, SLICE("a")), -1);
    assert_int_equal(vocabulary_find_stem(v, SLICE("a")), -1);
    assert_int_equal(vocabulary_beginning(v, SLICE("a"), 1, &number), 0);
    assert_ok(f, grams_build(v, 0, path, &f->err));
    assert_ok(f, grams_open(f->job, path, &g, &f->err));
    assert_near(grams_documents(g, 1), 0, 0);
}

/* ---- pieces ---- */

static size_t pieces_in_common(const char *one, const char *two)
{
    uint32_t a[grams_of_word_max], b[grams_of_word_max];
    size_t n = grams_of(slice_of(one), a), m = grams_of(slice_of(two), b), same = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < m; k++)
            same += a[i] == b[k];
    return same;
}

static void a_word_has_pieces_of_four_letters_and_its_ends(void **state)
{
    struct fixture *f = *state;
    uint32_t hashes[grams_of_word_max];
    struct buf latin = buf_new(f->job, 1000), cyrillic = buf_new(f->job, 1000);

    for (int i = 0; i < word_max; i++) {
        buf_char(&latin, (char)('a' + i % 26));
        buf_text(&cyrillic, i % 2 ? "щ" : "ы");
    }
    assert_int_equal(grams_of(SLICE(""), hashes), 0);
    assert_int_equal(grams_of(SLICE("x"), hashes), 1);
    assert_int_equal(grams_of(SLICE("я"), hashes), 1);
    assert_int_equal(grams_of(SLICE("лк"), hashes), 1);
    assert_int_equal(grams_of(SLICE("чек"), hashes), 2);
    assert_int_equal(grams_of(SLICE("оплата"), hashes), 5);
    assert_int_equal(grams_of(buf_slice(&latin), hashes), word_max - 1);
    assert_int_equal(grams_of(buf_slice(&cyrillic), hashes), word_max - 1);
    assert_int_equal(pieces_in_common("оплата", "оплаты"), 3);
    assert_int_equal(pieces_in_common("верификация", "верифицировать"), 4);
    assert_int_equal(pieces_in_common("лк", "лка"), 0);
    assert_int_equal(pieces_in_common("оплата", "плат"), 1);
}

/* Documents that have a word with the piece, counted. */
static size_t count_exactly(const struct knowledge *k, uint32_t hash)
{
    size_t count = 0;

    for (uint32_t document = 1; document <= k->documents; document++) {
        struct forward_document d = forwards_document(&k->forward, document);
        uint32_t hashes[grams_of_word_max];
        bool found = false;

        for (uint32_t i = 0; i < d.different && !found; i++)
            for (size_t n = grams_of(vocabulary_word(k->vocabulary, forward_word(&d, i)), hashes);
                 n > 0; n--)
                found |= hashes[n - 1] == hash;
        count += found;
    }
    return count;
}

static void how_many_documents_have_a_piece_is_known_about(void **state)
{
    static const char *const ends[] = {"", "а", "ы", "ой", "ами", "ить"};
    struct fixture *f = *state;
    struct told *told = ARENA_ARRAY(f->job, struct told, 60);
    uint64_t chance = 5;
    struct knowledge k;
    double off = 0;
    size_t all = 0;

    for (size_t i = 0; i < 60; i++) {
        struct buf body = buf_new(f->job, 10000);

        for (int n = 0; n < 40; n++)
            buf_printf(&body, "%s%s ", random_below(&chance, 2) ? "оплат" : "карт",
                       ends[random_below(&chance, 6)]);
        for (int n = 0; n < 40; n++)
            buf_printf(&body, "слово%u ", random_below(&chance, 400));
        told[i] = (struct told){.title = "Ы", .body = buf_slice(&body).ptr};
    }
    k = knowledge_of(f, told, 60);
    for (uint32_t word = 0; word < vocabulary_size(k.vocabulary); word++) {
        uint32_t hashes[grams_of_word_max];
        size_t n = grams_of(vocabulary_word(k.vocabulary, word), hashes);

        for (size_t i = 0; i < n; i++, all++) {
            double about = grams_documents(k.grams, hashes[i]);

            assert_true(about > 0 && about <= 60.0);
            assert_true(about >= 0.9 * vocabulary_documents(k.vocabulary, word));
            off += fabs(about - (double)count_exactly(&k, hashes[i]));
        }
    }
    assert_true(off / (double)all < 1); /* of 60, on average */
    assert_near(grams_documents(k.grams, 12345), 0, 0);
    xap_reader_close(k.index);
}

/* A header with the number of slots and that of words; then of each slot its hash, its documents,
 * where its words begin and how many they are. */
static void a_damaged_table_of_pieces_gives_no_wild_numbers(void **state)
{
    struct fixture *f = *state;
    const char *path = arena_printf(f->job, "%s/grams", f->folder);
    struct vocabulary *v = vocabulary_of(f, NULL, 0);
    float wild[] = {NAN, INFINITY, -1, 3};
    uint32_t *file;
    struct slice text;
    struct grams *g;

    assert_ok(f, grams_build(v, 0, path, &f->err));
    assert_ok(f, file_read(f->job, path, 1 << 20, &text, &f->err));
    file = arena_alloc(f->job, text.len);
    memcpy(file, text.ptr, text.len);
    file[1] = 3; /* no power of two, and none of them is free */
    file[2] = 0;
    for (size_t i = 0; i < 4; i++) {
        for (uint32_t slot = 0; slot < 3; slot++) {
            file[3 + 4 * slot] = 7;
            memcpy(&file[4 + 4 * slot], &wild[i], sizeof *wild);
            file[5 + 4 * slot] = file[6 + 4 * slot] = 9; /* words that are not there */
        }
        assert_ok(f, file_replace(path, (struct slice){(char *)file, 12 + 3 * 16}, 0600, &f->err));
        assert_ok(f, grams_open(f->job, path, &g, &f->err));
        assert_near(grams_documents(g, 7), i == 3 ? 3 : 0, 0);
        assert_int_equal(grams_words(g, 7).count, 0);
        assert_near(grams_documents(g, 8), 0, 0);
    }
    file[1] = UINT32_MAX;
    assert_ok(f, file_replace(path, (struct slice){(char *)file, text.len}, 0600, &f->err));
    assert_false(grams_open(f->job, path, &g, &f->err));
    assert_says(f, "is damaged");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(words_are_numbered_by_frequency_and_equal_ones_by_bytes),
        TEST(words_have_their_stems_and_stems_their_words),
        TEST(a_beginning_leads_to_the_most_frequent_words),
        TEST(no_words_are_a_vocabulary_too),
        TEST(a_word_has_pieces_of_four_letters_and_its_ends),
        TEST(how_many_documents_have_a_piece_is_known_about),
        TEST(a_damaged_table_of_pieces_gives_no_wild_numbers),
    };

    return cmocka_run_group_tests_name("vocabulary", tests, NULL, NULL);
}
