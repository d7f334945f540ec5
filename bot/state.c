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
    s.options = texts_parse(job, json_member(o, "options"));
    s.excluded = texts_parse(job, json_member(o, "excluded"));
    s.said = texts_parse(job, json_member(o, "said"));
    s.question = json_text(json_member(o, "question"));
    s.answered = json_text(json_member(o, "answered"));
    *out = s;
    return true;
}

struct slice bot_state_print(struct arena *job, const struct bot_state *s)
{
    struct json *o = json_object(job);

    json_add_number(o, "clarified", (double)s->clarified);
    json_add_number(o, "unsolved", (double)s->unsolved);
    json_add_number(o, "offered_q", s->offered_q);
    texts_print(o, "options", &s->options);
    texts_print(o, "excluded", &s->excluded);
    texts_print(o, "said", &s->said);
    json_add_text(o, "question", s->question);
    json_add_text(o, "answered", s->answered);
    return json_print(job, o);
}
