/* test_engine.c - from a query to marked text: what pure functions promise. */
#include "tests/unit/test.h"

#include "base/random.h"
#include "base/utf8.h"
#include "engine/article/schema.h"
#include "engine/index/table.h"
#include "engine/query/filter.h"
#include "engine/show/passage.h"
#include "engine/show/render.h"
#include "engine/show/snippet.h"

static struct marks find(struct fixture *f, const char *query, const char *text)
{
    struct stemmer *s = stemmer_new(f->job);
    struct query *q = ARENA_NEW(f->job, struct query);

    *q = query_parse(f->job, s, slice_of(query));
    return marker_find(marker_new(f->job, s, q), slice_of(text));
}

/* "[word] other", for comparing. */
static const char *marked(struct fixture *f, const char *query, const char *text)
{
    struct marks m = find(f, query, text);
    struct buf out = buf_new(f->job, 1 << 20);
    size_t at = 0;

    for (size_t i = 0; i < m.count; i++) {
        buf_printf(&out, "%.*s[%.*s]", (int)(m.items[i].start - at), text + at,
                   (int)(m.items[i].end - m.items[i].start), text + m.items[i].start);
        at = m.items[i].end;
    }
    buf_text(&out, text + at);
    return buf_slice(&out).ptr;
}

static void marks_stand_on_whole_original_words(void **state)
{
    struct fixture *f = *state;

    assert_string_equal(marked(f, "счет или", "Выставили счёт. СЧЕТА и счётчик"),
                        "Выставили [счёт]. [СЧЕТА] и счётчик");
    assert_string_equal(marked(f, "опла", "Оплатить? Неоплаченный."), "[Оплатить]? Неоплаченный.");
    assert_string_equal(marked(f, "опла? ", "Оплатить?"), "[Оплатить]?");
    assert_string_equal(marked(f, "вайфай", "Настройте вай-фай дома"), "Настройте [вай-фай] дома");
    assert_string_equal(marked(f, "wi-fi", "a wifi b Wi‑Fi c"), "a [wifi] b [Wi‑Fi] c");
    assert_string_equal(marked(f, "-карта оплата", "карта оплата"), "карта [оплата]");
    assert_string_equal(marked(f, "метод", "Ме­тоды"), "[Ме­тоды]");
}

/* A search for stem and synonym once ate the first letter of a word in another engine. */
static void stripping_the_marks_gives_the_text_back(void **state)
{
    static const char *const texts[] = {"Методы оплаты — карта, СБП и «наличные»!",
                                        "a-b-c-d-e-f wi-fi", "é́é Ёёё йй 5 000 000,00 ₽",
                                        ""};
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct marks m = find(f, "методы a b-c wi-fi е 5000000 оплат", texts[i]);
        size_t last = 0;

        for (size_t k = 0; k < m.count; k++) {
            assert_true(m.items[k].start >= last && m.items[k].end <= strlen(texts[i]));
            last = m.items[k].end;
            assert_int_not_equal((unsigned char)texts[i][m.items[k].start] & 0xC0, 0x80);
        }
    }
}

static void a_snippet_shows_most_words_of_the_query(void **state)
{
    struct fixture *f = *state;
    const char *text = "one two card three four five six seven card declined eight nine ten eleven";
    struct marks m = find(f, "card declined ", text);
    struct snippet s = snippet_make(f->job, slice_of(text), &m, 5);

    assert_slice(s.text, "seven card declined eight nine");
    assert_true(s.cut_before && s.cut_after);
    assert_int_equal(s.marks.count, 2);
    assert_int_equal(s.marks.items[0].start, 6);
    s = snippet_make(f->job, SLICE("no match here at all"), &(struct marks){0}, 2);
    assert_slice(s.text, "no match");
    s = snippet_make(f->job, SLICE(""), &(struct marks){0}, 2);
    assert_slice(s.text, "");
}

/* ---- passages ---- */

static struct section section_of(struct fixture *f, const char *heading, const char *text,
                                 enum block_kind kind)
{
    struct section s = {.heading = slice_of(heading), .text = slice_of(text)};
    struct block *blocks = NULL;
    uint16_t number = 1;

    for (size_t at = 0; at < s.text.len;
         at += slice_find((struct slice){s.text.ptr + at, s.text.len - at}, '\n') + 1) {
        struct block b = {.kind = kind, .start = (uint32_t)at, .level = kind != BLOCK_PARAGRAPH};

        b.number = number++;
        blocks = arena_room(f->job, blocks, s.block_count, sizeof b);
        blocks[s.block_count++] = b;
    }
    s.blocks = blocks;
    return s;
}

static bool is_told(void *self, struct slice text)
{
    return texts_have(self, text);
}

/* The best passage that is not among `told`. */
static struct passage passage_of(struct fixture *f, const char *query, struct article a,
                                 struct texts *told)
{
    struct stemmer *s = stemmer_new(f->job);
    struct query *q = ARENA_NEW(f->job, struct query);
    double rarity[query_words_max];
    struct passage_query asked = {.rarity = rarity};

    *q = query_parse(f->job, s, slice_of(query));
    for (size_t i = 0; i < query_words_max; i++)
        rarity[i] = 1;
    asked.count = q->word_count;
    asked.wants = wants_of_question(slice_of(query));
    return passage_next(f->job, marker_new(f->job, s, q), &a, &asked, is_told, told);
}

static struct passage passage_behind(struct fixture *f, const char *query, struct section *sections,
                                     size_t count, struct texts *told)
{
    return passage_of(f, query, (struct article){.sections = sections, .section_count = count},
                      told);
}

static struct passage passage_for(struct fixture *f, const char *query, struct section *sections,
                                  size_t count)
{
    struct texts none = {0};

    return passage_behind(f, query, sections, count, &none);
}

static void a_passage_comes_from_the_section_that_answers(void **state)
{
    struct fixture *f = *state;
    struct section s[] = {
        section_of(f, "", "Общие слова про карту.", BLOCK_PARAGRAPH),
        section_of(f, "Возврат на карту", "Деньги приходят за три дня.", BLOCK_PARAGRAPH),
        section_of(f, "Доставка", "Курьер привезёт карту.", BLOCK_PARAGRAPH),
    };
    struct passage p = passage_for(f, "вернуть деньги на карту", s, 3);

    assert_ptr_equal(p.section, &s[1]);
    assert_slice(p.text, "Деньги приходят за три дня.");
    assert_ptr_equal(passage_for(f, "ничего такого", s, 3).section, &s[0]);
    assert_null(passage_for(f, "x", s, 0).section);
}

static void who_asks_how_gets_the_steps(void **state)
{
    struct fixture *f = *state;
    struct section s[] = {
        section_of(f, "Rules", "It has ten letters. After a change all sign in again.",
                   BLOCK_PARAGRAPH),
        section_of(f, "By e-mail", "Open the letter.\nThink of a new one.", BLOCK_STEP),
    };

    assert_ptr_equal(passage_for(f, "change of a password", s, 2).section, &s[0]);
    assert_ptr_equal(passage_for(f, "how do I change my password", s, 2).section, &s[1]);
}

static void an_article_about_a_problem_begins_with_its_remedy(void **state)
{
    struct fixture *f = *state;
    struct texts none = {0};
    struct section s[] = {
        section_of(f, "", "Parcels need three days.", BLOCK_PARAGRAPH),
        section_of(f, "No letter", "Look in spam.", BLOCK_PARAGRAPH),
        section_of(f, "What to do", "Write to us.", BLOCK_PARAGRAPH),
    };
    struct article a = {.title = SLICE("Parcels"), .sections = s, .section_count = 2};

    assert_ptr_equal(passage_of(f, "parcel not here", a, &none).section, &s[1]);
    a.title = SLICE("The parcel did not arrive");
    assert_ptr_equal(passage_of(f, "parcel not here", a, &none).section, &s[0]);
    a.section_count = 3;
    assert_ptr_equal(passage_of(f, "parcel not here", a, &none).section, &s[2]);
}

static void a_passage_keeps_whole_steps_with_their_numbers(void **state)
{
    struct fixture *f = *state;
    struct section s =
        section_of(f, "Как", "Откройте меню.\nНажмите «Карты».\nУдалите карту.", BLOCK_STEP);

    assert_slice(passage_for(f, "удалить карту", &s, 1).text,
                 "1. Откройте меню.\n2. Нажмите «Карты».\n3. Удалите карту.");
}

static void a_long_passage_is_cut_between_sentences(void **state)
{
    struct fixture *f = *state;
    struct buf text = buf_new(f->job, 1 << 20);
    struct section s;
    struct passage p;

    for (int i = 0; i < 60; i++)
        buf_printf(&text, "Предложение номер %d о разном. ", i);
    buf_text(&text, "А здесь про возврат. ");
    for (int i = 0; i < 60; i++)
        buf_printf(&text, "Предложение номер %d о разном. ", i);
    s = section_of(f, "", buf_slice(&text).ptr, BLOCK_PARAGRAPH);
    p = passage_for(f, "возврат", &s, 1);
    assert_true(utf8_length(p.text) <= passage_characters_max);
    assert_non_null(strstr(slice_cstr(f->job, p.text), "А здесь про возврат."));
    assert_true(slice_ends(p.text, "."));
    s = section_of(f, "",
                   slice_cstr(f->job, (struct slice){arena_printf(f->job, "%0*d", 3000, 7), 3000}),
                   BLOCK_PARAGRAPH);
    assert_true(utf8_length(passage_for(f, "7", &s, 1).text) <= passage_characters_max);
}

static void behind_a_passage_stands_the_next_one(void **state)
{
    struct fixture *f = *state;
    struct buf text = buf_new(f->job, 1 << 20);
    struct texts told = {0};
    struct section s[3];
    const char *const expected[] = {"Here is the refund.", "Refund of a delivery.", "Parcels."};
    size_t n = 0;

    for (int i = 0; i < 40; i++)
        buf_printf(&text, "%s ",
                   i == 20 ? "Here is the refund." : "Something else stands in here.");
    s[0] = section_of(f, "Parcels", "Parcels.", BLOCK_PARAGRAPH);
    s[1] = section_of(f, "Refund", buf_slice(&text).ptr, BLOCK_PARAGRAPH);
    s[2] = section_of(f, "", "Refund of a delivery.", BLOCK_PARAGRAPH);
    for (int i = 0; i < 9; i++) {
        struct passage p = passage_behind(f, "refund", s, 3, &told);

        if (!p.section)
            break;
        assert_false(texts_have(&told, p.text));
        assert_true(utf8_length(p.text) <= passage_characters_max && slice_ends(p.text, "."));
        texts_add(f->job, &told, p.text);
        n += n < 3 && strstr(slice_cstr(f->job, p.text), expected[n]) != NULL;
    }
    assert_int_equal(n, 3);
    assert_true(told.count >= 5); /* the long section in parts */
    assert_int_equal(passage_behind(f, "refund", s, 3, &told).text.len, 0);
}

static void a_table_in_a_passage_keeps_whole_rows(void **state)
{
    struct fixture *f = *state;
    struct buf text = buf_new(f->job, 1 << 20);
    struct section s;
    struct passage p;

    for (int i = 0; i < 60; i++)
        buf_printf(&text, "%sa\tb\tc\td\te\tf\tg%d", i ? "\n" : "", i % 10);
    s = section_of(f, "", buf_slice(&text).ptr, BLOCK_ROW);
    p = passage_for(f, "g3", &s, 1);
    assert_true(utf8_length(p.text) <= passage_characters_max);
    assert_false(slice_ends(p.text, "…"));
}

/* ---- links ---- */

static void relative_links_are_joined_to_paths(void **state)
{
    struct fixture *f = *state;

    assert_slice(render_join_paths(f->job, SLICE("ru/account/x.md"), SLICE("../payment/card.md")),
                 "ru/payment/card.md");
    assert_slice(render_join_paths(f->job, SLICE("ru/x.md"), SLICE("./y.md")), "ru/y.md");
    assert_slice(render_join_paths(f->job, SLICE("x.md"), SLICE("y.md")), "y.md");
    assert_slice(render_join_paths(f->job, SLICE("ru/x.md"), SLICE("../../y.md")), "");
}

/* ---- exact values ---- */

static void values_are_folded_and_long_ones_told_apart(void **state)
{
    struct fixture *f = *state;
    char one[400], two[400];

    memset(one, 'a', sizeof one);
    memset(two, 'a', sizeof two);
    one[399] = two[399] = 0;
    two[398] = 'b';
    assert_slice(schema_exact_term(f->job, "K", SLICE("  Счёт  НДС ")), "Kсчет ндс");
    assert_slice(schema_exact_term(f->job, "Q", SLICE("Id/Ё")), "QId/Ё");
    assert_true(schema_exact_term(f->job, "K", slice_of(one)).len < 245);
    assert_false(slice_eq(schema_exact_term(f->job, "K", slice_of(one)),
                          schema_exact_term(f->job, "K", slice_of(two))));
}

/* ---- filters and tables ---- */

/* Each text is repeated `count` times as an element of an array. */
static bool filter_of(struct fixture *f, const char *text, size_t count)
{
    struct json *root = json_object(f->job), *all = json_add_array(root, "filter");
    struct json *inner = json_add_array(all, NULL);
    const struct filter *out;

    for (size_t i = 0; i < count; i++)
        json_add_text(inner, NULL, slice_of(text));
    return filter_parse_json(f->job, all, &out, &f->err);
}

static void a_filter_has_so_many_comparisons_wherever_they_stand(void **state)
{
    static const struct {
        const char *text;
        size_t comparisons;
    } texts[] = {{"id=a", 1},
                 {"tags IN [a, b, c, d]", 4},
                 {"tags IN []", 1},
                 {"(lang=ru OR NOT tags EXISTS) AND id != a AND popularity > 0.5", 4},
                 {"", 1}};
    struct fixture *f = *state;
    struct buf joined = buf_new(f->job, 2 * filter_text_max);
    const struct filter *out;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        size_t most = filter_parts_max / texts[i].comparisons;

        assert_ok(f, filter_of(f, texts[i].text, most));
        assert_false(filter_of(f, texts[i].text, most + 1));
        assert_says(f, "at most 1000 comparisons and values in all");
    }
    for (size_t i = 0; i < filter_parts_max; i++)
        buf_text(&joined, i ? " OR id=a" : "id=a");
    assert_ok(f, filter_parse(f->job, buf_slice(&joined), &out, &f->err));
    buf_text(&joined, " OR id=a");
    assert_false(filter_parse(f->job, buf_slice(&joined), &out, &f->err));
}

static void a_table_that_is_not_whole_or_not_ours_is_refused(void **state)
{
    struct fixture *f = *state;
    const char *path = arena_printf(f->job, "%s/t.dat", f->folder);
    uint32_t magic = 0x31545A4B;
    struct slice file;

    assert_ok(f, file_replace(path, SLICE("KZT1....12345"), 0600, &f->err));
    assert_ok(f, table_open(f->job, path, "a list", magic, 8, &file, &f->err));
    assert_ok(f, table_fits(path, file, 13, &f->err));
    assert_false(table_fits(path, file, 12, &f->err));
    assert_says(f, "t.dat is damaged: 13 bytes instead of 12");
    assert_false(table_open(f->job, path, "a list", magic, 14, &file, &f->err));
    assert_says(f, "t.dat is not a list of this version");
    assert_false(table_open(f->job, path, "a list", magic + 1, 8, &file, &f->err));
    assert_int_equal(f->err.code, ERR_STALE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(marks_stand_on_whole_original_words),
        TEST(stripping_the_marks_gives_the_text_back),
        TEST(a_snippet_shows_most_words_of_the_query),
        TEST(a_passage_comes_from_the_section_that_answers),
        TEST(who_asks_how_gets_the_steps),
        TEST(an_article_about_a_problem_begins_with_its_remedy),
        TEST(a_passage_keeps_whole_steps_with_their_numbers),
        TEST(a_long_passage_is_cut_between_sentences),
        TEST(behind_a_passage_stands_the_next_one),
        TEST(a_table_in_a_passage_keeps_whole_rows),
        TEST(relative_links_are_joined_to_paths),
        TEST(values_are_folded_and_long_ones_told_apart),
        TEST(a_filter_has_so_many_comparisons_wherever_they_stand),
        TEST(a_table_that_is_not_whole_or_not_ours_is_refused),
    };

    return cmocka_run_group_tests_name("engine", tests, NULL, NULL);
}
