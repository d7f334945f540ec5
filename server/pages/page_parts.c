/* page_parts.c - see page.h: what several pages show. */
#include "engine/show/snippet.h"
#include "server/pages/page.h"

void page_add_search(struct page *p, struct buf *out)
{
    struct slice action = page_path(p, "/search", SLICE(""));

    HTML(out,
         "<kladez-search lang=\"$\" action=\"$\"><form action=\"$\" role=\"search\">"
         "<label class=\"hidden\" for=\"_q\">$</label>"
         "<input id=\"_q\" name=\"q\" type=\"search\" value=\"$\" placeholder=\"$\" "
         "maxlength=\"500\" autocomplete=\"off\" autocapitalize=\"off\" enterkeyhint=\"search\">"
         "<button>$</button></form></kladez-search>\n",
         slice_of(language_code(p->lang)), action, action, page_text(p, "search_label"), p->typed,
         page_text(p, "search_hint"), page_text(p, "search_button"));
}

/* ---- where something stands ---- */

struct slice page_category(const struct article *a)
{
    return a->category.count ? a->category.items[a->category.count - 1] : SLICE("");
}

void page_add_place(struct buf *out, struct slice category)
{
    for (bool first = true; category.len; first = false) {
        if (!first)
            buf_text(out, " › ");
        HTML(out, "$", slice_cut(&category, '/'));
    }
}

/* A link, and the same for search engines (schema.org/BreadcrumbList). */
static void add_crumb(struct page *p, struct json *list, struct slice path, struct slice name)
{
    struct json *item = json_add_object(list, NULL);

    HTML(&p->body, "<li><a href=\"$\">$</a></li>", path, name);
    json_add_text(item, "@type", SLICE("ListItem"));
    json_add_number(item, "position", (double)json_size(list));
    json_add_text(item, "name", name);
    json_add_text(item, "item", page_url(p, path));
}

void page_add_crumbs(struct page *p, struct slice category, struct slice here)
{
    struct json *crumbs = json_add_object(p->data, NULL), *list, *last;
    struct slice rest = category;

    json_add_text(crumbs, "@type", SLICE("BreadcrumbList"));
    list = json_add_array(crumbs, "itemListElement");
    HTML(&p->body, "<nav class=\"crumbs\" aria-label=\"$\"><ol>", page_text(p, "crumbs"));
    add_crumb(p, list, page_path(p, "", SLICE("")), page_text(p, "help"));
    while (rest.len) {
        struct slice name = slice_cut(&rest, '/');
        struct slice path = {category.ptr, (size_t)(name.ptr + name.len - category.ptr)};

        add_crumb(p, list, page_path(p, "/c/", path), name);
    }
    buf_text(&p->body, "</ol></nav>\n");
    if (here.len == 0)
        return;
    last = json_add_object(list, NULL);
    json_add_text(last, "@type", SLICE("ListItem"));
    json_add_number(last, "position", (double)json_size(list));
    json_add_text(last, "name", here);
}

/* ---- articles ---- */

void page_add_link(struct page *p, const struct article *a)
{
    HTML(&p->body, "<li><a lang=\"$\" href=\"$\">$</a></li>\n", slice_of(language_code(a->lang)),
         article_url(p->x->job, a), a->title);
}

struct slice page_beginning(const struct page *p, const struct article *a, size_t words)
{
    struct marks none = {0};
    struct buf out = buf_new(p->x->job, page_max);
    struct slice text = SLICE("");

    for (size_t i = 0; i < a->section_count && text.len == 0; i++)
        text = snippet_make(p->x->job, a->sections[i].text, &none, words).text;
    for (size_t i = 0; i < text.len; i++) /* one line, as it will stand in an attribute */
        buf_char(&out, text.ptr[i] == '\n' || text.ptr[i] == '\t' ? ' ' : text.ptr[i]);
    return buf_slice(&out);
}
