/*
 * wording_pins.c - see wording.h: what is pinned and hidden for a query.
 *
 * Pins are listed by each stem of the first of their words that counts; those that the words of
 * the query lead to are compared whole.
 */
#include "engine/query/wording_inside.h"

void wording_add_pin(struct wording *w, struct stemmer *stemmer, size_t number)
{
    struct wording_phrase whole =
        wording_phrase_of(w->life, stemmer, w->rules->pins[number].asked, wording_phrase_words_max);
    struct wording_phrase *p = &w->asked[number];

    *p = wording_that_count(w, w->life, whole.words, whole.count);
    wording_list(w, &w->pins_by, p->count ? &p->words[0] : NULL, number);
}

static bool has_word(const struct wording_word *words, size_t count, const struct wording_word *one)
{
    for (size_t i = 0; i < count; i++)
        if (wording_same_word(&words[i], one))
            return true;
    return false;
}

static bool all_in(const struct wording_phrase *part, const struct wording_word *words,
                   size_t count)
{
    for (size_t i = 0; i < part->count; i++)
        if (!has_word(words, count, &part->words[i]))
            return false;
    return true;
}

/* `words` are all that was typed, `asked` those that count. */
static bool fires(const struct wording *w, size_t number, const struct wording_word *words,
                  size_t count, const struct wording_phrase *asked, int64_t now)
{
    const struct wording_pin *pin = &w->rules->pins[number];
    const struct wording_phrase *p = &w->asked[number];

    if ((pin->from && now < pin->from) || (pin->until && now >= pin->until))
        return false;
    if (pin->contains)
        return all_in(p, words, count);
    return all_in(p, asked->words, asked->count) && all_in(asked, p->words, p->count);
}

/* Pins of the whole query before those of a part of it. */
static struct numbers firing(const struct wording *w, struct arena *job,
                             const struct wording_word *words, size_t count, int64_t now)
{
    struct wording_phrase asked = wording_that_count(w, job, words, count);
    struct numbers list = wording_listed(job, &w->pins_by, words, count), out = {0};

    out.items = ARENA_ARRAY(job, uint32_t, list.count);
    for (int contains = 0; contains < 2; contains++)
        for (size_t i = 0; i < list.count; i++)
            if (w->rules->pins[list.items[i]].contains == (contains == 1) &&
                fires(w, list.items[i], words, count, &asked, now))
                out.items[out.count++] = list.items[i];
    return out;
}

/* The wanted place, or the next that is free; behind the last there is none. */
static void take_place(struct slice *places, struct slice id, unsigned wanted)
{
    for (unsigned i = 1; i <= wording_position_max; i++)
        if (slice_eq(places[i], id))
            return;
    while (wanted <= wording_position_max && places[wanted].len)
        wanted++;
    if (wanted <= wording_position_max)
        places[wanted] = id;
}

struct wording_places wording_pins(const struct wording *w, struct arena *job,
                                   const struct wording_word *words, size_t count, int64_t now)
{
    struct numbers list = firing(w, job, words, count, now);
    struct wording_places out = {0};
    struct slice places[wording_position_max + 1] = {{0}};

    for (size_t i = 0; i < list.count; i++) {
        const struct wording_pin *pin = &w->rules->pins[list.items[i]];

        if (pin->hides && !texts_have(&out.hidden, pin->id))
            texts_add(job, &out.hidden, pin->id);
    }
    for (int named = 1; named >= 0; named--) /* named places are taken first */
        for (size_t i = 0; i < list.count; i++) {
            const struct wording_pin *pin = &w->rules->pins[list.items[i]];

            if ((pin->position > 0) == (named == 1) && !texts_have(&out.hidden, pin->id))
                take_place(places, pin->id, named ? pin->position : 1);
        }
    out.pinned = ARENA_ARRAY(job, struct wording_place, wording_position_max);
    for (unsigned i = 1; i <= wording_position_max; i++)
        if (places[i].len)
            out.pinned[out.pinned_count++] = (struct wording_place){places[i], i};
    return out;
}
