/* handle_queue.c - GET /v1/desk/tickets: which tickets there are. */
#include <stddef.h>

#include "base/clock.h"
#include "desk/queue.h"
#include "server/desk/queue.h"
#include "server/params.h"
#include "server/routes.h"

enum { queue_search_max = 200, listed_most = 200 };

struct list_params {
    struct slice state, view, q;
    uint64_t limit;
};

#define AT(member) offsetof(struct list_params, member)

static const struct param list_params[] = {
    {"state", PARAM_TEXT, AT(state), 0, 20},
    {"view", PARAM_TEXT, AT(view), 0, 20},
    {"q", PARAM_TEXT, AT(q), 0, queue_search_max},
    {"limit", PARAM_COUNT, AT(limit), 1, listed_most},
    {0},
};

static bool is_state(struct slice state)
{
    return slice_is(state, "open") || slice_is(state, "taken") || slice_is(state, "closed");
}

static bool read_params(struct exchange *x, struct list_params *p, enum queue_view *view)
{
    const char *code;
    struct err err;

    if (!params_read(x->job, list_params, params_of_query(x->job, list_params, x->request),
                     "invalid_tickets", p, &code, &err)) {
        reply_error(x, 400, code, "%s", err.text);
        return false;
    }
    if (p->state.len && !is_state(p->state)) {
        reply_error(x, 400, "invalid_tickets_state", "`state` must be open, taken or closed");
        return false;
    }
    if (p->view.len && (p->state.len || !queue_parse_view(p->view, view))) {
        reply_error(x, 400, "invalid_tickets_view",
                    "`view` must be active, mine, unassigned or closed, and goes without `state`");
        return false;
    }
    if (p->q.len && !p->view.len) {
        reply_error(x, 400, "invalid_tickets_q", "`q` is looked for in a `view`");
        return false;
    }
    return true;
}

void queue_add_waited(struct exchange *x, struct json *into, const struct ticket *t)
{
    int64_t ms;

    if (t->waiting_since == 0) {
        json_add_null(into, "waited_seconds");
        return;
    }
    ms = calendar_open_between(x->server->calendar, t->waiting_since, clock_now());
    json_add_number(into, "waited_seconds", (double)(ms / 1000));
}

static void add_counts(struct exchange *x, struct json *into, const struct queue_counts *c)
{
    struct expectation hours = expectation_of_hours(x->server->calendar, clock_now());
    struct json *o = json_add_object(into, "counts");

    json_add_number(o, "active", (double)c->active);
    json_add_number(o, "mine", (double)c->mine);
    json_add_number(o, "unassigned", (double)c->unassigned);
    json_add_number(o, "waiting", (double)c->waiting);
    json_add_bool(into, "open", hours.open);
    json_add_time(into, "next_open", hours.next_open);
}

void handle_tickets(struct exchange *x)
{
    struct list_params p = {.state = SLICE(""), .q = SLICE(""), .limit = 50};
    struct json *reply = json_object(x->job), *list = json_add_array(reply, "tickets");
    struct queue_request q = {.agent = x->access.name};
    struct queue_counts counts;
    struct ticket *tickets;
    struct err err;
    size_t count;
    bool ok;

    if (!read_params(x, &p, &q.view))
        return;
    q.words = p.q;
    q.most = (size_t)p.limit;
    ok = p.view.len ? queue_read(x->server->desk, x->job, &q, &tickets, &count, &counts, &err)
                    : ticket_list(x->server->desk, x->job, p.state, q.most, &tickets, &count, &err);
    if (!ok) {
        reply_err(x, &err, NULL);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        struct json *o = json_add_object(list, NULL);

        ticket_print_listed(o, &tickets[i]);
        queue_add_waited(x, o, &tickets[i]);
    }
    if (p.view.len)
        add_counts(x, reply, &counts);
    reply_json(x, 200, reply);
}
