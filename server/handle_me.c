/* handle_me.c - GET /v1/me: whose key this is. */
#include "server/routes.h"

void handle_me(struct exchange *x)
{
    struct json *reply = json_object(x->job);

    json_add_text(reply, "role", slice_of(role_name(x->access.role)));
    json_add_text(reply, "name", x->access.name);
    reply_json(x, 200, reply);
}
