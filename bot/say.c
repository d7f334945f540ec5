/* say.c - see say.h */
#include "bot/say.h"

struct slice say_variant(struct deciding *d, const char *name, struct slice value)
{
    const char *language = language_code(d->out.lang);
    const struct set *set =
        sets_find(&d->bot->messages, arena_printf(d->job, "%s %s", name, language));

    for (size_t i = 0; set && i < set->count; i++) {
        struct slice text = slice_fill(d->job, set->lines[i], "{title}", value);

        if (!bot_state_said(d->job, &d->out.next, text))
            return text;
    }
    return SLICE("");
}

void say_add(struct deciding *d, const char *slot, struct slice text)
{
    if (text.len == 0 || d->out.message_count == bot_messages_most ||
        bot_state_repeats(d->job, &d->out.next, text))
        return;
    d->out.messages[d->out.message_count++] = (struct bot_message){slot, text};
}
