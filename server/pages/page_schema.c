/* page_schema.c - an article for search engines: schema.org/Article and FAQPage. */
#include "base/clock.h"
#include "engine/article/article.h"
#include "server/pages/page_article.h"

enum { questions_least = 2 };

static bool asks(const struct section *s)
{
    return s->heading.len && s->text.len &&
           (slice_ends(s->heading, "?") || slice_ends(s->heading, "？"));
}

/* Most of its headings are questions. */
static bool is_faq(const struct article *a)
{
    size_t headings = 0, questions = 0;

    for (size_t i = 0; i < a->section_count; i++) {
        headings += a->sections[i].heading.len > 0;
        questions += asks(&a->sections[i]);
    }
    return questions >= questions_least && questions * 2 > headings;
}

static void add_time(struct json *into, const char *name, int64_t wall)
{
    char text[clock_text_size];

    clock_print(wall, text);
    json_add_text(into, name, slice_of(text));
}

static struct json *add_object(struct page *p, const char *type)
{
    struct json *o = json_add_object(p->data, NULL);

    json_add_text(o, "@type", slice_of(type));
    return o;
}

static void add_questions(struct page *p, const struct article *a)
{
    struct json *faq = add_object(p, "FAQPage"), *list = json_add_array(faq, "mainEntity");

    for (size_t i = 0; i < a->section_count; i++) {
        const struct section *s = &a->sections[i];
        struct json *question, *answer;

        if (!asks(s))
            continue;
        question = json_add_object(list, NULL);
        json_add_text(question, "@type", SLICE("Question"));
        json_add_text(question, "name", s->heading);
        answer = json_add_object(question, "acceptedAnswer");
        json_add_text(answer, "@type", SLICE("Answer"));
        json_add_text(answer, "text", s->text);
    }
}

void page_add_schema(struct page *p, const struct article *a)
{
    struct json *o = add_object(p, "Article");

    json_add_text(o, "headline", a->title);
    if (p->description.len)
        json_add_text(o, "description", p->description);
    json_add_text(o, "inLanguage", slice_of(language_code(a->lang)));
    add_time(o, "dateModified", a->updated_at);
    json_add_text(o, "mainEntityOfPage", page_url(p, p->path));
    if (p->x->server->site.name.len) {
        struct json *publisher = json_add_object(o, "publisher");

        json_add_text(publisher, "@type", SLICE("Organization"));
        json_add_text(publisher, "name", p->x->server->site.name);
    }
    if (is_faq(a))
        add_questions(p, a);
}
