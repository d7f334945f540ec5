/* test_markup.c - Markdown and HTML as articles, and articles as HTML. */
#include "tests/unit/reading.h"

#include "base/pool.h"
#include "engine/show/render.h"
#include "indexer/body.h"
#include "indexer/html.h"
#include "indexer/markdown.h"

static void markdown_becomes_sections_blocks_and_spans(void **state)
{
    struct fixture *f = *state;
    const struct section *s;
    struct article a;

    assert_ok(f, read(f, RECORD_MARKDOWN, markdown, &a));
    assert_slice(a.title, "Оплата картой");
    assert_int_equal(a.lang, LANGUAGE_RU);
    assert_int_equal(a.category.count, 2);
    assert_slice(a.category.items[1], "Деньги/Карты");
    assert_int_equal(a.section_count, 2);
    assert_slice(a.sections[0].text, "Intro bold and link.");
    assert_int_equal(a.sections[0].span_count, 2);
    s = &a.sections[1];
    assert_slice(s->heading, "Как оплатить");
    assert_slice(s->anchor, "pay");
    assert_slice(s->text, "Откройте корзину.\nНажмите Оплатить.\nпод\nВажно.\nA\tB\n1\t2\ncode  x");
    assert_int_equal(s->blocks[0].kind, BLOCK_STEP);
    assert_int_equal(s->blocks[1].number, 2);
    assert_int_equal(s->blocks[2].level, 2);
    assert_true(s->blocks[3].quoted);
    assert_int_equal(s->blocks[4].kind, BLOCK_HEADER_ROW);
    assert_int_equal(s->blocks[6].kind, BLOCK_CODE);
    assert_slice(json_text(json_member(a.attributes, "foo")), "bar");
}

static void a_question_in_bold_type_is_a_heading(void **state)
{
    struct fixture *f = *state;
    struct article a;
    struct texts asked;

    assert_ok(
        f,
        read(f, RECORD_MARKDOWN,
             "---\ntitle: FAQ\nquestions: [What is it?]\n---\nIntro.\n\n**How to leave?**\n\n"
             "Press *Leave*.\n\n**Note!**\n\nMore. **Really?** Yes.\n\n## Can I return?\n\nYes.\n",
             &a));
    assert_int_equal(a.section_count, 3);
    assert_slice(a.sections[1].heading, "How to leave?");
    assert_slice(a.sections[1].text, "Press Leave.\nNote!\nMore. Really? Yes.");
    asked = article_asked(f->job, &a);
    assert_int_equal(asked.count, 3);
    assert_slice(asked.items[0], "What is it?");
    assert_slice(asked.items[2], "Can I return?");
}

static void an_article_is_shown_as_html_again(void **state)
{
    struct fixture *f = *state;
    struct article a;

    assert_ok(f, read(f, RECORD_MARKDOWN, markdown, &a));
    assert_slice(render_html(f->job, &a, NULL),
                 "<p>Intro <strong>bold</strong> and <a>link</a>.</p>"
                 "<h2 id=\"pay\">Как оплатить</h2><ol><li>Откройте <em>корзину</em>.</li>"
                 "<li>Нажмите <code>Оплатить</code>.<ul><li>под</li></ul></li></ol>"
                 "<blockquote><p>Важно.</p></blockquote><table><thead><tr><th>A</th><th>B</th></tr>"
                 "</thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
                 "<pre><code>code  x</code></pre>");
}

static void nothing_hostile_reaches_the_html(void **state)
{
    struct fixture *f = *state;
    struct article a;
    const char *html;

    assert_ok(f, read(f, RECORD_MARKDOWN,
                      "# T\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1)) "
                      "[y](\"onmouseover=alert(1)) <img src=x onerror=alert(1)> &lt;b&gt; "
                      "![i](data:text/html;base64,x)\n\n<a href='java\tscript:x'>z</a>\n\n"
                      "text <iframe src=//evil></iframe>\n",
                      &a));
    html = slice_cstr(f->job, render_html(f->job, &a, NULL));
    assert_null(strstr(html, "script"));
    assert_null(strstr(html, "onerror"));
    assert_null(strstr(html, "javascript"));
    assert_null(strstr(html, "data:"));
    assert_null(strstr(html, "iframe"));
    assert_non_null(strstr(html, "&lt;b&gt;"));
}

static struct slice sections_of(struct fixture *f, const struct node *page)
{
    struct article a = {.id = SLICE("x"), .title = SLICE("T")};

    assert_ok(f, body_read(f->job, page, false, &a, &f->err));
    return article_print(f->job, &a);
}

/* Both ways from Markdown to sections: from its tree, and through HTML. */
static void markdown_reads_the_same_as_the_html_it_stands_for(void **state)
{
    static const char *const texts[] = {
        "# T\n\npara *em* **strong `code`** ~~gone~~\nnext\\\nbreak  \nbreak\n\n## H *x* {#own}\n",
        "- a\n- b\n  - c\n\n    text\n- d\n\n1. x\n2. y\n\n0) z\n1) q\n\n7. seven\n\n8. eight\n",
        "> quote\n> - *item*\n>\n>> deep\n\n```sh\n  run <this> &amp; that\n\n```\n\n    "
        "code\n\n```\n```\n",
        "| a | *b* |\n|---|:-:|\n| `1` \\| 2 | [l](http://x/ \"t\") |\n| only "
        "|\n\n---\n\n**Why?**\n\nso\n",
        "[all](</!\"#$%&'*+,-./:;=?@[\\\\]^_`{|}~ йё>) ![*alt* `c`\nx](i.png) <mailto:a@b.c> "
        "www.x.org, "
        "https://x.org/a(b)?c=d&e and [![pic](p.png)](/t)\n",
        "&lt;b&gt; \"q\" 'a' & &copy; &#0; &nbsp;.\n\n- **Who?**\n\n  he\n\nA\n===\n\n###### six "
        "######\n",
        "a <br> <b>b</b> &#1;&#xFFFE; "
        "![&#xFFFF;](i)\n\n<div>\n\n*c*\n\n</div>\n\nnote[^1]\n\n[^1]: said\n",
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct slice text = slice_of(texts[i]);
        const struct node *direct, *through;

        assert_ok(f, markdown_parse(f->job, text, &direct, &f->err));
        assert_ok(f, html_parse(f->job, markdown_html(f->job, text), NULL, &through, &f->err));
        assert_true(slice_eq(sections_of(f, direct), sections_of(f, through)));
    }
}

static void find_a_link(void *self, void *what)
{
    const struct node *page;
    struct arena *job = arena_new();
    struct err err;

    (void)self;
    *(bool *)what = markdown_parse(job, SLICE("see http://x.org ~~or~~"), &page, &err) &&
                    page->children->children->next->role == ROLE_LINK;
    arena_free(job);
}

/* Extensions of cmark share a table that one thread changed while others read. */
static void links_are_found_whatever_other_threads_read(void **state)
{
    static const struct pool_job link_job = {.work = find_a_link};
    struct pool *pool = pool_start(&link_job, 4);
    bool found[4000] = {0};
    size_t given = 0, right = 0;

    (void)state;
    while (given < 4000 || !pool_empty(pool)) {
        if (given < 4000 && !pool_full(pool))
            pool_give(pool, &found[given++]);
        else
            right += *(bool *)pool_take(pool);
    }
    pool_stop(pool);
    assert_int_equal(right, 4000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(markdown_becomes_sections_blocks_and_spans),
        TEST(a_question_in_bold_type_is_a_heading),
        TEST(an_article_is_shown_as_html_again),
        TEST(nothing_hostile_reaches_the_html),
        TEST(markdown_reads_the_same_as_the_html_it_stands_for),
        TEST(links_are_found_whatever_other_threads_read),
    };

    return cmocka_run_group_tests_name("markup", tests, NULL, NULL);
}
