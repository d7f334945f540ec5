/* test_match.c - the index of stems; what a tree finds in it, and in two of them as if in one. */
#include "tests/unit/knowledge.h"

#include "base/random.h"
#include "engine/find/allowed.h"
#include "engine/find/match.h"
#include "engine/index/rarity.h"

static const struct told articles[] = {
    {.title = "Оплата картой", .body = "Чек|Чек на почте."},
    {.title = "Доставка", .body = "Курьер|Оплата курьеру. Оплата при получении.", .number = 3},
    {.title = "Wi-Fi", .body = "Paying by card"},
    {.title = "Карта", .questions = "Где карта?", .tags = "карта"},
};

static struct postings *postings_made(struct fixture *f, struct xap_reader *index,
                                      const struct told *told, size_t count, const char *name)
{
    const char *path = arena_printf(f->job, "%s/%s", f->folder, name);
    const char *forward = arena_printf(f->job, "%s-forward", path);
    const char *words = arena_printf(f->job, "%s-words", path);
    struct postings *p;

    forward_of(f, &(struct given){index, told, count, NULL, NULL},
               (struct files_made){.words = words, .forward = forward, .postings = path});
    assert_ok(f, postings_open(f->job, path, &p, &f->err));
    return p;
}

/* An index that queries are put to. */
struct put {
    struct fixture *f;
    struct xap_reader *index;
    struct postings_parts postings;
    struct match_space *space;
};

static struct put index_put(struct fixture *f, const struct told *told, size_t count)
{
    struct put p = {.f = f, .index = index_of(f, "index", told, count)};

    p.postings = (struct postings_parts){{postings_made(f, p.index, told, count, "postings")}, 1};
    p.space = match_space_new(f->job);
    return p;
}

static struct matches matches_of(struct put *p, const struct query_node *tree)
{
    struct match_request request = {p->index, &p->postings, p->space, tree, {4, 6}};
    struct matches found;

    assert_ok(p->f, match_find(&request, p->f->job, &found, &p->f->err));
    return found;
}

/* Numbers of the documents found, ascending. */
static const char *found(struct put *p, const struct query_node *tree)
{
    struct matches m = matches_of(p, tree);
    struct buf out = buf_new(p->f->job, 1000);
    size_t listed = 0;

    for (uint32_t document = 0; listed < m.count && document < 100; document++)
        if (m.weights[document] > 0) {
            buf_printf(&out, "%u ", document);
            listed++;
        }
    assert_int_equal(listed, m.count);
    return out.len ? buf_slice(&out).ptr : "";
}

static const struct query_node *tree_of(struct put *p, const char *text,
                                        enum query_matching matching, const char *fields)
{
    struct query q = query_parse(p->f->job, stemmer_new(p->f->job), slice_of(text));
    struct texts *list = ARENA_NEW(p->f->job, struct texts);

    *list = told_list(p->f->job, fields ? fields : "");
    return query_tree(p->f->job, &q, matching, fields ? list : NULL);
}

static const char *found_by(struct put *p, const char *text)
{
    return found(p, tree_of(p, text, QUERY_MATCH_ANY, NULL));
}

/* What the lists say of a stem in a document; 0 if it is not there. */
static uint32_t times_of(const struct postings *p, struct slice stem, uint32_t document)
{
    struct posting_list list = postings_of(p, stem);
    uint32_t number, times, before = 0, result = 0;

    while (posting_next(&list, &number, &times)) {
        assert_true(number > before);
        before = number;
        if (number == document)
            result = times;
    }
    return result;
}

static void lists_are_those_of_the_articles(void **state)
{
    static const uint32_t numbers[] = {1, 3, 4, 5};
    struct fixture *f = *state;
    struct put p = index_put(f, articles, 4);
    const struct postings *one = p.postings.parts[0];
    size_t all = 0, listed = 0;
    uint64_t hash;

    for (size_t i = 0; i < 4; i++) {
        struct article a = article_told(f->job, &articles[i]);
        struct tokens tokens = tokens_of(f->job, &a);
        struct document d = terms_of(f->job, stemmer_new(f->job), &a, &tokens);

        for (size_t k = 0; k < d.stem_count; k++)
            assert_int_equal(times_of(one, d.stems[k].text, numbers[i]), d.stems[k].count);
        assert_int_equal(postings_length(one, numbers[i]), d.length);
        all += d.stem_count;
    }
    for (uint32_t i = 0; i < postings_stems(one); i++)
        listed += postings_list(one, i, &hash).count;
    assert_int_equal(listed, all);
    assert_int_equal(postings_of(one, SLICE("нет такого")).count, 0);
    assert_int_equal(postings_documents(one), 6);
    for (uint32_t document = 0; document < 8; document++)
        assert_int_equal(postings_has(one, document),
                         document == 1 || (document >= 3 && document <= 5));
    xap_reader_close(p.index);
}

static void each_kind_of_tree_finds_what_it_says(void **state)
{
    struct fixture *f = *state;
    struct put p = index_put(f, articles, 4);
    struct query_node nothing = {.kind = QUERY_NOTHING, .weight = 1};

    assert_string_equal(found_by(&p, "оплата "), "1 3 ");
    assert_string_equal(found_by(&p, "оплата карта "), "1 3 5 ");
    assert_string_equal(found(&p, tree_of(&p, "оплата карта ", QUERY_MATCH_ALL, NULL)), "1 ");
    assert_string_equal(found_by(&p, "оплата -курьер"), "1 ");
    assert_string_equal(found_by(&p, "\"оплата картой\" доставка"), "1 ");
    assert_string_equal(found_by(&p, "wi-fi "), "4 ");
    assert_string_equal(found_by(&p, "wifi "), "4 ");
    assert_string_equal(found_by(&p, "вертолёт "), "");
    assert_string_equal(found_by(&p, ""), "1 3 4 5 ");
    assert_string_equal(found_by(&p, "-оплата"), "4 5 ");
    assert_string_equal(found(&p, &nothing), "");
    xap_reader_close(p.index);
}

static void fields_are_searched_by_themselves(void **state)
{
    struct fixture *f = *state;
    struct put p = index_put(f, articles, 4);

    assert_string_equal(found(&p, tree_of(&p, "оплата ", QUERY_MATCH_ANY, "title")), "1 ");
    assert_string_equal(found(&p, tree_of(&p, "оплата ", QUERY_MATCH_ANY, "body")), "3 ");
    assert_string_equal(found(&p, tree_of(&p, "карта ", QUERY_MATCH_ANY, "questions|tags")), "5 ");
    assert_string_equal(found(&p, tree_of(&p, "карта ", QUERY_MATCH_ANY, "id")), "");
    xap_reader_close(p.index);
}

static void weights_are_bm25(void **state)
{
    struct fixture *f = *state;
    struct put p = index_put(f, articles, 4);
    struct matches m = matches_of(&p, tree_of(&p, "чек ", QUERY_MATCH_ANY, NULL));
    double length, rarity = rarity_among(4, 1), one;

    assert_ok(f, xap_length(p.index, 1, &length, &f->err));
    one = rarity * 2 * (MATCH_BM25_K1 + 1) /
          (2 + MATCH_BM25_K1 * (1 - MATCH_BM25_B + MATCH_BM25_B * length / 6));
    assert_int_equal(m.count, 1);
    assert_near((double)m.weights[1], one, 1e-4);
    m = matches_of(&p, tree_of(&p, "чек почта ", QUERY_MATCH_ANY, NULL));
    assert_true((double)m.weights[1] > one + 0.1);
    m = matches_of(&p, tree_of(&p, "", QUERY_MATCH_ANY, NULL));
    assert_true(m.weights[1] > 0 && (double)m.weights[1] < 1e-30);
    xap_reader_close(p.index);
}

/* "Open" is found before "OpenCL", which is rarer, for who types "open". */
static void what_a_word_may_be_else_counts_as_rare_as_the_word(void **state)
{
    static const struct told told[] = {
        {.title = "Open"}, {.title = "Open"}, {.title = "Open"}, {.title = "OpenCL"}};
    struct fixture *f = *state;
    struct put p = index_put(f, told, 4);
    struct stemmer *stemmer = stemmer_new(f->job);
    struct query q = query_parse(f->job, stemmer, SLICE("open"));
    struct query_option *longer = query_add_option(f->job, &q.words[0], QUERY_BEGINNING, 0.9, 1);
    struct slice stem = SLICE("opencl");
    struct matches m;

    longer->parts[0] = (struct query_part){&stem, 1};
    m = matches_of(&p, query_tree(f->job, &q, QUERY_MATCH_ANY, NULL));
    assert_int_equal(m.count, 4);
    assert_near((double)m.weights[4], 0.9 * (double)m.weights[1], 1e-4);
    q = query_parse(f->job, stemmer, SLICE("opencl"));
    m = matches_of(&p, query_tree(f->job, &q, QUERY_MATCH_ANY, NULL));
    assert_true((double)m.weights[4] > 0.5);
    xap_reader_close(p.index);
}

static void a_query_does_not_see_what_another_found(void **state)
{
    static const char *const words[] = {"оплата", "карта", "чек", "курьер", "доставка", "wi-fi"};
    struct fixture *f = *state;
    struct put p = index_put(f, articles, 4);
    uint64_t chance = 5;

    for (int i = 0; i < 300; i++) {
        const char *text =
            arena_printf(f->job, "%s %s%s ", words[random_below(&chance, 6)],
                         random_below(&chance, 4) ? "" : "-", words[random_below(&chance, 6)]);
        const char *now = found_by(&p, text);
        struct match_space *used = p.space;

        p.space = match_space_new(f->job);
        assert_string_equal(now, found_by(&p, text));
        p.space = used;
    }
    xap_reader_close(p.index);
}

/* Numbers are dealt out to the two in turn, as Xapian does. */
static void two_indexes_are_searched_as_one(void **state)
{
    static const struct told other[] = {{.title = "Оплата", .number = 10}, {.title = "Wi-Fi"}};
    struct fixture *f = *state;
    struct put p = index_put(f, articles, 4);
    const char *const paths[] = {arena_printf(f->job, "%s/index", f->folder),
                                 arena_printf(f->job, "%s/other", f->folder)};
    struct xap_reader *second = index_of(f, "other", other, 2);

    found_by(&p, "оплата "); /* in one, for which there is less room */
    p.postings.parts[p.postings.count++] = postings_made(f, second, other, 2, "more");
    xap_reader_close(second);
    xap_reader_close(p.index);
    p.index = xap_reader_open(paths, 2, &f->err);
    assert_ok(f, p.index);
    assert_string_equal(found_by(&p, "оплата "), "1 5 20 ");
    assert_string_equal(found_by(&p, "wi-fi "), "7 22 ");
    assert_string_equal(found_by(&p, ""), "1 5 7 9 20 22 ");
    assert_string_equal(found(&p, tree_of(&p, "оплата ", QUERY_MATCH_ANY, "title")), "1 20 ");
    assert_int_equal(postings_count(&p.postings, SLICE("оплат")) +
                         postings_count(&p.postings, SLICE("оплата")),
                     3);
    xap_reader_close(p.index);
}

static const struct filter *titled(struct fixture *f, const char *field, const char *values)
{
    struct texts list = told_list(f->job, values);

    return filter_one_of(f->job, field, &list);
}

static size_t passing(struct put *p, struct allowed *a, const struct filter *filter)
{
    struct allowed_set set;
    size_t count = 0;

    assert_ok(p->f, allowed_by(a, p->f->job, p->index, filter, &set, &p->f->err));
    for (uint32_t document = 1; document < 1000; document++)
        count += allowed_has(&set, document);
    return count;
}

/* More documents than Xapian keeps the lengths of in one piece, and a number that none has. */
static void what_all_articles_have_lets_all_pass(void **state)
{
    enum { count = 2000 };
    struct fixture *f = *state;
    struct told *told = ARENA_ARRAY(f->job, struct told, count);
    struct texts public = told_list(f->job, "public");
    struct allowed_set set;
    struct put p = {.f = f};

    for (size_t i = 0; i < count; i++)
        told[i].title = "Чек";
    told[5].number = 7;
    p.index = index_of(f, "many", told, count);
    assert_ok(f, allowed_by(allowed_new(f->job), f->job, p.index,
                            filter_one_of(f->job, "audience", &public), &set, &f->err));
    for (uint32_t document = 1; document <= count + 1; document++)
        assert_int_equal(allowed_has(&set, document), document != 6);
    xap_reader_close(p.index);
}

/* Those that differ in anything are different, however they are written. */
static void a_filter_is_remembered_as_itself(void **state)
{
    struct fixture *f = *state;
    struct put p = index_put(f, articles, 4);
    struct allowed *a = allowed_new(f->job);

    for (int time = 0; time < 3; time++) {
        assert_int_equal(passing(&p, a, NULL), 999);
        assert_int_equal(passing(&p, a, titled(f, "lang", "ru")), 3);
        assert_int_equal(passing(&p, a, titled(f, "lang", "en")), 1);
        assert_int_equal(passing(&p, a, titled(f, "lang", "en|ru")), 4);
        assert_int_equal(passing(&p, a, titled(f, "tags", "карта")), 1);
        assert_int_equal(passing(&p, a, titled(f, "category", "карта")), 0);
        assert_int_equal(passing(&p, a, titled(f, "id", "0 0 4 0 0 1:1")), 0);
        assert_int_equal(passing(&p, a, titled(f, "id", "0|1")), 2);
        assert_int_equal(
            passing(&p, a,
                    filter_both(f->job, titled(f, "lang", "ru"), titled(f, "tags", "карта"))),
            1);
        for (int i = 0; i < 2 * allowed_most; i++) /* more than are remembered */
            assert_int_equal(passing(&p, a, titled(f, "id", arena_printf(f->job, "%d", i))), i < 4);
    }
    xap_reader_close(p.index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(lists_are_those_of_the_articles),
        TEST(each_kind_of_tree_finds_what_it_says),
        TEST(fields_are_searched_by_themselves),
        TEST(weights_are_bm25),
        TEST(what_a_word_may_be_else_counts_as_rare_as_the_word),
        TEST(a_query_does_not_see_what_another_found),
        TEST(two_indexes_are_searched_as_one),
        TEST(what_all_articles_have_lets_all_pass),
        TEST(a_filter_is_remembered_as_itself),
    };

    return cmocka_run_group_tests_name("match", tests, NULL, NULL);
}
