/* test_forward.c - what a generation keeps of its articles: words, places, records. */
#include "tests/unit/knowledge.h"

#include "base/sign.h"
#include "engine/article/tokens.h"
#include "engine/index/forward_file.h"
#include "engine/index/parts.h"
#include "engine/index/postings.h"
#include "engine/index/records.h"

/* ---- tokens ---- */

static const char *printed(struct fixture *f, const struct tokens *t)
{
    struct buf out = buf_new(f->job, 10000);

    for (size_t i = 0; i < t->count; i++) {
        uint32_t code = t->codes[i];

        if (code == TOKEN_PART_END)
            buf_text(&out, "| ");
        else if (code == TOKEN_RUN_END)
            buf_text(&out, "/ ");
        else
            buf_printf(&out, "%.*s ", SLICE_ARG(t->words[code - TOKEN_WORD].text));
    }
    return buf_slice(&out).ptr;
}

static void an_article_is_parts_of_runs_of_words(void **state)
{
    struct fixture *f = *state;
    struct told told = {.title = "Оплата картой",
                        .questions = "Как платить?|Где чек",
                        .tags = "карта|Wi‑Fi",
                        .body = "Вступление.\nЕщё||Где чек?|В почте.||Пусто|"};
    struct article a = article_told(f->job, &told);
    struct texts category = {0};
    struct tokens t;

    texts_add(f->job, &category, SLICE("Оплата"));
    texts_add(f->job, &category, SLICE("Оплата/Карты"));
    a.category = category;
    t = tokens_of(f->job, &a);
    /* A heading that asks is among the questions, and where it stands. */
    assert_string_equal(printed(f, &t),
                        "оплата картой / | как платить / где чек / где чек / | карта / wi fi / "
                        "оплата / оплата карты / | / вступление / еще / | где чек / в почте / | "
                        "пусто / | ");
    assert_int_equal(t.word_count, 21);
    for (size_t i = 0; i < t.different; i++)
        for (size_t k = 0; k < i; k++)
            assert_false(slice_eq(t.words[i].text, t.words[k].text));
    t = tokens_of(f->job, &(struct article){0});
    assert_int_equal(t.word_count, 0);
}

/* ---- the forward index ---- */

/* "part.run:word …" of a document. */
static const char *walked(struct fixture *f, const struct vocabulary *v, struct forward_document d)
{
    struct buf out = buf_new(f->job, 10000);
    struct forward_run run = forward_runs(&d);
    uint32_t *words = forward_words(&d, f->job);

    buf_text(&out, "");
    while (forward_run_next(&run))
        for (uint32_t i = run.first; i < run.first + run.words; i++)
            buf_printf(&out, "%s%zu.%zu:%.*s", out.len ? " " : "", run.part, run.run_of_part,
                       SLICE_ARG(vocabulary_word(v, words[i])));
    return out.len ? buf_slice(&out).ptr : "";
}

static void documents_are_read_back_whatever_their_numbers(void **state)
{
    static const struct told told[] = {
        {"Оплата", "Где чек?|Как платить?", "карта", "Первый\nвторой||Ещё|третий", 2},
        {"Paying", NULL, NULL, "Pay here", 5},
        {"Оплата картой", NULL, NULL, NULL, 9}};
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, told, 3);
    const struct forward *forward = k.forward.parts[0];

    assert_string_equal(walked(f, k.vocabulary, forward_document(forward, 2)),
                        "0.0:оплата 1.0:где 1.0:чек 1.1:как 1.1:платить 2.0:карта "
                        "3.1:первый 3.2:второй 4.0:еще 4.1:третий");
    assert_string_equal(walked(f, k.vocabulary, forward_document(forward, 5)),
                        "0.0:paying 3.1:pay 3.1:here");
    assert_string_equal(walked(f, k.vocabulary, forward_document(forward, 9)),
                        "0.0:оплата 0.0:картой");
    for (uint32_t i = 0; i < 20; i++)
        if (i != 2 && i != 5 && i != 9)
            assert_string_equal(walked(f, k.vocabulary, forward_document(forward, i)), "");
    assert_string_equal(walked(f, k.vocabulary, forward_document(forward, UINT32_MAX)), "");
    assert_int_equal(number_of(&k, "оплата"), 0); /* two documents have it, others one */
    assert_int_equal(vocabulary_documents(k.vocabulary, 0), 2);
    assert_near(forward_mean_length(forward, LANGUAGE_RU), (10 + 2) / 2.0, 1e-9);
    assert_near(forward_mean_length(forward, LANGUAGE_EN), 3, 1e-9);
    xap_reader_close(k.index);
}

/* Two bytes do not do for its places. */
static void a_long_document_is_read_back(void **state)
{
    enum { middle = 40000 };
    struct fixture *f = *state;
    struct buf body = buf_new(f->job, 1 << 20);
    struct told told = {.title = "Начало"};
    struct forward_document d;
    struct knowledge k;
    uint32_t *words;

    for (size_t i = 0; i < middle; i++)
        buf_text(&body, i % 2 ? "чет " : "нечет ");
    buf_text(&body, "конец");
    told.body = buf_slice(&body).ptr;
    k = knowledge_of(f, &told, 1);
    d = forward_document(k.forward.parts[0], 1);
    words = forward_words(&d, f->job);
    assert_true(d.wide);
    assert_int_equal(d.words, middle + 2);
    for (uint32_t i = 0; i < d.words; i++)
        assert_int_equal(words[i], number_of(&k, i == 0            ? "начало"
                                                 : i == middle + 1 ? "конец"
                                                 : i % 2           ? "нечет"
                                                                   : "чет"));
    assert_int_equal(forward_count(&d, forward_find(&d, number_of(&k, "чет"))), middle / 2);
    xap_reader_close(k.index);
}

static void an_empty_index_has_a_forward_index(void **state)
{
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, NULL, 0);

    assert_int_equal(vocabulary_size(k.vocabulary), 0);
    assert_string_equal(walked(f, k.vocabulary, forward_document(k.forward.parts[0], 1)), "");
    assert_near(forward_mean_length(k.forward.parts[0], LANGUAGE_RU), 1, 1e-9);
    xap_reader_close(k.index);
}

/* As calibration's small index, beside the one it was made for. */
static void a_second_index_has_the_words_of_the_first(void **state)
{
    static const struct told first[] = {{.title = "Оплата картой"}, {.title = "Где чек"}};
    static const struct told second[] = {
        {.title = "Неведомая оплата", .body = "и чек нигде", .number = 3}, {.title = "Ничего"}};
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, first, 2);
    struct xap_reader *index = index_of(f, "second", second, 2);
    const char *path = arena_printf(f->job, "%s/second-forward", f->folder);
    struct forward *part;

    forward_of(f, &(struct given){index, second, 2, NULL, k.vocabulary},
               (struct files_made){.forward = path});
    xap_reader_close(index);
    assert_ok(f, forward_open(f->job, path, &part, &f->err));
    k.forward.parts[k.forward.count++] = part;
    assert_string_equal(walked(f, k.vocabulary, forwards_own(&k.forward, 3)), "0.0:оплата 3.1:чек");
    assert_string_equal(walked(f, k.vocabulary, forwards_own(&k.forward, 2)), "0.0:где 0.0:чек");
    assert_string_equal(walked(f, k.vocabulary, forwards_own(&k.forward, 4)), "");
    /* Searched together, their numbers are dealt out in turn. */
    assert_string_equal(walked(f, k.vocabulary, forwards_document(&k.forward, 3)),
                        "0.0:где 0.0:чек");
    assert_string_equal(walked(f, k.vocabulary, forwards_document(&k.forward, 6)),
                        "0.0:оплата 3.1:чек");
    xap_reader_close(k.index);
}

/* Sizes that make the length of the file right by overflowing. */
/* A generation of these articles, as far as the next one looks at it. */
static struct generation generation_of(struct fixture *f, const struct told *told, size_t count)
{
    static const char *const names[] = {GENERATION_VOCABULARY, GENERATION_FORWARD,
                                        GENERATION_RECORDS, GENERATION_POSTINGS};
    struct generation g = {1, arena_printf(f->job, "%s/g", f->folder)};
    const char *paths[4];
    struct buf manifest = buf_new(f->job, 10000);
    struct xap_reader *index;

    for (size_t i = 0; i < 4; i++)
        paths[i] = arena_printf(f->job, "%s/%s", g.path, names[i]);
    assert_ok(f, file_make_folder(g.path, &f->err));
    index = index_of(f, "g/" GENERATION_INDEX, told, count);
    forward_of(f, &(struct given){index, told, count, NULL, NULL},
               (struct files_made){paths[0], paths[1], paths[2], paths[3]});
    xap_reader_close(index);
    buf_printf(&manifest, "{\"generation\":1,\"engine\":%d,\"files\":{", engine_version);
    for (size_t i = 0; i < 4; i++) {
        char hash[sign_hex_size];

        assert_ok(f, sign_sha256_file(paths[i], hash, &f->err));
        buf_printf(&manifest, "%s\"%s\":{\"sha256\":\"%s\"}", i ? "," : "", names[i], hash);
    }
    buf_text(&manifest, "}}");
    assert_ok(f, file_replace(arena_printf(f->job, "%s/" GENERATION_MANIFEST, g.path),
                              buf_slice(&manifest), 0666, &f->err));
    return g;
}

static const char *next_of(struct fixture *f, const struct given *from, uint32_t document)
{
    const char *words = arena_printf(f->job, "%s/next-words", f->folder);
    const char *path = arena_printf(f->job, "%s/next-forward", f->folder);
    const char *kept = arena_printf(f->job, "%s/next-records", f->folder);
    const char *stems = arena_printf(f->job, "%s/next-postings", f->folder);
    struct vocabulary *v;
    struct forward *forward;
    struct records *records;
    struct postings *postings;
    struct posting_list list;
    struct slice record;
    struct article a;
    uint32_t there = 0, count = 0;

    forward_of(f, from, (struct files_made){words, path, kept, stems});
    assert_ok(f, vocabulary_open(f->job, words, &v, &f->err));
    assert_ok(f, forward_open(f->job, path, &forward, &f->err));
    assert_ok(f, records_open(f->job, kept, &records, &f->err));
    assert_ok(f, postings_open(f->job, stems, &postings, &f->err));
    assert_int_equal(vocabulary_documents(v, 0), 2);
    assert_ok(f, records_read(records, f->job, document, &record, &f->err));
    assert_ok(f, article_parse(f->job, record, &a, &f->err));
    list = postings_of(postings, SLICE("чек"));
    while (there < document)
        assert_true(posting_next(&list, &there, &count));
    return arena_printf(
        f->job, "%s, %s, %u", walked(f, v, forward_document(forward, document)),
        strstr(slice_cstr(f->job, article_body(f->job, &a)), "теперь") ? "now" : "then", count);
}

/* In a way that only the hash can tell. */
static void damage_end_of(struct fixture *f, const char *path)
{
    struct slice text;
    char *bytes;

    assert_ok(f, file_read(f->job, path, 1 << 20, &text, &f->err));
    bytes = ARENA_ARRAY(f->job, char, text.len);
    memcpy(bytes, text.ptr, text.len);
    bytes[text.len - 1] ^= 1;
    assert_ok(f, file_replace(path, (struct slice){bytes, text.len}, 0666, &f->err));
}

/* The bodies tell where the words were taken from: of one source they would be the same. */
static void words_of_an_unchanged_source_come_from_the_generation_before(void **state)
{
    static const struct told before[] = {{.title = "Чек", .body = "Чек|прежний чек"},
                                         {.title = "Оплата", .body = "прежняя"}};
    static const struct told after[] = {{.title = "Чек", .body = "Чек|чек теперь"},
                                        {.title = "Оплата чеком", .body = "чек теперь"}};
    struct fixture *f = *state;
    struct generation g = generation_of(f, before, 2);
    struct xap_reader *index = index_of(f, "next", after, 2);
    struct given next = {index, after, 2, &g, NULL};

    assert_string_equal(next_of(f, &next, 1), "0.0:чек 3.0:чек 3.1:прежний 3.1:чек, then, 6");
    assert_string_equal(next_of(f, &next, 2), "0.0:оплата 0.0:чеком 3.1:чек 3.1:теперь, now, 5");
    damage_end_of(f, arena_printf(f->job, "%s/" GENERATION_RECORDS, g.path));
    assert_string_equal(next_of(f, &next, 1), "0.0:чек 3.0:чек 3.1:чек 3.1:теперь, now, 6");
    xap_reader_close(index);
}

static void an_article_that_was_never_read_is_refused(void **state)
{
    static const struct told told[] = {{.title = "Чек"}, {.title = "Оплата"}};
    struct fixture *f = *state;
    struct arena *life = arena_new();
    struct forward_builder *b =
        forward_builder_new(life, arena_printf(life, "%s/waiting", f->folder), NULL, NULL, &f->err);
    struct xap_reader *index = index_of(f, "index", told, 2);

    assert_ok(f, b);
    give_articles(f, b, &(struct given){index, told, 1, NULL, NULL});
    assert_false(forward_builder_collect(b, index, &f->err));
    assert_says(f, "nothing is known of the article '1'");
    xap_reader_close(index);
    arena_free(life);
}

/* ---- records ---- */

static struct slice a_record(const void *self, uint32_t document)
{
    const struct slice *all = self;

    return all[document];
}

static void records_are_read_back_by_number(void **state)
{
    struct fixture *f = *state;
    const char *path = arena_printf(f->job, "%s/records", f->folder);
    struct slice all[100] = {0}, record;
    struct records *r;

    for (size_t i = 0; i < 100; i += 3)
        all[i] =
            slice_of(arena_printf(f->job, "{\"id\":%zu,\"title\":\"Как оплатить %zu\"}", i, i * i));
    assert_ok(f, records_write(&(struct records_source){a_record, all, 100}, path, &f->err));
    assert_ok(f, records_open(f->job, path, &r, &f->err));
    for (uint32_t i = 0; i < 102; i++) {
        bool ok = records_read(r, f->job, i, &record, &f->err);

        assert_int_equal(ok, i % 3 == 0 && i < 100);
        assert_true(ok ? slice_eq(record, all[i]) : f->err.code == ERR_NOT_FOUND);
    }
    assert_ok(f, records_write(&(struct records_source){a_record, all, 0}, path, &f->err));
    assert_ok(f, records_open(f->job, path, &r, &f->err));
    assert_false(records_read(r, f->job, 0, &record, &f->err));
}

static void a_damaged_record_harms_no_other(void **state)
{
    struct fixture *f = *state;
    const char *path = arena_printf(f->job, "%s/records", f->folder);
    struct slice all[2] = {SLICE("first first first"), SLICE("second second")}, text, record;
    struct records *r;
    char *bytes;

    assert_ok(f, records_write(&(struct records_source){a_record, all, 2}, path, &f->err));
    assert_ok(f, file_read(f->job, path, 1 << 20, &text, &f->err));
    bytes = (char *)slice_cstr(f->job, text);
    memset(bytes + text.len - 8, 0xFF, 8);
    assert_ok(f, file_replace(path, (struct slice){bytes, text.len}, 0666, &f->err));
    assert_ok(f, records_open(f->job, path, &r, &f->err));
    assert_ok(f, records_read(r, f->job, 0, &record, &f->err));
    assert_true(slice_eq(record, all[0]));
    assert_false(records_read(r, f->job, 1, &record, &f->err));
    assert_says(f, "the record of document 1");
    assert_ok(f, file_replace(path, (struct slice){bytes, text.len - 1}, 0666, &f->err));
    assert_false(records_open(f->job, path, &r, &f->err));
    assert_says(f, "damaged");
}

static void a_forward_index_does_not_believe_its_header(void **state)
{
    struct fixture *f = *state;
    const char *path = arena_printf(f->job, "%s/damaged", f->folder);
    struct {
        struct parts_header header;
        struct forward_about about;
    } h = {.header = {.magic = forward_magic, .count = 1000}};
    struct forward *forward;
    struct slice text = {(const char *)&h, sizeof h};

    h.header.size = 0 - (uint64_t)(h.header.count + 1) * sizeof(uint64_t);
    assert_ok(f, file_replace(path, text, 0600, &f->err));
    assert_false(forward_open(f->job, path, &forward, &f->err));
    assert_says(f, "is damaged");
}

/* Of 400 articles, with gaps between their numbers, every third has tags. */
static void values_of_many_documents_are_those_of_each(void **state)
{
    struct fixture *f = *state;
    struct told *told = ARENA_ARRAY(f->job, struct told, 400);
    struct xap_reader *index;
    uint32_t *documents, some[3];
    struct slice *tags, *few, tag;
    double *popularity;
    size_t count;

    for (size_t i = 0; i < 400; i++)
        told[i] = (struct told){.title = arena_printf(f->job, "Title %zu", i),
                                .tags = i % 3 ? NULL : arena_printf(f->job, "tag %zu|more", i),
                                .body = "Text.",
                                .number = (uint32_t)(i * 7 + 2)};
    index = index_of(f, "index", told, 400);
    assert_ok(f, xap_documents_of(index, f->job, SLICE(""), &documents, &count, &f->err));
    assert_int_equal(count, 400);
    assert_ok(f, xap_values(index, f->job, SLOT_TAGS, documents, count, &tags, &f->err));
    assert_ok(f,
              xap_numbers(index, f->job, SLOT_POPULARITY, documents, count, &popularity, &f->err));
    for (size_t i = 0; i < count; i++) {
        assert_ok(f, xap_value(index, f->job, documents[i], SLOT_TAGS, &tag, &f->err));
        assert_true(slice_eq(tags[i], tag));
        assert_int_equal(tags[i].len > 0, i % 3 == 0);
        assert_true(popularity[i] == 0);
    }
    memcpy(some, (uint32_t[]){documents[0], documents[198], documents[199]}, sizeof some);
    assert_ok(f, xap_values(index, f->job, SLOT_TAGS, some, 3, &few, &f->err));
    assert_true(slice_eq(few[0], tags[0]) && slice_eq(few[1], tags[198]) && few[2].len == 0);
    xap_reader_close(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_article_is_parts_of_runs_of_words),
        TEST(documents_are_read_back_whatever_their_numbers),
        TEST(a_long_document_is_read_back),
        TEST(an_empty_index_has_a_forward_index),
        TEST(a_second_index_has_the_words_of_the_first),
        TEST(words_of_an_unchanged_source_come_from_the_generation_before),
        TEST(an_article_that_was_never_read_is_refused),
        TEST(records_are_read_back_by_number),
        TEST(a_damaged_record_harms_no_other),
        TEST(a_forward_index_does_not_believe_its_header),
        TEST(values_of_many_documents_are_those_of_each),
    };

    return cmocka_run_group_tests_name("forward", tests, NULL, NULL);
}
