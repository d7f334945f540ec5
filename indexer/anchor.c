/* anchor.c - see anchor.h */
#include "indexer/anchor.h"

#include "base/utf8.h"
#include "text/words.h"

enum { anchor_max = 80 };

struct slice anchor_cut(struct slice *heading)
{
    struct slice anchor = {0};
    size_t open = heading->len;

    if (!slice_ends(*heading, "}"))
        return anchor;
    while (open > 0 && heading->ptr[open - 1] != '{')
        open--;
    if (open < 1 || heading->ptr[open] != '#')
        return anchor;
    anchor = (struct slice){heading->ptr + open + 1, heading->len - open - 2};
    *heading = slice_trim((struct slice){heading->ptr, open - 1});
    return anchor;
}

struct slice anchor_make(struct arena *job, struct map *taken, struct slice heading,
                         struct slice written)
{
    struct slice base = written, anchor;
    int *count; /* how many have this name */
    char *text;

    if (base.len == 0 || base.len > anchor_max) {
        base = utf8_cut(words_join(job, heading, anchor_max * 4), anchor_max);
        text = (char *)slice_cstr(job, base);
        for (size_t i = 0; i < base.len; i++)
            if (text[i] == ' ' || text[i] == '\'' || text[i] == '/' || text[i] == '#')
                text[i] = '-';
        base.ptr = text;
    }
    if (base.len == 0)
        base = SLICE("section");
    count = map_find(taken, base);
    for (anchor = base; map_find(taken, anchor);)
        anchor = slice_of(arena_printf(job, "%.*s-%d", SLICE_ARG(base), ++*count));
    count = ARENA_NEW(job, int);
    *count = 1;
    map_put(taken, anchor, count);
    return anchor;
}
