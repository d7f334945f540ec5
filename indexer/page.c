/* page.c - see page.h */
#include "indexer/page.h"

struct node *node_new(struct arena *job, struct node *parent, enum role role, int detail)
{
    struct node *n = ARENA_NEW(job, struct node);

    n->role = role;
    n->detail = detail;
    n->start = 1;
    if (!parent)
        return n;
    if (parent->last)
        parent->last->next = n;
    else
        parent->children = n;
    parent->last = n;
    return n;
}

static void add_text(struct buf *out, const struct node *node)
{
    if (node->role == ROLE_TEXT)
        buf_add(out, node->text);
    for (const struct node *i = node->children; i; i = i->next)
        add_text(out, i);
}

struct slice node_text(struct arena *job, const struct node *node)
{
    struct buf out = buf_new(job, SIZE_MAX);

    add_text(&out, node);
    return buf_slice(&out);
}

static bool breaks_line(char c)
{
    return c == '\n' || c == '\r' || c == '\t';
}

struct slice page_address(struct arena *job, struct slice written)
{
    struct slice s = slice_trim(written);
    char *text = (char *)slice_cstr(job, s);
    size_t len = 0;

    for (size_t i = 0; i < s.len; i++)
        if (!breaks_line(s.ptr[i]))
            text[len++] = s.ptr[i];
    return (struct slice){text, len};
}

struct slice page_caption(struct arena *job, struct slice written)
{
    struct slice s = slice_trim(written);
    char *text = (char *)slice_cstr(job, s);

    for (size_t i = 0; i < s.len; i++)
        if (breaks_line(text[i]))
            text[i] = ' ';
    return (struct slice){text, s.len};
}
