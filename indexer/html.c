/* html.c - see html.h. The only user of libxml2's HTML parser. */
#include "indexer/html.h"

#include <string.h>
#include <strings.h>

#include <libxml/HTMLparser.h>

#include "base/utf8.h"
#include "engine/article/article.h"

/* libxml2 makes bytes that are no UTF-8 of characters XML does not allow (U+FFFF). */
static struct slice text_of(struct arena *job, const xmlChar *s)
{
    struct slice text = slice_of((const char *)s);
    struct buf out;
    char bytes[4];

    if (utf8_check(text) == text.len)
        return slice_copy(job, text);
    out = buf_new(job, 3 * text.len);
    for (size_t at = 0; at < text.len;)
        buf_add(&out, (struct slice){bytes, utf8_put(utf8_next(text, &at), bytes)});
    return buf_slice(&out);
}

static struct slice attribute(struct arena *job, const xmlNode *node, const char *name)
{
    xmlChar *value = xmlGetProp((xmlNode *)node, (const xmlChar *)name);
    struct slice text = text_of(job, value);

    xmlFree(value);
    return slice_trim(text);
}

/* ---- the tree ---- */

static void set_attributes(struct arena *job, struct node *n, const xmlNode *from)
{
    switch (n->role) {
    case ROLE_HEADING: n->text = page_caption(job, attribute(job, from, "id")); return;
    case ROLE_LINK: n->address = page_address(job, attribute(job, from, "href")); return;
    case ROLE_IMAGE:
        n->address = page_address(job, attribute(job, from, "src"));
        n->text = page_caption(job, attribute(job, from, "alt"));
        return;
    case ROLE_STEPS:
        if (!slice_to_count(attribute(job, from, "start"), &n->start))
            n->start = 1;
        return;
    default: return;
    }
}

static void copy_children(struct arena *job, struct node *into, const xmlNode *from, int depth)
{
    if (depth >= page_depth_max)
        return;
    for (const xmlNode *i = from->children; i; i = i->next) {
        const struct element *e;
        struct node *n;

        if (i->type == XML_TEXT_NODE || i->type == XML_CDATA_SECTION_NODE)
            node_new(job, into, ROLE_TEXT, 0)->text = text_of(job, i->content);
        if (i->type != XML_ELEMENT_NODE)
            continue;
        e = elements_find((const char *)i->name);
        if (e->role == ROLE_SKIP)
            continue;
        n = node_new(job, into, e->role, e->detail);
        set_attributes(job, n, i);
        copy_children(job, n, i, depth + 1);
    }
}

/* ---- the page ---- */

static const xmlNode *find_element(const xmlNode *node, const char *name, int depth)
{
    for (const xmlNode *i = node; i && depth < page_depth_max; i = i->next) {
        const xmlNode *below;

        if (i->type != XML_ELEMENT_NODE)
            continue;
        if (strcmp((const char *)i->name, name) == 0)
            return i;
        below = find_element(i->children, name, depth + 1);
        if (below)
            return below;
    }
    return NULL;
}

static struct slice title_of(struct arena *job, const xmlNode *node)
{
    xmlChar *text = xmlNodeGetContent((xmlNode *)node);
    struct slice title = slice_trim(text_of(job, text));

    xmlFree(text);
    return title;
}

static void read_head(struct arena *job, const xmlNode *root, struct page_facts *facts)
{
    const xmlNode *head = find_element(root, "head", 0);

    facts->lang = attribute(job, root, "lang");
    for (const xmlNode *i = head ? head->children : NULL; i; i = i->next) {
        if (i->type != XML_ELEMENT_NODE)
            continue;
        if (strcmp((const char *)i->name, "title") == 0)
            facts->title = title_of(job, i);
        if (slice_is(attribute(job, i, "rel"), "canonical"))
            facts->canonical = page_address(job, attribute(job, i, "href"));
    }
}

/* ---- what <meta> says ---- */

static bool is_ours(struct slice name)
{
    return name.len >= strlen("kladez") && strncasecmp(name.ptr, "kladez", strlen("kladez")) == 0;
}

/* A name that only begins like ours is kept as it is, so that it is seen to be no field. */
static void read_meta(struct arena *job, const xmlNode *meta, struct page_facts *facts)
{
    struct slice name = attribute(job, meta, "name"), content = attribute(job, meta, "content");
    struct json *into = facts->others;
    const char *field;

    if (name.len == 0) /* as Open Graph has it */
        name = attribute(job, meta, "property");
    field = name.ptr;
    if (is_ours(name)) {
        into = facts->fields;
        field += name.len > strlen("kladez:") && name.ptr[strlen("kladez")] == ':'
                     ? strlen("kladez:")
                     : 0;
    }
    if (name.len == 0 || (content.len == 0 && !is_ours(name)))
        return;
    if (content.len)
        json_add_text(into, field, content);
    else
        json_add_null(into, field);
    json_add_number(facts->lines, field, (double)xmlGetLineNo(meta));
}

/* Wherever they stand: an element out of place ends the head before its time. */
static void read_metas(struct arena *job, const xmlNode *node, int depth, struct page_facts *facts)
{
    for (const xmlNode *i = node; i && depth < page_depth_max; i = i->next) {
        if (i->type != XML_ELEMENT_NODE)
            continue;
        if (strcmp((const char *)i->name, "meta") == 0)
            read_meta(job, i, facts);
        read_metas(job, i->children, depth + 1, facts);
    }
}

static void read_facts(struct arena *job, const xmlNode *root, struct page_facts *facts)
{
    *facts = (struct page_facts){
        .fields = json_object(job), .others = json_object(job), .lines = json_object(job)};
    read_head(job, root, facts);
    read_metas(job, root, 0, facts);
}

void html_start(void)
{
    xmlInitParser();
}

bool html_parse(struct arena *job, struct slice html, struct page_facts *facts,
                const struct node **out, struct err *err)
{
    struct node *tree = node_new(job, NULL, ROLE_THROUGH, 0);
    const xmlNode *root, *content;
    htmlDocPtr page;

    if (html.len > 4 * (size_t)article_text_max)
        return err_set(err, ERR_INPUT, "more than %d bytes of HTML", 4 * article_text_max);
    page = htmlReadMemory(html.ptr, (int)html.len, NULL, "UTF-8",
                          HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                              HTML_PARSE_NONET | HTML_PARSE_COMPACT);
    root = page ? xmlDocGetRootElement(page) : NULL;
    if (root) {
        if (facts)
            read_facts(job, root, facts);
        content = find_element(root, "main", 0);
        if (!content)
            content = find_element(root, "article", 0);
        copy_children(job, tree, content ? content : root, 0);
    }
    xmlFreeDoc(page);
    *out = tree;
    return true;
}
