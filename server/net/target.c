/* target.c - see target.h */
#include "server/net/target.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"

static int hex_of(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* Percent-decodes; false for a broken escape, a zero character or what is not UTF-8. */
static bool decode(struct arena *job, struct slice raw, bool plus, struct slice *out)
{
    char *text = arena_alloc(job, raw.len + 1);
    size_t len = 0;

    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.ptr[i];

        if (c == '%') {
            int high = i + 2 < raw.len ? hex_of(raw.ptr[i + 1]) : -1;
            int low = i + 2 < raw.len ? hex_of(raw.ptr[i + 2]) : -1;

            if (high < 0 || low < 0)
                return false;
            c = (char)(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus) {
            c = ' ';
        }
        if (c == 0)
            return false;
        text[len++] = c;
    }
    *out = (struct slice){text, len};
    return utf8_check(*out) == len;
}

const char *target_read_pairs(struct arena *job, struct slice text,
                              struct http_pair pairs[http_args_max], size_t *count)
{
    while (text.ptr && text.len) {
        struct slice value = slice_cut(&text, '&'), name = slice_cut(&value, '=');
        struct http_pair *pair = &pairs[*count];

        if (name.len == 0)
            continue;
        if (*count == http_args_max)
            return "there are too many parameters";
        if (!decode(job, name, true, &pair->name) ||
            !decode(job, value.ptr ? value : SLICE(""), true, &pair->value))
            return "the parameters are not valid percent-encoded UTF-8";
        (*count)++;
    }
    return NULL;
}

/* Cuts "http://host:port" off, with which proxies are asked, and servers may be. */
static const char *take_host(struct http_request *r, struct slice *target)
{
    static const char *const schemes[] = {"http://", "https://"};
    size_t scheme = 0, path, query;

    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (target->len >= strlen(schemes[i]) &&
            strncasecmp(target->ptr, schemes[i], strlen(schemes[i])) == 0)
            scheme = strlen(schemes[i]);
    if (!scheme)
        return NULL;
    *target = (struct slice){target->ptr + scheme, target->len - scheme};
    path = slice_find(*target, '/');
    query = slice_find(*target, '?');
    r->host = (struct slice){target->ptr, path < query ? path : query};
    *target = (struct slice){target->ptr + r->host.len, target->len - r->host.len};
    return r->host.len == 0 || slice_find(r->host, '@') < r->host.len
               ? "the address must have a host, and nobody's name before it"
               : NULL;
}

const char *target_read(struct http_request *r, struct slice target)
{
    const char *bad = take_host(r, &target);
    struct slice path = slice_cut(&target, '?');

    if (bad)
        return bad;
    if (path.len == 0 && r->host.len)
        path = SLICE("/");
    if (!decode(r->job, path, false, &r->path))
        return "the path is not valid percent-encoded UTF-8";
    return target_read_pairs(r->job, target, r->args, &r->arg_count);
}
