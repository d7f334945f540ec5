/*
 * page_app.c - pages for the people who work with Kladez: a page and its scripts, in web/NAME/.
 *
 * They hold nothing secret: whoever opens one signs in with a key, which its scripts send with
 * each request.
 */
#include "server/pages/assets.h"
#include "server/routes.h"

static const char policy[] = "default-src 'none'; script-src 'self'; style-src 'self'; "
                             "img-src 'self'; connect-src 'self'; base-uri 'none'; "
                             "form-action 'none'; frame-ancestors 'none'";

void handle_app(struct exchange *x)
{
    const char *page = arena_printf(x->job, "web%.*s/index.html", SLICE_ARG(x->request->path));

    http_header(x->reply, "Content-Security-Policy", slice_of(policy));
    http_header(x->reply, "Referrer-Policy", SLICE("no-referrer"));
    http_header(x->reply, "Cross-Origin-Opener-Policy", SLICE("same-origin"));
    assets_send(x, page);
}

void handle_app_asset(struct exchange *x)
{
    assets_send(x, arena_printf(x->job, "web%.*s", SLICE_ARG(x->request->path)));
}
