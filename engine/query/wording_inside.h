/* wording_inside.h - what wording.c, wording_match.c and wording_pins.c share. */
#ifndef ENGINE_WORDING_INSIDE_H
#define ENGINE_WORDING_INSIDE_H

#include "base/map.h"
#include "engine/query/wording.h"

/* Of phrases or pins, ascending, each once. */
struct numbers {
    uint32_t *items;
    size_t count;
};

/* A phrase that means others. */
struct heading {
    const struct wording_phrase *phrase;
    struct wording_phrase *alternatives;
    size_t count;
    bool one_way;
};

struct wording {
    struct arena *life;
    const struct wording_rules *rules;
    struct map stops; /* by normalised word */
    struct heading *headings;
    size_t heading_count;
    struct map headings_by;       /* struct numbers, by each stem of their first word */
    struct wording_phrase *asked; /* of each pin: its words that count */
    struct map pins_by;           /* struct numbers, by each stem of the first of them; "": none */
};

bool wording_same_word(const struct wording_word *a, const struct wording_word *b);

/* Numbers are listed in ascending order. */
void wording_list(struct wording *w, struct map *by, const struct wording_word *word,
                  size_t number);
struct numbers wording_listed(struct arena *job, const struct map *by,
                              const struct wording_word *words, size_t count);

/* Without gaps and stop words, unless there are no others. */
struct wording_phrase wording_that_count(const struct wording *w, struct arena *job,
                                         const struct wording_word *words, size_t count);

void wording_add_synonym(struct wording *w, struct stemmer *stemmer,
                         const struct wording_synonym *line);
void wording_add_pin(struct wording *w, struct stemmer *stemmer, size_t number);

#endif
