/* pick.c - see pick.h */
#include "bot/understand/pick.h"

static const char *const numbered[] = {"option_1", "option_2", "option_3"};

enum { numbered_count = sizeof numbered / sizeof *numbered };

/* Nothing but the phrases of the set and small words around them. */
static bool is_only(const struct reading *r, const char *set)
{
    const char *const sets[] = {set, "option_words", "politeness", NULL};

    return reading_has(r, set) && reading_only(r, sets, 0, r->stems.count);
}

static bool has_stem(const struct stems *stems, struct slice stem)
{
    for (size_t i = 0; i < stems->count; i++)
        if (slice_eq(stems->items[i], stem))
            return true;
    return false;
}

/* Small words aside. */
static bool all_in_label(const struct reading *r, const struct stems *label)
{
    bool any = false;

    for (size_t i = 0; i < r->stems.count; i++) {
        bool has = has_stem(label, r->stems.items[i]);

        if (!has && !reading_match(r, "option_words", i) && !reading_match(r, "politeness", i))
            return false;
        any = any || has;
    }
    return any;
}

static int by_label(struct arena *job, struct stemmer *stemmer, const struct reading *r,
                    const struct slice *labels, size_t count)
{
    int found = PICK_NOTHING;

    for (size_t i = 0; i < count; i++) {
        struct stems label = stems_of(job, stemmer, labels[i], turn_words_max);

        if (!all_in_label(r, &label))
            continue;
        if (label.count == r->stems.count)
            return (int)i; /* all of it, whatever else fits */
        if (found != PICK_NOTHING)
            return PICK_NOTHING;
        found = (int)i;
    }
    return found;
}

int pick_of(struct arena *job, struct stemmer *stemmer, const struct reading *r,
            const struct slice *labels, size_t count)
{
    if (r->stems.count == 0)
        return PICK_NOTHING;
    if (is_only(r, "option_none"))
        return PICK_NONE_OF_THESE;
    for (size_t i = 0; i < numbered_count && i < count; i++)
        if (is_only(r, numbered[i]))
            return (int)i;
    if (is_only(r, "option_last"))
        return (int)count - 1;
    return by_label(job, stemmer, r, labels, count);
}
