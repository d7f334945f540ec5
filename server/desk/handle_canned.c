/* handle_canned.c - GET /v1/desk/canned: replies people give often. */
#include "server/routes.h"

void handle_canned(struct exchange *x)
{
    struct json *reply = json_object(x->job), *list = json_add_array(reply, "canned");

    for (size_t i = 0; i < x->server->canned.count; i++) {
        const struct canned *c = &x->server->canned.items[i];
        struct json *o = json_add_object(list, NULL);

        json_add_text(o, "id", c->id);
        json_add_text(o, "lang", slice_of(language_code(c->lang)));
        json_add_text(o, "name", c->name);
        json_add_text(o, "text", c->text);
    }
    reply_json(x, 200, reply);
}
