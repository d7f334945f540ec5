/* fuzz_http.c - what a request may say: fields against a table, keys, tokens, addresses. */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "engine/show/render.h"
#include "server/net/target.h"
#include "server/params.h"
#include "server/routes.h"
#include "tests/fuzz/driver.h"

struct target {
    struct slice text;
    uint64_t count;
    double ratio, number;
    bool truth;
    struct texts texts;
    const struct json *any, *object;
};

#define AT(member) offsetof(struct target, member)

static const struct param table[] = {
    {"q", PARAM_TEXT, AT(text), 0, 100},      {"hitsPerPage", PARAM_COUNT, AT(count), 1, 50},
    {"score", PARAM_RATIO, AT(ratio), 0, 0},  {"number", PARAM_NUMBER, AT(number), 0, 0},
    {"explain", PARAM_BOOL, AT(truth), 0, 0}, {"facets", PARAM_TEXTS, AT(texts), 0, 5},
    {"filter", PARAM_JSON, AT(any), 0, 0},    {"contact", PARAM_OBJECT, AT(object), 0, 0},
    {"vector", PARAM_REFUSED, 0, 0, 0},       {0},
};

static const struct slice seeds[] = {
    FUZZ_SEED(
        "{\"q\": \"оплата\", \"hitsPerPage\": 5, \"score\": 0.5, \"number\": -1, \"explain\": true,"
        "\"facets\": [\"a\", \"b\"], \"filter\": [\"x\"], \"contact\": {\"a\": 1}}"),
    FUZZ_SEED(
        "q=оплата&hitsPerPage=5&score=0.5&number=-1e3&explain=true&facets=a,b&filter=[\"x\"]"),
    FUZZ_SEED("/indexes/articles/documents/ru/оплата/card"),
    FUZZ_SEED("/v1/conversations/01a200a9-2300-714c/messages"),
    FUZZ_SEED("../../payment/card.md#top"),
    FUZZ_SEED("http://help.example:8700/ru/search?q=%D0%BE%D0%BF%D0%BB%D0%B0%D1%82%D0%B0"),
    FUZZ_SEED("/ru/c/%D0%9E%D0%BF%D0%BB%D0%B0%D1%82%D0%B0/Карты"),
    FUZZ_SEED("text=%D0%93%D0%B4%D0%B5+%3F&way=a%40b.ru&&=x&turn_id"),
};

static const char *const tokens[] = {
    "\"q\":",      "\"hitsPerPage\":",
    "\"score\":",  "\"facets\":",
    "\"vector\":", "\"contact\":",
    "\"no\":",     "null",
    "true",        "[]",
    "{}",          "1.5",
    "-0",          "1e300",
    ",",           "&",
    "=",           "/",
    "//",          "../",
    "./",          "/v1/",
    "{id}",        "/messages",
    "/indexes/",   "q=",
    "http://",     "HTTPS://",
    "@",           "?",
    NULL,
};

static void check_err(const struct err *err)
{
    CHECK(err->code == ERR_INPUT && err->text[0] && fuzz_is_utf8(slice_of(err->text)));
}

static void check_params(struct arena *job, const struct json *object)
{
    struct target t = {0};
    const char *code = NULL;
    struct err err = {0};

    if (!params_read(job, table, object, "invalid_search", &t, &code, &err)) {
        check_err(&err);
        CHECK(code &&
              (strcmp(code, "bad_request") == 0 || strcmp(code, "feature_not_available") == 0 ||
               strncmp(code, "invalid_search_", 15) == 0));
        return;
    }
    CHECK(t.text.len <= 100 && fuzz_is_utf8(t.text));
    CHECK(t.count <= 50 && t.ratio >= 0 && t.ratio <= 1 && isfinite(t.number));
    CHECK(t.texts.count <= 5 && (!t.object || json_kind(t.object) == JSON_OBJECT));
}

/* "a=b&c" as the pairs libmicrohttpd makes of it. */
static void check_query(struct arena *job, struct slice input)
{
    struct http_request *request = ARENA_NEW(job, struct http_request);

    while (input.ptr && request->arg_count < http_args_max) {
        struct slice value = slice_cut(&input, '&'), name = slice_cut(&value, '=');

        request->args[request->arg_count++] = (struct http_pair){
            slice_copy(job, name), value.ptr ? slice_copy(job, value) : SLICE("")};
    }
    check_params(job, params_of_query(job, table, request));
}

static void check_route(struct arena *job, struct slice path)
{
    static const char *const methods[] = {"GET", "POST", "DELETE", "BREW"};
    struct slice captures[captures_most] = {{0}}, allow = {0};
    const struct route *r = routes_find(job, slice_of(methods[fuzz_random(FUZZ_COUNT(methods))]),
                                        path, captures, &allow);

    for (size_t i = 0; i < captures_most; i++)
        CHECK(fuzz_is_within(captures[i], path));
    CHECK(!r || r->handle);
}

/* Whatever a form sends, nothing but UTF-8 without zeros comes out of it. */
static void check_form(struct arena *job, struct slice input)
{
    struct http_pair *pairs = ARENA_ARRAY(job, struct http_pair, http_args_max);
    size_t count = 0;

    target_read_pairs(job, input, pairs, &count);
    CHECK(count <= http_args_max);
    for (size_t i = 0; i < count; i++)
        CHECK(pairs[i].name.len && fuzz_is_utf8(pairs[i].name) && fuzz_is_utf8(pairs[i].value) &&
              !(pairs[i].value.len && memchr(pairs[i].value.ptr, 0, pairs[i].value.len)));
}

/* "/path?name=value", or a whole address. */
static void check_target(struct arena *job, struct slice input)
{
    struct http_request *request = ARENA_NEW(job, struct http_request);

    request->job = job;
    if (target_read(request, input))
        return;
    CHECK(fuzz_is_utf8(request->path));
    CHECK(!(request->path.len && memchr(request->path.ptr, 0, request->path.len)));
    CHECK(!request->host.ptr || (request->host.len && fuzz_is_within(request->host, input) &&
                                 !memchr(request->host.ptr, '@', request->host.len)));
}

static void check_paths(struct arena *job, struct slice target)
{
    struct slice joined = render_join_paths(job, SLICE("ru/account/x.md"), target);

    CHECK(!slice_starts(joined, "../") && !slice_starts(joined, "./"));
    CHECK(joined.len <= target.len + 16);
}

static void one(struct arena *job, struct slice input)
{
    const struct json *object;
    struct err err;

    check_form(job, input);
    check_target(job, input);
    if (json_parse(job, input, &object, &err) && json_kind(object) == JSON_OBJECT)
        check_params(job, object);
    if (!fuzz_is_utf8(input) || (input.len && memchr(input.ptr, 0, input.len)))
        return; /* http.c lets nothing else pass */
    check_query(job, input);
    check_route(job, input);
    check_paths(job, input);
}

struct fuzz_target fuzz_target = {
    .name = "fuzz_http",
    .seeds = seeds,
    .seed_count = FUZZ_COUNT(seeds),
    .tokens = tokens,
    .max = 2000,
    .cost = 1,
    .round = one,
};
