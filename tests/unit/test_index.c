/* test_index.c - finding in the index, and in two as if they were one. */
#include "tests/unit/knowledge.h"

#include <malloc.h>

#include "engine/filter.h"
#include "engine/query.h"

static size_t found(struct fixture *f, struct xap_reader *r, const char *text)
{
    struct query q = query_parse(f->job, stemmer_new(f->job), slice_of(text));
    struct texts english = told_list(f->job, "en");
    struct xap_request request = {.query = query_tree(f->job, &q, QUERY_MATCH_ANY, NULL),
                                  .filter = filter_one_of(f->job, "lang", &english),
                                  .count = 1,
                                  .among = {5, 3},
                                  .distinct = SLOT_NONE};
    struct xap_hits hits;

    assert_ok(f, xap_find(r, f->job, &request, &hits, &f->err));
    return hits.count;
}

/* All alternatives of "wi-fi" end with the last document of the first index, while the second
 * goes on. What is freed is overwritten, so that reading it would show. */
static void alternatives_may_end_in_one_index_before_the_other(void **state)
{
    static const struct told one[] = {{.title = "Home"}, {.title = "Laptop and wi-fi, wifi"}};
    static const struct told other[] = {{.title = "Wifi"}, {.title = "Wi-Fi"}, {.title = "Home"}};
    struct fixture *f = *state;
    const char *const paths[] = {arena_printf(f->job, "%s/one", f->folder),
                                 arena_printf(f->job, "%s/other", f->folder)};
    struct xap_reader *r;

    xap_reader_close(index_of(f, "one", one, 2));
    xap_reader_close(index_of(f, "other", other, 3));
    r = xap_reader_open(paths, 2, &f->err);
    assert_ok(f, r);
    assert_int_equal(mallopt(M_PERTURB, 0x5a), 1);
    assert_int_equal(found(f, r, "wi-fi"), 1);
    assert_int_equal(found(f, r, "wi-fi home"), 1);
    assert_int_equal(mallopt(M_PERTURB, 0), 1);
    xap_reader_close(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(alternatives_may_end_in_one_index_before_the_other)};

    return cmocka_run_group_tests_name("index", tests, NULL, NULL);
}
