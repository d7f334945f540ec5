/* claim.c - see claim.h */
#include "bot/decide/claim.h"

#include <string.h>

#include "bot/decide/ask.h"
#include "bot/decide/look.h"

/* A question within other words; one word alone may be anything. */
enum { words_least = 2 };

static bool stands_in(const struct stems *part, const struct stems *text)
{
    for (size_t at = 0; at + part->count <= text->count; at++) {
        size_t n = 0;

        while (n < part->count && slice_eq(part->items[n], text->items[at + n]))
            n++;
        if (n == part->count)
            return true;
    }
    return false;
}

/* The longest title or question of the articles found that stands in the turn, in whatever forms;
 * empty: none. */
static bool question_within(struct deciding *d, struct slice *out, struct err *err)
{
    struct stems text = stems_of(d->job, d->reader->stemmer, d->text, turn_words_max);
    size_t longest = words_least - 1;

    *out = SLICE("");
    for (size_t i = 0; i < d->rank_count; i++) {
        struct slice list;

        if (!xap_value(d->reader->index, d->job, d->found.hits[d->standings[i].hit].document,
                       SLOT_HEADLINES, &list, err))
            return false;
        while (list.ptr) {
            struct slice one = slice_cut(&list, slot_separator);
            struct stems part = stems_of(d->job, d->reader->stemmer, one, turn_words_max);

            if (part.count <= longest || !stands_in(&part, &text))
                continue;
            longest = part.count;
            *out = one;
        }
    }
    return true;
}

/* Is the turn one of an article's questions, or surely like them? */
static bool is_claimed(struct deciding *d)
{
    return d->exact || (d->standings[0].margin >= CLASSIFIER_CLAIMED && d->before->asked.len == 0 &&
                        ask_policy(d) == POLICY_ANSWER);
}

bool claim_look(struct deciding *d, bool *claimed, struct err *err)
{
    struct slice within;

    d->turn.question = d->text;
    *claimed = false;
    if (strcmp(d->turn.smalltalk, "agreement") == 0 && d->before->asked.len)
        return true; /* «да» answers what the bot asked */
    if (!look_for(d, err))
        return false;
    if (d->rank_count == 0)
        return true;
    *claimed = is_claimed(d);
    if (*claimed || !question_within(d, &within, err))
        return *claimed;
    if (within.len == 0)
        return true;
    d->turn.question = within;
    if (!look_for(d, err))
        return false;
    *claimed = d->exact;
    return true;
}
