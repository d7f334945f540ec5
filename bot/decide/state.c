/* state.c - see state.h */
#include "bot/decide/state.h"

#include <stddef.h>

#include "base/sign.h"

enum { stems_text_max = 16 * 1024 };

bool bot_state_said(struct arena *job, const struct bot_state *s, struct slice text)
{
    return texts_have(&s->said, sign_content_text(job, &text, 1));
}

bool bot_state_repeats(struct arena *job, struct bot_state *s, struct slice text)
{
    if (bot_state_said(job, s, text))
        return true;
    texts_add(job, &s->said, sign_content_text(job, &text, 1));
    return false;
}

/* A member of the state and its name in the text. */
struct member {
    const char *name;
    size_t offset;
};

#define AT(member) offsetof(struct bot_state, member)

static const struct member counts[] = {
    {"clarified", AT(clarified)}, {"unsolved", AT(unsolved)}, {"rejections", AT(rejections)},
    {"turns", AT(turns)},         {"since", AT(since)},       {"last", AT(last)},
};
static const struct member numbers[] = {
    {"frustration", AT(frustration)},
    {"offered_q", AT(offered_q)},
};
static const struct member flags[] = {{"offered", AT(offered)}, {"way_shown", AT(way_shown)}};
static const struct member strings[] = {
    {"asked", AT(asked)},
    {"question", AT(question)},
    {"topic", AT(topic)},
};
static const struct member lists[] = {
    {"options", AT(options)},   {"labels", AT(labels)}, {"excluded", AT(excluded)},
    {"said", AT(said)},         {"recent", AT(recent)}, {"details", AT(details)},
    {"answered", AT(answered)},
};

#define EACH(i, table) (size_t i = 0; i < sizeof(table) / sizeof *(table); i++)

bool bot_state_parse(struct arena *job, struct slice text, struct bot_state *out, struct err *err)
{
    struct bot_state s = {0};
    const struct json *o;
    char *at = (char *)&s;

    if (text.len == 0) {
        *out = s;
        return true;
    }
    if (!json_parse(job, text, &o, err))
        return err_in(err, "the bot's state");
    for
        EACH(i, counts)
    json_count(json_member(o, counts[i].name), (uint64_t *)(at + counts[i].offset));
    for
        EACH(i, numbers)
    *(double *)(at + numbers[i].offset) = json_number(json_member(o, numbers[i].name));
    for
        EACH(i, flags)
    *(bool *)(at + flags[i].offset) = json_bool(json_member(o, flags[i].name));
    for
        EACH(i, strings)
    *(struct slice *)(at + strings[i].offset) = json_text(json_member(o, strings[i].name));
    for
        EACH(i, lists)
    *(struct texts *)(at + lists[i].offset) = texts_parse(job, json_member(o, lists[i].name));
    *out = s;
    return true;
}

struct slice bot_state_print(struct arena *job, const struct bot_state *s)
{
    struct json *o = json_object(job);
    const char *at = (const char *)s;

    for
        EACH(i, counts)
    json_add_number(o, counts[i].name, (double)*(const uint64_t *)(at + counts[i].offset));
    for
        EACH(i, numbers)
    json_add_number(o, numbers[i].name, *(const double *)(at + numbers[i].offset));
    for
        EACH(i, flags)
    json_add_bool(o, flags[i].name, *(const bool *)(at + flags[i].offset));
    for
        EACH(i, strings)
    json_add_text(o, strings[i].name, *(const struct slice *)(at + strings[i].offset));
    for
        EACH(i, lists)
    texts_print(o, lists[i].name, (const struct texts *)(at + lists[i].offset));
    return json_print(job, o);
}

/* ---- questions that come again ---- */

static const double alike = 0.8; /* Jaccard of their stems, from which two questions are one */

/* Is the word, with a space at both ends, in the text? */
static bool has_word(struct slice text, struct slice word)
{
    while (text.ptr)
        if (slice_eq(slice_cut(&text, ' '), word))
            return true;
    return false;
}

static size_t words_in(struct slice text)
{
    size_t n = 0;

    while (text.ptr)
        n += slice_cut(&text, ' ').len > 0;
    return n;
}

static double jaccard(struct slice a, struct slice b)
{
    size_t all = words_in(a) + words_in(b), both = 0;

    for (struct slice rest = a; rest.ptr;) {
        struct slice word = slice_cut(&rest, ' ');

        both += word.len && has_word(b, word);
    }
    return all > both ? (double)both / (double)(all - both) : 0;
}

static struct slice set_of_stems(struct arena *job, const struct stems *stems)
{
    struct buf out = buf_new(job, stems_text_max);

    for (size_t i = 0; i < stems->count; i++)
        if (!has_word(buf_slice(&out), stems->items[i]))
            buf_printf(&out, "%s%.*s", out.len ? " " : "", SLICE_ARG(stems->items[i]));
    return buf_slice(&out);
}

bool bot_state_asked_before(struct arena *job, struct bot_state *s, const struct stems *stems)
{
    struct slice set = set_of_stems(job, stems);
    struct texts kept = {0};
    bool before = false;

    for (size_t i = 0; i < s->recent.count; i++)
        before = before || jaccard(s->recent.items[i], set) >= alike;
    for (size_t i = s->recent.count >= recent_most; i < s->recent.count; i++)
        texts_add(job, &kept, s->recent.items[i]);
    texts_add(job, &kept, set);
    s->recent = kept;
    return before;
}
