/* basis.c - see basis.h */
#include "server/chat/basis.h"

#include <stdio.h>

#include "base/clock.h"

bool basis_begin(struct exchange *x, const struct conversation *seen, struct basis *b,
                 struct err *err)
{
    b->state = seen->bot_state;
    b->scope = x->access;
    b->lang_before = seen->lang;
    b->now = clock_now();
    snprintf(b->policy, sizeof b->policy, "%s", x->server->policy.sha);
    return seen->scope.len == 0 || x->access.role != ROLE_PUBLIC ||
           access_parse(x->job, seen->scope, &b->scope, err);
}

/* ---- keeping ---- */

/* Text of ours that is JSON itself, as a member and not as a text within a text. */
static bool add_parsed(struct arena *job, struct json *into, const char *name, struct slice text)
{
    const struct json *parsed;
    struct err ignored;

    if (text.len == 0 || !json_parse(job, text, &parsed, &ignored))
        return false;
    json_add_copy(into, name, parsed);
    return true;
}

struct slice basis_print(struct arena *job, const struct basis *b)
{
    struct json *o = json_object(job);

    json_add_number(o, "now", (double)b->now);
    json_add_text(o, "policy", slice_of(b->policy));
    json_add_text(o, "before", slice_of(language_code(b->lang_before)));
    if (b->lang_given)
        json_add_text(o, "lang", slice_of(language_code(b->lang)));
    if (b->wordless)
        json_add_bool(o, "wordless", true);
    if (b->category.count)
        texts_print(o, "category", &b->category);
    if (b->tags.count)
        texts_print(o, "tags", &b->tags);
    if (b->audience.len)
        json_add_text(o, "audience", b->audience);
    add_parsed(job, o, "scope", access_print(job, &b->scope));
    add_parsed(job, o, "state", b->state);
    return json_print(job, o);
}

bool basis_parse(struct arena *job, struct slice text, struct basis *out, struct err *err)
{
    const struct json *root, *state;

    *out = (struct basis){.state = SLICE("")};
    if (!json_parse(job, text, &root, err))
        return false;
    state = json_member(root, "state");
    if (state)
        out->state = json_print(job, state);
    out->now = (int64_t)json_number(json_member(root, "now"));
    snprintf(out->policy, sizeof out->policy, "%.*s",
             SLICE_ARG(json_text(json_member(root, "policy"))));
    out->lang_given = language_parse(json_text(json_member(root, "lang")), &out->lang);
    out->wordless = json_bool(json_member(root, "wordless"));
    out->category = texts_parse(job, json_member(root, "category"));
    out->tags = texts_parse(job, json_member(root, "tags"));
    out->audience = json_text(json_member(root, "audience"));
    return language_parse(json_text(json_member(root, "before")), &out->lang_before) &&
           access_parse(job, json_print(job, json_member(root, "scope")), &out->scope, err);
}

/* ---- deciding ---- */

static const struct filter *narrowed(struct arena *job, const struct filter *scope,
                                     const char *field, const struct texts *values)
{
    return values->count ? filter_both(job, scope, filter_one_of(job, field, values)) : scope;
}

bool basis_request(struct arena *job, struct basis *b, struct slice text, struct slice choice,
                   struct bot_request *request, struct bot_state *state, struct err *err)
{
    const struct filter *filter = narrowed(job, b->scope.filter, "category", &b->category);

    b->audiences = (struct texts){0};
    for (size_t i = 0; i < b->scope.audiences.count; i++)
        if (b->audience.len == 0 || slice_eq(b->scope.audiences.items[i], b->audience))
            texts_add(job, &b->audiences, b->scope.audiences.items[i]);
    *request = (struct bot_request){.text = b->wordless ? SLICE("") : text,
                                    .choice = choice,
                                    .lang = b->lang_given ? &b->lang : NULL,
                                    .lang_before = b->lang_before,
                                    .filter = narrowed(job, filter, "tags", &b->tags),
                                    .audiences = &b->audiences,
                                    .now = b->now};
    return bot_state_parse(job, b->state, state, err);
}
