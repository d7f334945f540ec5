/* read.c - see read.h: what all formats have in common, and files of one article. */
#include "indexer/read.h"

#include <string.h>

#include "base/utf8.h"
#include "base/yaml.h"
#include "indexer/body.h"
#include "indexer/html.h"
#include "indexer/markdown.h"
#include "indexer/privacy.h"
#include "indexer/stray.h"

void read_start(void)
{
    markdown_start();
    html_start();
}

static unsigned line_of(struct slice text, size_t at)
{
    unsigned line = 1;

    for (size_t i = 0; i < at; i++)
        line += text.ptr[i] == '\n';
    return line;
}

bool read_check_text(struct slice *text, struct err *err)
{
    static const char utf16_little[] = "\xFF\xFE", utf16_big[] = "\xFE\xFF";
    size_t bad;

    if (slice_starts(*text, utf16_little) || slice_starts(*text, utf16_big))
        return err_set(err, ERR_INPUT, "the file is UTF-16: save it as UTF-8");
    if (slice_starts(*text, "\xEF\xBB\xBF"))
        *text = (struct slice){text->ptr + 3, text->len - 3};
    if (text->len && memchr(text->ptr, 0, text->len))
        return err_set(err, ERR_INPUT, "a binary file, not text");
    bad = utf8_check(*text);
    if (bad < text->len)
        return err_at(err, line_of(*text, bad),
                      "not valid UTF-8 at byte %zu: save the file as UTF-8", bad);
    return true;
}

static bool read_markdown(struct arena *job, const struct record *record, struct report *report,
                          struct article *a, bool *draft, struct err *err)
{
    struct origin where = record->where;
    const struct json *fields;
    const struct node *page;
    struct slice body;
    unsigned line;

    if (!markdown_front(record->raw, &where.front, &body, &line, err) ||
        !yaml_parse(job, where.front.text, where.front.line, &fields, err) ||
        !fields_read(job, fields, &where, report, a, draft, err) ||
        !stray_check(job, record, fields, body, line, report, err))
        return false;
    return markdown_parse(job, body, &page, err) && body_read(job, page, false, a, err);
}

/* <meta name="audience"> is no field; but it looks like one. */
static bool check_others(const struct page_facts *facts, const struct origin *where,
                         struct err *err)
{
    for (const struct json *i = json_first(facts->others); i; i = json_next(i)) {
        const struct privacy *p = privacy_meant(facts->fields, json_name(i), i);

        if (p)
            return err_at(err, fields_line(where, json_name(i).ptr),
                          "<meta name=\"%.*s\"> is not read, and who may see an article is not "
                          "guessed: write <meta name=\"kladez:%s\" content=\"%s\">, or \"%s\" if "
                          "it is for everybody",
                          SLICE_ARG(utf8_cut(json_name(i), 80)), p->name, p->closed, p->open);
    }
    return true;
}

static bool read_html(struct arena *job, const struct record *record, struct report *report,
                      struct article *a, bool *draft, struct err *err)
{
    struct page_facts facts = {0};
    struct article read = {0};
    struct origin where = record->where;
    const struct node *page;
    enum language lang;

    if (!html_parse(job, record->raw, &facts, &page, err) ||
        !stray_check(job, record, facts.fields, record->raw, 1, report, err) ||
        !body_read(job, page, true, &read, err))
        return false;
    if (!where.lang && facts.lang.len >= 2 &&
        language_parse((struct slice){facts.lang.ptr, 2}, &lang))
        where.lang = &lang;
    where.lines = facts.lines;
    if (!check_others(&facts, &where, err) ||
        !fields_read(job, facts.fields, &where, report, a, draft, err))
        return false;
    a->sections = read.sections;
    a->section_count = read.section_count;
    if (a->title.len == 0)
        a->title = read.title.len ? read.title : utf8_cut(facts.title, article_title_max);
    if (a->url.len == 0)
        a->url = facts.canonical;
    return true;
}

/* The body of an export may be HTML; anything else is Markdown. */
static bool looks_like_html(struct slice text)
{
    static const char *const tags[] = {"<p",  "<div", "<h1", "<h2",    "<h3",      "<ul",     "<ol",
                                       "<!d", "<!D",  "<ht", "<table", "<article", "<section"};

    text = slice_trim(text);
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (slice_starts(text, tags[i]))
            return true;
    return false;
}

static bool read_record(struct arena *job, const struct record *record, struct report *report,
                        struct article *a, bool *draft, struct err *err)
{
    const struct json *fields, *body;
    const struct node *page;
    struct slice text;

    if (!json_parse(job, record->raw, &fields, err)) {
        err->line = record->where.line;
        return false;
    }
    if (json_kind(fields) != JSON_OBJECT)
        return err_at(err, record->where.line, "a record must be an object, this is %s",
                      json_kind_name(json_kind(fields)));
    if (!fields_read(job, fields, &record->where, report, a, draft, err))
        return false;
    body = json_member(fields, "body");
    if (json_kind(body) != JSON_TEXT && json_kind(body) > JSON_NULL)
        return err_at(err, record->where.line, "'body' must be a text, it is %s",
                      json_kind_name(json_kind(body)));
    text = json_text(body);
    if (!stray_check(job, record, fields, text, 1, report, err))
        return false;
    return (looks_like_html(text) ? html_parse(job, text, NULL, &page, err)
                                  : markdown_parse(job, text, &page, err)) &&
           body_read(job, page, false, a, err);
}

static bool has_text(const struct article *a)
{
    for (size_t i = 0; i < a->section_count; i++)
        if (a->sections[i].text.len)
            return true;
    return false;
}

/* File name without folders, for an article that nowhere says what it is called. */
static struct slice last_name(struct slice id)
{
    size_t start = id.len;

    while (start > 0 && id.ptr[start - 1] != '/')
        start--;
    return (struct slice){id.ptr + start, id.len - start};
}

static bool finish(struct arena *job, const struct record *record, struct article *a,
                   struct err *err)
{
    if (!has_text(a) && a->questions.count == 0)
        return err_at(err, record->where.line, "the article '%.*s' is empty: no text, no questions",
                      SLICE_ARG(a->id));
    if (a->title.len == 0)
        a->title = last_name(a->id);
    if (a->title.len == 0) /* the id ends in a slash */
        a->title = a->id;
    if (a->lang == language_count) {
        struct slice body = article_body(job, a);

        a->lang = language_of(body.len ? body : a->title, language_of(a->title, LANGUAGE_EN));
    }
    return true;
}

bool read_article(struct arena *job, const struct record *record, struct report *report,
                  struct article *out, bool *draft, struct err *err)
{
    static bool (*const readers[])(struct arena *, const struct record *, struct report *,
                                   struct article *, bool *, struct err *) = {
        [RECORD_MARKDOWN] = read_markdown, [RECORD_HTML] = read_html, [RECORD_JSON] = read_record};
    struct record checked = *record;

    *out = (struct article){0};
    *draft = false;
    return read_check_text(&checked.raw, err) &&
           readers[record->kind](job, &checked, report, out, draft, err) &&
           finish(job, &checked, out, err);
}
