/* pager.c - see pager.h */
#include "server/pages/pager.h"

#include "engine/find/search.h"

enum { around = 2 };

struct pager pager_of(const struct page *p, size_t size)
{
    uint64_t number = 1;

    if (!slice_to_count(page_arg(p->x, "page"), &number) || number < 1 ||
        number > search_hits_max / size)
        number = 1;
    return (struct pager){(size_t)number, size, ((size_t)number - 1) * size};
}

struct list {
    struct page *p;
    const struct pager *g;
    struct slice base, join;
};

static struct slice text_of(const struct list *l, size_t number)
{
    return slice_of(arena_printf(l->p->x->job, "%zu", number));
}

/* `rel`: prev or next. */
static void add_step(const struct list *l, size_t number, const char *rel, struct slice label)
{
    HTML(&l->p->body, "<li><a rel=\"$\" href=\"$$page=$\">$</a></li>\n", slice_of(rel), l->base,
         l->join, text_of(l, number), label);
}

static void add_number(const struct list *l, size_t number)
{
    struct slice n = text_of(l, number);

    HTML(&l->p->body, "<li><a href=\"$$page=$\" aria-label=\"$\"@>$</a></li>\n", l->base, l->join,
         n, page_fill(l->p, "page", "{n}", n),
         number == l->g->number ? SLICE(" aria-current=\"page\"") : SLICE(""), n);
}

void pager_add(struct page *p, const struct pager *g, size_t total, struct slice base,
               struct slice join)
{
    size_t reachable = total < search_hits_max ? total : search_hits_max;
    size_t last = (reachable + g->size - 1) / g->size, here = g->number;
    struct list l = {p, g, base, join};

    if (last < 2)
        return;
    HTML(&p->body, "<nav class=\"pages\" aria-label=\"$\"><ul>\n", page_text(p, "pages"));
    if (here > 1)
        add_step(&l, here - 1, "prev", page_text(p, "previous"));
    for (size_t i = 1; i <= last; i++) {
        bool near = i + around >= here && i <= here + around;

        if (near || i == 1 || i == last)
            add_number(&l, i);
        else if (i == 2 || i + 1 == last)
            buf_text(&p->body, "<li aria-hidden=\"true\">…</li>\n");
    }
    if (here < last)
        add_step(&l, here + 1, "next", page_text(p, "next"));
    buf_text(&p->body, "</ul></nav>\n");
}
