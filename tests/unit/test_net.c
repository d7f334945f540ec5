/* test_net.c - what is read of a request before anybody answers it: headers, fields, addresses. */
#include "tests/unit/test.h"

#include "server/net/address.h"
#include "server/net/headers.h"
#include "server/net/stream.h"
#include "server/net/target.h"

/* ---- headers ---- */

/* Takes "Name: value" lines. */
static struct headers headers_of(struct fixture *f, struct http_request *r, const char *lines)
{
    struct slice rest = slice_of(lines);
    struct headers h = {0};

    *r = (struct http_request){.job = f->job};
    while (rest.len) {
        struct slice value = slice_cut(&rest, '\n'), name = slice_cut(&value, ':');

        headers_take(&h, r, slice_cstr(f->job, name), slice_cstr(f->job, slice_trim(value)));
    }
    return h;
}

static void of_headers_of_one_name_the_first_is_kept(void **state)
{
    struct fixture *f = *state;
    struct http_request r;
    struct headers h = headers_of(f, &r,
                                  "content-type: a\nContent-Type: b\nOrigin: c\nX-Other: d\n"
                                  "X-Forwarded-For: 1\nx-forwarded-for: 2\nExpect: 100-continue");

    assert_null(h.bad);
    assert_true(h.expects && !h.too_big);
    assert_slice(r.content_type, "a");
    assert_slice(r.origin, "c");
    assert_slice(r.forwarded_for, "2");
    assert_slice(r.host, "");
}

static void headers_a_proxy_may_understand_otherwise_are_refused(void **state)
{
    static const char *const bad[] = {
        "Content-Length: 2\nContent-Length: 2",
        "Content-Length : 2",
        "Content-Length: 2\nTransfer-Encoding: chunked",
        "transfer-encoding: chunked\ncontent-length: 2",
        "Host: a\nhost: a",
    };
    struct fixture *f = *state;
    struct http_request r;

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_non_null(headers_of(f, &r, bad[i]).bad);
    assert_null(headers_of(f, &r, "Host: a\nContent-Length: 2").bad);
}

static void a_body_may_say_that_it_is_too_big(void **state)
{
    struct fixture *f = *state;
    struct http_request r;

    assert_false(headers_of(f, &r, "Content-Length: 262144").too_big);
    assert_true(headers_of(f, &r, "Content-Length: 262145").too_big);
}

/* ---- fields and addresses ---- */

static void a_form_reads_as_pairs(void **state)
{
    struct http_pair pairs[http_args_max];
    struct fixture *f = *state;
    struct buf many = buf_new(f->job, 10000);
    size_t count = 0;

    assert_null(target_read_pairs(f->job, SLICE("a=1&&b=%D0%B0+%2B&=x&c&d==&"), pairs, &count));
    assert_int_equal(count, 4);
    assert_slice(pairs[1].value, "а +");
    assert_slice(pairs[2].name, "c");
    assert_slice(pairs[2].value, "");
    assert_slice(pairs[3].value, "=");
    count = 0;
    assert_non_null(target_read_pairs(f->job, SLICE("a=%00"), pairs, &count));
    assert_non_null(target_read_pairs(f->job, SLICE("a=%D0"), pairs, &count));
    assert_non_null(target_read_pairs(f->job, SLICE("a=%4"), pairs, &count));
    for (int i = 0; i <= http_args_max; i++)
        buf_text(&many, "a&");
    count = 0;
    assert_non_null(target_read_pairs(f->job, buf_slice(&many), pairs, &count));
}

static void addresses_of_one_network_are_one(void **state)
{
    struct fixture *f = *state;

    assert_slice(address_network(f->job, SLICE("10.1.2.3")), "10.1.2.3");
    assert_slice(address_network(f->job, SLICE("2001:db8:1:2:3:4:5:6")), "2001:db8:1:2::");
    assert_slice(address_network(f->job, SLICE("2001:DB8:1:2::9")), "2001:db8:1:2::");
    assert_slice(address_network(f->job, SLICE("unix")), "unix");
    assert_slice(address_network(f->job, SLICE("")), "");
}

/* ---- streams ---- */

static void count(void *times)
{
    ++*(int *)times;
}

static void who_writes_is_told_that_there_is_room_again_or_nobody(void **state)
{
    int told = 0, slept = 0;
    struct stream *s = stream_new(&(struct stream_writer){&told, count});
    char taken[stream_ahead_max];

    (void)state;
    stream_attach(s, &(struct stream_sender){&slept, count, count});
    assert_true(stream_has_room(s));
    memset(taken, 'x', sizeof taken);
    stream_write(s, (struct slice){taken, sizeof taken});
    assert_int_equal(stream_read(s, taken, 1), 1);
    assert_true(stream_has_room(s));
    stream_write(s, SLICE("x"));
    assert_false(stream_has_room(s));
    assert_int_equal(told, 0);
    assert_int_equal(stream_read(s, taken, 1), 1);
    assert_int_equal(stream_read(s, taken, sizeof taken), sizeof taken - 1);
    assert_int_equal(told, 1); /* once, for it asked once */
    assert_int_equal(stream_read(s, taken, 1), STREAM_SLEEPS);
    stream_close(s);
    assert_int_equal(told, 2);
    assert_false(stream_is_open(s));
    stream_end(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(of_headers_of_one_name_the_first_is_kept),
        TEST(headers_a_proxy_may_understand_otherwise_are_refused),
        TEST(a_body_may_say_that_it_is_too_big),
        TEST(a_form_reads_as_pairs),
        TEST(addresses_of_one_network_are_one),
        TEST(who_writes_is_told_that_there_is_room_again_or_nobody),
    };

    return cmocka_run_group_tests_name("net", tests, NULL, NULL);
}
