/* test_server.c - parts of the server that need no network. */
#include "tests/unit/test.h"

#include <pthread.h>

#include "base/clock.h"
#include "server/access/keys.h"
#include "server/access/limits.h"
#include "server/params.h"
#include "server/routes.h"

/* ---- routes ---- */

static const char *route_of(struct fixture *f, const char *method, const char *path,
                            const char **capture)
{
    struct slice captures[captures_most] = {{0}}, allow = {0};
    const struct route *r = routes_find(f->job, slice_of(method), slice_of(path), captures, &allow);

    *capture = slice_cstr(f->job, captures[0]);
    return r ? r->name : allow.len ? slice_cstr(f->job, allow) : "none";
}

static void paths_lead_to_their_routes(void **state)
{
    struct fixture *f = *state;
    const char *id;

    assert_string_equal(route_of(f, "POST", "/indexes/articles/search", &id), "search");
    assert_string_equal(route_of(f, "HEAD", "/health", &id), "getHealth");
    assert_string_equal(route_of(f, "GET", "/indexes/articles/documents/ru/a/b", &id),
                        "getDocument");
    assert_string_equal(id, "ru/a/b");
    assert_string_equal(route_of(f, "GET", "/v1/conversations/x/transcript", &id), "getTranscript");
    assert_string_equal(id, "x");
    assert_string_equal(route_of(f, "PUT", "/v1/suggest", &id), "POST");
    assert_string_equal(route_of(f, "GET", "/v1/conversations//transcript", &id), "none");
    assert_string_equal(route_of(f, "GET", "/indexes/articles/documents/", &id), "none");
    assert_string_equal(route_of(f, "GET", "/nowhere", &id), "none");
    assert_string_equal(route_of(f, "GET", "", &id), "none");
    assert_string_equal(route_of(f, "GET", "/ru/c/a/b", &id), "getCategoryPage");
    assert_string_equal(id, "ru");
    assert_string_equal(route_of(f, "GET", "/de/c/a/b", &id), "none");
    assert_string_equal(route_of(f, "GET", "/multi-search", &id), "POST");
}

/* ---- parameters ---- */

struct example {
    struct slice text;
    uint64_t count;
    double ratio;
    bool flag;
    struct texts list;
    const struct json *any;
};

static const struct param example[] = {
    {"text", PARAM_TEXT, offsetof(struct example, text), 0, 5},
    {"someCount", PARAM_COUNT, offsetof(struct example, count), 1, 9},
    {"ratio", PARAM_RATIO, offsetof(struct example, ratio), 0, 0},
    {"flag", PARAM_BOOL, offsetof(struct example, flag), 0, 0},
    {"list", PARAM_TEXTS, offsetof(struct example, list), 0, 2},
    {"any", PARAM_JSON, offsetof(struct example, any), 0, 0},
    {"vector", PARAM_REFUSED, 0, 0, 0},
    {0},
};

static void fields_are_checked_one_by_one(void **state)
{
    static const struct {
        const char *body, *code, *says;
    } bad[] = {
        {"{\"text\":5}", "invalid_x_text", "must be a text, it is a number"},
        {"{\"text\":\"123456\"}", "invalid_x_text", "longer than 5 bytes"},
        {"{\"someCount\":0}", "invalid_x_some_count", "from 1 to 9"},
        {"{\"someCount\":1.5}", "invalid_x_some_count", "whole number"},
        {"{\"ratio\":2}", "invalid_x_ratio", "from 0 to 1"},
        {"{\"flag\":1}", "invalid_x_flag", "true or false"},
        {"{\"list\":\"a\"}", "invalid_x_list", "an array of texts"},
        {"{\"list\":[1]}", "invalid_x_list", "an array of texts"},
        {"{\"list\":[\"a\",\"b\",\"c\"]}", "invalid_x_list", "at most 2"},
        {"{\"txet\":\"a\"}", "bad_request", "there is no field `txet`; there are `text`"},
        {"{\"vector\":[]}", "feature_not_available", "Kladez does not have"},
    };
    struct fixture *f = *state;
    const struct json *o;
    const char *code;

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct example e = {0};

        assert_ok(f, json_parse(f->job, slice_of(bad[i].body), &o, &f->err));
        if (params_read(f->job, example, o, "invalid_x", &e, &code, &f->err))
            fail_msg("%s was read", bad[i].body);
        assert_string_equal(code, bad[i].code);
        assert_says(f, bad[i].says);
    }
    struct example e = {0};

    assert_ok(f, json_parse(f->job, SLICE("{\"text\":null,\"someCount\":9,\"list\":[\"a\"]}"), &o,
                            &f->err));
    assert_ok(f, params_read(f->job, example, o, "invalid_x", &e, &code, &f->err));
    assert_int_equal(e.count, 9);
    assert_int_equal(e.list.count, 1);
}

static void a_query_string_reads_as_the_object_it_stands_for(void **state)
{
    struct fixture *f = *state;
    struct http_request r = {.args = {{SLICE("text"), SLICE("5")},
                                      {SLICE("someCount"), SLICE("7")},
                                      {SLICE("flag"), SLICE("true")},
                                      {SLICE("list"), SLICE("a, b")},
                                      {SLICE("ratio"), SLICE("x")}},
                             .arg_count = 5};

    assert_slice(json_print(f->job, params_of_query(f->job, example, &r)),
                 "{\"text\":\"5\",\"someCount\":7,\"flag\":true,\"list\":[\"a\",\"b\"],"
                 "\"ratio\":\"x\"}");
}

/* ---- limits ---- */

static void a_bucket_empties_and_fills(void **state)
{
    struct fixture *f = *state;
    struct limits *l = limits_new(f->job, 60, 3);

    clock_pin(1795219200000);
    for (int i = 0; i < 3; i++)
        assert_int_equal(limits_wait(l, SLICE("10.0.0.1")), 0);
    assert_int_equal(limits_wait(l, SLICE("10.0.0.1")), 2);
    assert_int_equal(limits_wait(l, SLICE("10.0.0.2")), 0);
    clock_move(1000);
    assert_int_equal(limits_wait(l, SLICE("10.0.0.1")), 0);
    assert_true(limits_wait(l, SLICE("10.0.0.1")) > 0);
    for (int i = 0; i < 100000; i++) /* memory is bounded whatever comes */
        limits_wait(l, slice_of(arena_printf(f->job, "10.%d", i)));
    l = limits_new(f->job, 0, 1);
    for (int i = 0; i < 10; i++)
        assert_int_equal(limits_wait(l, SLICE("x")), 0);
}

/* ---- keys ---- */

static void keys_work_from_the_moment_they_are_made_until_they_are_removed(void **state)
{
    struct fixture *f = *state;
    struct texts audiences = {0}, none = {0};
    struct keys *k = keys_open(f->folder);
    struct key found, *list;
    const char *secret;
    struct slice text;
    size_t count;

    assert_false(keys_find(k, f->job, SLICE("kz_x"), &found));
    texts_add(f->job, &audiences, SLICE("internal"));
    assert_ok(
        f, keys_add(f->job, f->folder, "widget", ROLE_SEARCH, &audiences, &none, &secret, &f->err));
    assert_true(keys_find(k, f->job, slice_of(secret), &found));
    assert_int_equal(found.role, ROLE_SEARCH);
    assert_slice(found.audiences.items[0], "internal");
    assert_true(keys_allow(k, found.hash, ROLE_SEARCH));
    assert_false(keys_allow(k, found.hash, ROLE_DESK));
    assert_ok(f, file_read(f->job, arena_printf(f->job, "%s/keys.json", f->folder), 10000, &text,
                           &f->err));
    assert_null(strstr(text.ptr, secret));
    assert_ok(f, keys_list(f->job, f->folder, &list, &count, &f->err));
    assert_ok(f, keys_remove(f->job, f->folder, list[0].id.ptr, &f->err));
    assert_false(keys_allow(k, found.hash, ROLE_SEARCH));
    assert_false(keys_find(k, f->job, slice_of(secret), &found));
    assert_false(keys_remove(f->job, f->folder, "none", &f->err));
    keys_close(k);
}

enum { commands_at_once = 4, keys_of_each = 12 };

static void *add_keys(void *folder)
{
    struct arena *job = arena_new();
    struct texts none = {0};
    const char *secret;
    struct err err;

    for (int i = 0; i < keys_of_each; i++)
        keys_add(job, folder, "one of many", ROLE_DESK, &none, &none, &secret, &err);
    arena_free(job);
    return NULL;
}

static void keys_made_at_once_are_all_there(void **state)
{
    struct fixture *f = *state;
    pthread_t threads[commands_at_once];
    struct key *list;
    size_t count;

    for (int i = 0; i < commands_at_once; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, add_keys, (void *)f->folder), 0);
    for (int i = 0; i < commands_at_once; i++)
        pthread_join(threads[i], NULL);
    assert_ok(f, keys_list(f->job, f->folder, &list, &count, &f->err));
    assert_int_equal(count, commands_at_once * keys_of_each);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(paths_lead_to_their_routes),
        TEST(fields_are_checked_one_by_one),
        TEST(a_query_string_reads_as_the_object_it_stands_for),
        TEST(a_bucket_empties_and_fills),
        TEST(keys_work_from_the_moment_they_are_made_until_they_are_removed),
        TEST(keys_made_at_once_are_all_there),
    };

    return cmocka_run_group_tests_name("server", tests, NULL, NULL);
}
