/* handle_search.c - POST and GET /indexes/articles/search */
#include "server/routes.h"
#include "server/search/asking.h"

void handle_search(struct exchange *x)
{
    struct reader *r = exchange_reader(x);
    struct json *reply = json_object(x->job);
    const struct json *body;
    struct asking a = {0};

    if (!r)
        return;
    if (slice_is(x->request->method, "POST")) {
        if (!request_object(x, true, &body))
            return;
    } else {
        body = params_of_query(x->job, asking_single, x->request);
    }
    if (asking_read(x, asking_single, body, &a) && asking_add_result(x, r, &a, reply))
        reply_json(x, 200, reply);
}
