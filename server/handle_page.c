/* handle_page.c - the pages and scripts that are part of the program. */
#include "base/embed.h"
#include "base/sign.h"
#include "server/routes.h"

static const char policy[] = "default-src 'none'; script-src 'self'; style-src 'self'; "
                             "img-src 'self' data: https:; connect-src 'self'; font-src 'self'; "
                             "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

static const struct {
    const char *ending, *type;
} types[] = {
    {".html", "text/html; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml"},
};

static void send(struct exchange *x, struct slice text, const char *type)
{
    char hash[sign_hex_size];
    const char *tag;

    sign_sha256(text, hash);
    tag = arena_printf(x->job, "\"%.16s\"", hash);
    http_header(x->reply, "ETag", slice_of(tag));
    http_header(x->reply, "Cache-Control", SLICE("no-cache"));
    if (slice_is(x->request->if_none_match, tag)) {
        x->reply->status = 304;
        return;
    }
    reply_text(x, 200, type, text);
}

static void send_file(struct exchange *x, const char *path)
{
    struct slice text = embed_find(path);

    for (size_t i = 0; text.ptr && i < sizeof types / sizeof *types; i++)
        if (slice_ends(slice_of(path), types[i].ending)) {
            send(x, text, types[i].type);
            return;
        }
    reply_error(x, 404, "not_found", "there is nothing here");
}

void handle_page(struct exchange *x)
{
    http_header(x->reply, "Content-Security-Policy", slice_of(policy));
    http_header(x->reply, "Referrer-Policy", SLICE("same-origin"));
    send_file(x, "web/index.html");
}

void handle_asset(struct exchange *x)
{
    send_file(x, arena_printf(x->job, "web/%.*s", SLICE_ARG(x->captures[0])));
}

void handle_openapi(struct exchange *x)
{
    send(x, embed_find("docs/openapi.yaml"), "application/yaml");
}
