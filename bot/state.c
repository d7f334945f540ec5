/* state.c - see state.h */
#include "bot/state.h"

#include "base/sign.h"

static const char *hash_of(struct arena *job, struct slice text)
{
    struct sign_hash h = sign_content(&text, 1);
    char hex[2 * sign_hash_size + 1];

    sign_hex(h.bytes, sizeof h.bytes, hex, sizeof hex);
    return slice_cstr(job, slice_of(hex));
}

bool bot_state_said(struct arena *job, const struct bot_state *s, struct slice text)
{
    return texts_have(&s->said, slice_of(hash_of(job, text)));
}

bool bot_state_repeats(struct arena *job, struct bot_state *s, struct slice text)
{
    if (bot_state_said(job, s, text))
        return true;
    texts_add(job, &s->said, slice_of(hash_of(job, text)));
    return false;
}

static struct texts read_texts(struct arena *job, const struct json *list)
{
    struct texts out = {0};

    for (const struct json *i = json_first(list); i; i = json_next(i))
        texts_add(job, &out, json_text(i));
    return out;
}

bool bot_state_parse(struct arena *job, struct slice text, struct bot_state *out, struct err *err)
{
    struct bot_state s = {0};
    const struct json *o;

    if (text.len == 0) {
        *out = s;
        return true;
    }
    if (!json_parse(job, text, &o, err))
        return err_in(err, "the bot's state");
    json_count(json_member(o, "clarified"), &s.clarified);
    json_count(json_member(o, "unsolved"), &s.unsolved);
    s.offered_q = json_number(json_member(o, "offered_q"));
    s.options = read_texts(job, json_member(o, "options"));
    s.excluded = read_texts(job, json_member(o, "excluded"));
    s.said = read_texts(job, json_member(o, "said"));
    s.question = json_text(json_member(o, "question"));
    s.answered = json_text(json_member(o, "answered"));
    *out = s;
    return true;
}

static void print_texts(struct json *o, const char *name, const struct texts *list)
{
    struct json *array = json_add_array(o, name);

    for (size_t i = 0; i < list->count; i++)
        json_add_text(array, NULL, list->items[i]);
}

struct slice bot_state_print(struct arena *job, const struct bot_state *s)
{
    struct json *o = json_object(job);

    json_add_number(o, "clarified", (double)s->clarified);
    json_add_number(o, "unsolved", (double)s->unsolved);
    json_add_number(o, "offered_q", s->offered_q);
    print_texts(o, "options", &s->options);
    print_texts(o, "excluded", &s->excluded);
    print_texts(o, "said", &s->said);
    json_add_text(o, "question", s->question);
    json_add_text(o, "answered", s->answered);
    return json_print(job, o);
}
