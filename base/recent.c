/* recent.c - see recent.h */
#include "base/recent.h"

#include <string.h>

struct slot {
    uint64_t number;
    uint64_t used; /* when it was asked for last, counted in calls; 0: free */
};

struct recent {
    size_t chains, size;
    uint64_t calls;
    struct slot *slots;
    char *items;
};

struct recent *recent_new(struct arena *life, size_t chains, size_t size)
{
    struct recent *r = ARENA_NEW(life, struct recent);

    r->chains = chains;
    r->size = (size + 7) & ~(size_t)7;
    r->slots = ARENA_ARRAY(life, struct slot, chains * recent_chain);
    r->items = arena_array(life, chains * recent_chain, r->size);
    return r;
}

static void *item(struct recent *r, size_t i)
{
    return r->items + i * r->size;
}

static bool holds(const struct recent *r, size_t i, uint64_t number)
{
    return r->slots[i].used && r->slots[i].number == number;
}

/* Where the number is, else where it may be put: the slot that was quiet longest. */
static size_t place(struct recent *r, uint64_t number)
{
    size_t first = (size_t)(number % r->chains) * recent_chain, quiet = first;

    for (size_t i = first; i < first + recent_chain; i++) {
        if (holds(r, i, number))
            return i;
        if (r->slots[i].used < r->slots[quiet].used)
            quiet = i;
    }
    return quiet;
}

void *recent_find(struct recent *r, uint64_t number)
{
    size_t i = place(r, number);

    if (!holds(r, i, number))
        return NULL;
    r->slots[i].used = ++r->calls;
    return item(r, i);
}

void *recent_at(struct recent *r, uint64_t number, bool *is_new)
{
    size_t i = place(r, number);

    *is_new = !holds(r, i, number);
    if (*is_new)
        memset(item(r, i), 0, r->size);
    r->slots[i] = (struct slot){number, ++r->calls};
    return item(r, i);
}

void *recent_next(struct recent *r, size_t *at)
{
    while (*at < r->chains * recent_chain)
        if (r->slots[(*at)++].used)
            return item(r, *at - 1);
    return NULL;
}
