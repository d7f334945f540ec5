/* test_pages.c - what pages are written with, without a server. */
#include "tests/unit/test.h"

#include "base/clock.h"
#include "base/json.h"
#include "engine/show/render.h"
#include "server/pages/html.h"
#include "server/pages/sitemap.h"

static void texts_are_escaped_and_html_is_not(void **state)
{
    struct fixture *f = *state;
    struct buf out = buf_new(f->job, 1000);

    HTML(&out, "<a href=\"$\">$</a>@", SLICE("/?a&b\"'"), SLICE("<b>"), SLICE("<i>"));
    assert_slice(buf_slice(&out), "<a href=\"/?a&amp;b&quot;&#39;\">&lt;b&gt;</a><i>");
}

static void a_snippet_is_one_line_with_marks(void **state)
{
    struct mark items[] = {{.start = 0, .end = 4}, {.start = 15, .end = 18}};
    struct marks marks = {items, 2}, none = {0};
    struct fixture *f = *state;
    struct buf out = buf_new(f->job, 1000);

    html_marked(&out, SLICE("Cost\t350 <b>.\n\nYes and  no\n"), &marks);
    assert_slice(buf_slice(&out), "<mark>Cost</mark> · 350 &lt;b&gt;. <mark>Yes</mark> and no ");
    out = buf_new(f->job, 1000);
    html_marked(&out, SLICE("\n a\n"), &none);
    assert_slice(buf_slice(&out), " a ");
}

static void no_value_of_json_ends_its_element(void **state)
{
    struct fixture *f = *state;
    struct json *o = json_object(f->job);
    struct buf out = buf_new(f->job, 1000);
    const struct json *back;

    json_add_text(o, "</script>", SLICE("</script><!-- & \"x\""));
    html_json(&out, o);
    assert_int_equal(slice_find(buf_slice(&out), '<'), out.len);
    assert_ok(f, json_parse(f->job, buf_slice(&out), &back, &f->err));
    assert_slice(json_text(json_member(back, "</script>")), "</script><!-- & \"x\"");
}

static void headings_skip_no_level(void **state)
{
    static const struct {
        unsigned written;
        const char *tag;
    } cases[] = {{4, "<h2 id=\"a\">"}, {4, "<h2 id=\"a\">"}, {6, "<h3 id=\"a\">"},
                 {5, "<h3 id=\"a\">"}, {2, "<h2 id=\"a\">"}, {1, "<h2 id=\"a\">"},
                 {2, "<h3 id=\"a\">"}};
    enum { count = sizeof cases / sizeof *cases };
    struct section sections[count];
    struct article a = {.sections = sections, .section_count = count};
    struct fixture *f = *state;
    struct slice html;

    for (size_t i = 0; i < count; i++)
        sections[i] = (struct section){
            .heading = SLICE("A"), .anchor = SLICE("a"), .level = cases[i].written};
    html = render_html(f->job, &a, NULL);
    for (size_t i = 0; i < count; i++) {
        assert_true(slice_starts(html, cases[i].tag));
        html = (struct slice){html.ptr + 17, html.len - 17};
    }
    assert_int_equal(html.len, 0);
}

/* ---- sitemap ---- */

static const char *sitemap(struct fixture *f, size_t count, size_t part)
{
    static const struct sitemap_entry entries[] = {
        {{"/a", 2}, 1795219200000}, {{"/b?x&y", 6}, 0}, {{"/c", 2}, 0}};

    return slice_cstr(f->job,
                      sitemap_print(f->job, SLICE("https://x.example"), entries, count, part, 2));
}

static void a_long_sitemap_is_an_index_of_its_parts(void **state)
{
    struct fixture *f = *state;

    assert_non_null(strstr(sitemap(f, 2, 0), "<url><loc>https://x.example/a</loc>"
                                             "<lastmod>2026-11-21</lastmod></url>\n"
                                             "<url><loc>https://x.example/b?x&amp;y</loc></url>"));
    assert_non_null(strstr(sitemap(f, 3, 0), "<sitemapindex"));
    assert_non_null(
        strstr(sitemap(f, 3, 0), "<loc>https://x.example/sitemap.xml?part=2</loc></sitemap>\n</"));
    assert_null(strstr(sitemap(f, 3, 1), "/c<"));
    assert_non_null(strstr(sitemap(f, 3, 2), "/c<"));
    assert_null(strstr(sitemap(f, 3, 2), "/a<"));
    assert_string_equal(sitemap(f, 3, 3), "");
    assert_string_equal(sitemap(f, 0, 1), "");
    assert_non_null(strstr(sitemap(f, 0, 0), "<urlset"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(texts_are_escaped_and_html_is_not),       TEST(a_snippet_is_one_line_with_marks),
        TEST(no_value_of_json_ends_its_element),       TEST(headings_skip_no_level),
        TEST(a_long_sitemap_is_an_index_of_its_parts),
    };

    return cmocka_run_group_tests_name("pages", tests, NULL, NULL);
}
