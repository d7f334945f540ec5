/*
 * fuzz_articles.c - every reader of articles over rubbish, and what becomes of what they read.
 *
 * The input is read as Markdown, as HTML, as a record, and as files of many records. Each
 * article that comes out must keep the promises of engine/article/article.h, survive being stored,
 * and turn into HTML whose tags are balanced; its record, damaged, must be refused or harm nobody.
 */
#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "engine/article/terms.h"
#include "engine/show/render.h"
#include "indexer/markdown.h"
#include "indexer/read.h"
#include "tests/fuzz/driver.h"

static const struct slice seeds[] = {
    FUZZ_SEED(
        "---\ntitle: Как вернуть деньги\ncategory: [Оплата/Карты, Ёж]\ntags: [a, 'б в']\n"
        "questions:\n  - Где чек?\nlang: ru\nupdatedAt: 2026-11-21\npopularity: 0.5\n"
        "translationOf: en/x\nmine: {a: [1, b]}\n---\nВернём **за 3 дня**, [тут](../a.md#b).\n\n"
        "## Шаги {#steps}\n\n1. Откройте _меню_.\n   - вложенный\n\n     абзац\n3. `код`\n\n"
        "> Заметка ![рисунок](https://x.example/i.png \"t\")\n\n```\nx  y\n\n```\n\n"
        "| a | b |\n|---|---|\n| **c** | |\n\n### Шаги\n<b>raw</b> <javascript:x>\n"),
    FUZZ_SEED("# Title\n\nText<br>more &amp; &#1078; &nosuch; ~~del~~ www.example.com\n\n"
              "* a\n  1. b\n     > c\n\n        d\n\nSetext\n===\n\n- [ ] task\n\n[l]: "
              "javascript:x\n[l]\n"),
    FUZZ_SEED("<!doctype html><html lang=ru><head><title> Заголовок </title>"
              "<link rel=canonical href=\"https://x.example/a?b=1&amp;c\">"
              "<meta name=\"kladez:tags\" content=\"a\"><meta name=kladez:id content=my-id></head>"
              "<body><nav>no</nav><main><h1>Заголовок</h1><p>Раз <b>два <i>три</b> четыре</i></p>"
              "<h2 id=\"x'y\">Два</h2><ol start=7><li><p>a</p><p>b</p><ul><li>c</ul><li>d</ol>"
              "<blockquote><pre> x\n y </pre></blockquote><table><tr><th>h<th>i<tr><td>1<td>"
              "<p>2<ul><li>3</ul></table><a href='/r'>л<img src=/i.png alt='к\"'></a>"
              "<h3><a href=#>Три</a></h3>&nbsp;<script>no</script></main><footer>no</footer>"),
    FUZZ_SEED("{\"id\": \"r/1\", \"lang\": \"en\", \"title\": \"T\", \"body\": \"Body **b**\\n\\n# "
              "H\\n\\nx\","
              " \"category\": \"a/b\", \"questions\": [\"q?\", 5], \"url\": \"https://x.example/\","
              " \"bot\": false, \"draft\": \"no\", \"updated_at\": 1700000000, \"own\": {\"a\": "
              "[null]}}\n"
              "{\"id\": 2, \"body\": \"<p>html <code>c</code></p><ul><li>x</ul>\"}\n"),
    FUZZ_SEED("[{\"id\": \"a\", \"body\": \"x\"}, {\"id\": \"b\", \"questions\": [\"y\"]}, 5]"),
    FUZZ_SEED("id,title,body,tags\r\n1,\"Т, "
              "\"\"к\"\"\",\"много\nстрок\",a|b\r\n2,,x\r\n\r\n3,t,b,c,d\r\n"),
};

static const char *const tokens[] = {
    "---\n",
    "\n# ",
    "\n## ",
    "\n\n",
    "\n> ",
    "\n- ",
    "\n1. ",
    "\n    ",
    "**",
    "`",
    "```\n",
    "[a](b)",
    "![a](b)",
    "|",
    "\n|-|\n",
    "<p>",
    "</p>",
    "<div>",
    "<b>",
    "</b>",
    "<i>",
    "<h1>",
    "<h2>",
    "</h2>",
    "<ul>",
    "<li>",
    "<ol start=65536>",
    "<pre>",
    "</pre>",
    "<table>",
    "<tr>",
    "<td>",
    "<th>",
    "</table>",
    "<a href=x>",
    "</a>",
    "<img src=x alt=y>",
    "<br>",
    "<blockquote>",
    "&#0;",
    "&#x10FFFF;",
    "&lt;",
    "<!--",
    "-->",
    "<![CDATA[",
    "<script>",
    "<main>",
    "{#a}",
    "title: ",
    "id: ",
    "\"id\": ",
    "\"body\": ",
    "questions:",
    "lang: ",
    "\",\"",
    "\r\n",
    "<h2 id='a'>x</h2>",
    "<b></b>",
    " <i> ",
    "\t",
    NULL,
};

/* ---- what an article promises ---- */

static void check_text(struct slice s)
{
    CHECK(fuzz_is_utf8(s));
    CHECK(s.len == 0 || !memchr(s.ptr, 0, s.len));
}

static void check_texts(const struct texts *list)
{
    CHECK(list->count <= 10 * article_list_max);
    for (size_t i = 0; i < list->count; i++) {
        CHECK(list->items[i].len > 0);
        check_text(list->items[i]);
    }
}

static void check_blocks(const struct section *s)
{
    for (size_t i = 0; i < s->block_count; i++) {
        const struct block *b = &s->blocks[i];

        CHECK(b->kind <= BLOCK_ROW && b->start <= s->text.len);
        CHECK(fuzz_is_boundary(s->text, b->start));
        CHECK(i == 0 ? b->start == 0 : b->start > s->blocks[i - 1].start);
        CHECK(b->start == 0 || s->text.ptr[b->start - 1] == '\n');
    }
    CHECK(s->text.len == 0 || s->block_count > 0);
}

static void check_spans(const struct section *s)
{
    for (size_t i = 0; i < s->span_count; i++) {
        const struct span *p = &s->spans[i];

        CHECK(p->kind <= SPAN_IMAGE && p->start <= p->end && p->end <= s->text.len);
        CHECK(fuzz_is_boundary(s->text, p->start) && fuzz_is_boundary(s->text, p->end));
        CHECK(i == 0 || p->start >= s->spans[i - 1].start);
        CHECK(p->kind != SPAN_IMAGE || p->start == p->end);
        check_text(p->target);
    }
}

static void check_sections(struct arena *job, const struct article *a)
{
    struct map anchors = map_new(job);

    for (size_t i = 0; i < a->section_count; i++) {
        const struct section *s = &a->sections[i];

        check_text(s->heading);
        check_text(s->anchor);
        check_text(s->text);
        CHECK(s->level <= 6 && (s->level > 0) == (s->heading.len > 0));
        CHECK((s->anchor.len > 0) == (s->heading.len > 0));
        CHECK(s->heading.len > 0 || i == 0);
        CHECK(!s->anchor.len || !map_find(&anchors, s->anchor));
        map_put(&anchors, s->anchor, fuzz_life);
        check_blocks(s);
        check_spans(s);
    }
}

static void check_article(struct arena *job, const struct article *a)
{
    CHECK(a->id.len > 0 && a->id.len <= article_id_max);
    CHECK(a->title.len > 0 && a->title.len <= article_title_max);
    CHECK(a->audience.len > 0 && a->lang < language_count);
    CHECK(a->popularity >= 0 && a->popularity <= 1);
    check_text(a->id);
    check_text(a->title);
    check_text(a->url);
    check_text(a->audience);
    check_text(a->translation_of);
    check_text(a->owner);
    check_texts(&a->category);
    check_texts(&a->tags);
    check_texts(&a->questions);
    check_sections(job, a);
}

/* ---- what is made of it ---- */

static struct slice file_url(void *self, struct slice path)
{
    return path.len ? slice_of(arena_printf(self, "/articles/%.*s", SLICE_ARG(path))) : path;
}

static bool stands_alone(const char *name, size_t len)
{
    return len == 3 && memcmp(name, "img", 3) == 0;
}

/* All tags are known, closed in order, and nothing else begins with "<". */
static void check_html(struct slice html)
{
    static const char known[] = " h2 h3 h4 h5 h6 p ol ul li blockquote pre code table thead tbody "
                                "tr th td strong em a img ";
    struct slice open[200];
    size_t depth = 0;

    for (size_t at = slice_find(html, '<'); at < html.len;) {
        bool closing = at + 1 < html.len && html.ptr[at + 1] == '/';
        const char *name = html.ptr + at + 1 + closing, *end = html.ptr + html.len;
        size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz123456"), next;
        char spaced[16];

        CHECK(len > 0 && len < sizeof spaced - 2 && name + len < end);
        snprintf(spaced, sizeof spaced, " %.*s ", (int)len, name);
        CHECK(strstr(known, spaced));
        if (closing) {
            CHECK(depth > 0 && open[depth - 1].len == len);
            CHECK(memcmp(open[--depth].ptr, name, len) == 0);
        } else if (!stands_alone(name, len)) {
            CHECK(depth < FUZZ_COUNT(open));
            open[depth++] = (struct slice){name, len};
        }
        next = at + 1;
        while (next < html.len && html.ptr[next] != '<')
            next++;
        at = next;
    }
    CHECK(depth == 0);
}

/* Addresses that run code lead nowhere. */
static void check_addresses(struct slice html)
{
    static const char *const starts[] = {"http:", "https:", "mailto:", "tel:", "/", "#"};

    for (size_t i = 0; i < html.len; i++) {
        struct slice rest = {html.ptr + i, html.len - i};
        size_t skip = slice_starts(rest, "<a href=\"")                     ? 9
                      : slice_starts(rest, "<img loading=\"lazy\" src=\"") ? 25
                                                                           : 0;
        bool fine = false;

        if (!skip)
            continue;
        rest = (struct slice){rest.ptr + skip, rest.len - skip};
        for (size_t j = 0; j < FUZZ_COUNT(starts); j++)
            fine |= slice_starts(rest, starts[j]);
        CHECK(fine);
    }
}

static struct slice rendered(struct arena *job, const struct article *a)
{
    struct render_links links = {file_url, job};

    return render_html(job, a, fuzz_random(2) ? &links : NULL);
}

static void check_use(struct arena *job, const struct article *a)
{
    struct slice html = rendered(job, a), body = article_body(job, a), url = article_url(job, a);

    check_html(html);
    check_addresses(html);
    CHECK(fuzz_is_utf8(html) && fuzz_is_utf8(body) && url.len > 0);
}

static void check_terms(struct arena *job, const struct article *a)
{
    struct tokens words = tokens_of(job, a);
    struct document d = terms_of(job, fuzz_stemmer, a, &words);
    struct map seen = map_new(job);

    for (size_t i = 0; i < d.term_count; i++) {
        CHECK(d.terms[i].text.len > 0 && d.terms[i].text.len <= 245);
        CHECK(!map_find(&seen, d.terms[i].text));
        map_put(&seen, d.terms[i].text, fuzz_life);
    }
}

static void check_record(struct arena *job, const struct article *a)
{
    struct slice record = article_print(job, a);
    struct article back, damaged;
    struct tokens words;
    struct err err;

    CHECK(article_parse(job, record, &back, &err));
    CHECK(slice_eq(article_print(job, &back), record));
    check_article(job, &back);
    CHECK(slice_eq(article_body(job, &back), article_body(job, a)));
    CHECK(slice_eq(render_html(job, &back, NULL), render_html(job, a, NULL)));
    if (article_parse(job, fuzz_damage(job, record), &damaged, &err)) {
        rendered(job, &damaged);
        article_body(job, &damaged);
        words = tokens_of(job, &damaged);
        terms_of(job, fuzz_stemmer, &damaged, &words);
    } else {
        CHECK(err.text[0]);
    }
}

/* ---- reading ---- */

static void read_as(struct arena *job, enum record_kind kind, struct slice raw)
{
    struct record record = {
        .kind = kind,
        .where = {.path = "ru/a.md", .line = 7, .id = SLICE("ru/a"), .source = SLICE("ru/a.md")},
        .raw = raw};
    struct report report;
    struct article a;
    struct err err = {0};
    bool draft;

    report_start(&report, job);
    if (!read_article(job, &record, &report, &a, &draft, &err)) {
        CHECK(err.code != ERR_NONE && err.text[0] && fuzz_is_utf8(slice_of(err.text)));
        return;
    }
    check_article(job, &a);
    check_use(job, &a);
    check_terms(job, &a);
    check_record(job, &a);
    for (const struct finding *f = report.first; f; f = f->next)
        CHECK(f->text[0] && fuzz_is_utf8(slice_of(f->text)));
}

struct reading {
    struct arena *job;
    unsigned line;
};

static void on_record(void *self, struct slice raw, unsigned line)
{
    struct reading *r = self;

    CHECK(line >= r->line);
    r->line = line;
    read_as(r->job, RECORD_JSON, raw);
}

static void on_refused(void *self, const struct err *err)
{
    (void)self;
    CHECK(err->text[0]);
}

static void read_file_as(struct arena *job, struct slice input,
                         bool (*reader)(const char *, const struct record_taker *, struct err *))
{
    struct reading r = {job, 0};
    struct record_taker taker = {on_record, on_refused, &r};
    struct err err = {0};

    if (!reader(fuzz_file(input), &taker, &err))
        CHECK(err.text[0]);
}

static void on_link(void *self, const struct markdown_link *link)
{
    (void)self;
    CHECK(link->line >= 1 && fuzz_is_utf8(link->target));
}

static void one(struct arena *job, struct slice input)
{
    read_as(job, RECORD_MARKDOWN, input);
    read_as(job, RECORD_HTML, input);
    read_as(job, RECORD_JSON, input);
    read_file_as(job, input, read_jsonl);
    read_file_as(job, input, read_json);
    read_file_as(job, input, read_csv);
    if (fuzz_is_utf8(input))
        markdown_links(input, on_link, NULL);
}

struct fuzz_target fuzz_target = {
    .name = "fuzz_articles",
    .seeds = seeds,
    .seed_count = FUZZ_COUNT(seeds),
    .tokens = tokens,
    .max = 6000,
    .cost = 1,
    .start = read_start,
    .round = one,
};
