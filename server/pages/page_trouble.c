/* page_trouble.c - see page.h: pages that are not there, and what went wrong. */
#include "base/log.h"
#include "server/pages/page.h"
#include "server/routes.h"

static void send_trouble(struct exchange *x, unsigned status, const char *heading, const char *hint)
{
    struct page p;

    page_begin(x, page_language(x), &p);
    p.hidden = p.own_search = true;
    p.title = page_text(&p, heading);
    HTML(&p.body, "<div class=\"trouble\"><h1>$</h1>\n<p>$</p>\n", p.title, page_text(&p, hint));
    page_add_search(&p, &p.body);
    HTML(&p.body, "<p><a href=\"$\">$</a></p></div>\n", page_path(&p, "", SLICE("")),
         page_text(&p, "to_home"));
    if (status == 503)
        http_header(x->reply, "Retry-After", SLICE("60"));
    http_header(x->reply, "Vary", SLICE("Accept-Language"));
    page_send(&p, status);
}

void page_missing(struct exchange *x, const char *heading)
{
    send_trouble(x, 404, heading, "missing_hint");
}

bool page_without_slash(struct exchange *x)
{
    const struct http_request *request = x->request;
    struct slice path = request->path, captures[captures_most], allow;
    struct buf to = buf_new(x->job, 4 * http_body_max);

    while (slice_ends(path, "/"))
        path.len--;
    if (path.len == request->path.len || !routes_find(x->job, SLICE("GET"), path, captures, &allow))
        return false;
    buf_percent(&to, path);
    for (size_t i = 0; i < request->arg_count; i++) {
        buf_char(&to, i ? '&' : '?');
        buf_percent(&to, request->args[i].name);
        buf_char(&to, '=');
        buf_percent(&to, request->args[i].value);
    }
    x->reply->status = 308;
    http_header(x->reply, "Location", buf_slice(&to));
    return true;
}

struct reader *page_reader(struct exchange *x)
{
    if (!x->worker->reader)
        send_trouble(x, 503, "unavailable", "unavailable_hint");
    return x->worker->reader;
}

void page_err(struct exchange *x, const struct err *err)
{
    bool busy = err->code == ERR_BUSY || err->code == ERR_CONFLICT;

    if (!busy)
        log_line(LOG_ERROR, x->route ? x->route->name : "none", "id=%s msg=%s", x->id,
                 log_quote(x->job, slice_of(err->text)));
    send_trouble(x, busy ? 503 : 500, "broken", "broken_hint");
}
