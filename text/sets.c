/* sets.c - see sets.h */
#include "text/sets.h"

static void add_set(struct arena *life, struct sets *s, struct slice name)
{
    s->items = arena_room(life, s->items, s->count, sizeof *s->items);
    s->items[s->count++] = (struct set){.name = slice_trim(name)};
}

bool sets_parse(struct arena *life, struct slice text, struct sets *out, struct err *err)
{
    struct sets s = {0};
    unsigned number = 0;

    while (text.ptr) {
        struct slice line = slice_trim(slice_cut(&text, '\n'));
        struct set *last = s.count ? &s.items[s.count - 1] : NULL;

        number++;
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        if (line.ptr[0] == '[' && slice_ends(line, "]")) {
            add_set(life, &s, (struct slice){line.ptr + 1, line.len - 2});
            continue;
        }
        if (!last)
            return err_at(err, number, "a line must stand under the [name] of a set");
        last->lines = arena_room(life, last->lines, last->count, sizeof *last->lines);
        last->lines[last->count++] = line;
    }
    *out = s;
    return true;
}

const struct set *sets_find(const struct sets *s, const char *name)
{
    for (size_t i = 0; i < s->count; i++)
        if (slice_is(s->items[i].name, name))
            return &s->items[i];
    return NULL;
}
