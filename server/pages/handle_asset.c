/* handle_asset.c - styles, scripts and pictures that are part of the program. */
#include "base/embed.h"
#include "server/pages/assets.h"
#include "server/pages/page.h"
#include "server/routes.h"

/* An SVG that is opened by itself is a document: it may do nothing. */
static void send_logo(struct exchange *x)
{
    http_header(x->reply, "Content-Security-Policy", SLICE("default-src 'none'; sandbox"));
    assets_send_text(x, 200, x->server->site.logo, x->server->site.logo_type);
}

/* Its address changes with its content. */
static void send_style(struct exchange *x)
{
    const struct site *site = &x->server->site;

    if (slice_is(page_arg(x, "v"), site->css_version))
        assets_send_for_ever(x, site->css, "text/css; charset=utf-8");
    else
        assets_send_text(x, 200, site->css, "text/css; charset=utf-8");
}

void handle_asset(struct exchange *x)
{
    if (slice_is(x->captures[0], "logo"))
        send_logo(x);
    else if (slice_is(x->captures[0], "page.css"))
        send_style(x);
    else
        assets_send(x, arena_printf(x->job, "web/%.*s", SLICE_ARG(x->captures[0])));
}

void handle_widget(struct exchange *x)
{
    assets_send(x, arena_printf(x->job, "web%.*s", SLICE_ARG(x->request->path)));
}

void handle_openapi(struct exchange *x)
{
    assets_send_text(x, 200, embed_find("docs/openapi.yaml"), "application/yaml");
}
