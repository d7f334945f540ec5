/* assets.c - see assets.h */
#include "server/pages/assets.h"

#include "base/embed.h"
#include "base/sign.h"

static const struct {
    const char *ending, *type;
} types[] = {
    {".html", "text/html; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml"},
};

static void send(struct exchange *x, unsigned status, struct slice text, const char *type,
                 struct slice caching)
{
    char hash[sign_hex_size];
    const char *tag;

    sign_sha256(text, hash);
    tag = arena_printf(x->job, "\"%.16s\"", hash);
    http_header(x->reply, "ETag", slice_of(tag));
    http_header(x->reply, "Cache-Control", caching);
    if (status == 200 && slice_is(x->request->if_none_match, tag)) {
        x->reply->status = 304;
        return;
    }
    reply_text(x, status, type, text);
}

void assets_send_text(struct exchange *x, unsigned status, struct slice text, const char *type)
{
    send(x, status, text, type, SLICE("no-cache"));
}

void assets_send_for_ever(struct exchange *x, struct slice text, const char *type)
{
    send(x, 200, text, type, SLICE("public, max-age=31536000, immutable"));
}

/* Pages of every site may load the scripts; what these then ask is up to `origins`. */
static void share(struct exchange *x)
{
    http_header(x->reply, "Access-Control-Allow-Origin", SLICE("*"));
    http_header(x->reply, "Cross-Origin-Resource-Policy", SLICE("cross-origin"));
}

void assets_send(struct exchange *x, const char *path)
{
    struct slice text = embed_find(path);

    for (size_t i = 0; text.ptr && i < sizeof types / sizeof *types; i++)
        if (slice_ends(slice_of(path), types[i].ending)) {
            if (slice_is(slice_of(types[i].ending), ".js"))
                share(x);
            assets_send_text(x, 200, text, types[i].type);
            return;
        }
    reply_error(x, 404, "not_found", "there is nothing here");
}
