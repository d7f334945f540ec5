/* site.c - see site.h */
#include "server/pages/site.h"

#include <string.h>

#include "base/embed.h"
#include "base/file.h"
#include "base/sign.h"
#include "base/utf8.h"

enum { name_max = 100, url_max = 300 };

static bool read_words(struct arena *life, struct site *site, struct err *err)
{
    return sets_parse(life, embed_find("server/data/pages.txt"), &site->words, err) ||
           err_in(err, "server/data/pages.txt");
}

/* One file, so that a page asks once: the theme stands last and so wins. */
static bool read_style(struct arena *life, const char *path, struct site *site, struct err *err)
{
    struct slice own = embed_find("web/page.css"), theme = SLICE("");
    char hash[sign_hex_size];

    if (path && *path) {
        if (!slice_ends(slice_of(path), ".css"))
            return err_set(err, ERR_INPUT, "'theme' is a CSS file, its name ends in .css: '%s'",
                           path);
        if (!file_read(life, path, site_theme_max, &theme, err))
            return false;
        if (utf8_check(theme) < theme.len || memchr(theme.ptr, 0, theme.len))
            return err_set(err, ERR_INPUT, "'theme' %s is not text in UTF-8", path);
    }
    site->css = slice_of(arena_printf(life, "%.*s\n%.*s", SLICE_ARG(own), SLICE_ARG(theme)));
    sign_sha256(site->css, hash);
    memcpy(site->css_version, hash, sizeof site->css_version - 1);
    return true;
}

/* By what stands in it: a name can be wrong, and browsers are told not to guess. */
static const char *type_of_picture(struct slice file)
{
    struct slice start = {file.ptr, file.len < 1024 ? file.len : 1024};

    if (file.len > 8 && memcmp(file.ptr, "\x89PNG\r\n\x1a\n", 8) == 0)
        return "image/png";
    while (start.len && slice_find(start, '<') < start.len) {
        size_t at = slice_find(start, '<');

        start = (struct slice){start.ptr + at, start.len - at};
        if (slice_starts(start, "<svg"))
            return "image/svg+xml";
        start = (struct slice){start.ptr + 1, start.len - 1};
    }
    return NULL;
}

static bool read_logo(struct arena *life, const char *path, struct site *site, struct err *err)
{
    site->logo = embed_find("web/icon.svg");
    if (path && *path && !file_read(life, path, site_logo_max, &site->logo, err))
        return false;
    site->logo_type = type_of_picture(site->logo);
    return site->logo_type ||
           err_set(err, ERR_INPUT, "'logo' takes an SVG or PNG file, %s is neither", path);
}

static bool read_name(const char *name, struct site *site, struct err *err)
{
    site->name = slice_trim(slice_of(name));
    if (site->name.len <= name_max && utf8_check(site->name) == site->name.len)
        return true;
    return err_set(err, ERR_INPUT, "'name' is a text of at most %d bytes in UTF-8", name_max);
}

static bool read_url(const char *url, struct site *site, struct err *err)
{
    struct slice s = slice_of(url), host;

    if (slice_ends(s, "/"))
        s.len--;
    site->public_url = s;
    if (s.len == 0)
        return true;
    host = s;
    if (slice_starts(s, "https://") || slice_starts(s, "http://"))
        host = (struct slice){s.ptr + slice_find(s, '/') + 2, s.len - slice_find(s, '/') - 2};
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] <= ' ' || s.ptr[i] > '~' || strchr("\"'<>?#&\\", s.ptr[i]))
            host.len = 0;
    if (s.len <= url_max && host.len && host.len < s.len && slice_find(host, '/') == host.len)
        return true;
    return err_set(err, ERR_INPUT,
                   "'public-url' takes scheme, host and port, such as https://help.example (no "
                   "path, xn--… for other alphabets), not '%s'",
                   url);
}

bool site_read(struct arena *life, const struct site_options *o, struct site *out, struct err *err)
{
    struct site site = {0};

    if (!read_name(o->name, &site, err) || !read_url(o->public_url, &site, err) ||
        !read_words(life, &site, err) || !read_style(life, o->theme, &site, err) ||
        !read_logo(life, o->logo, &site, err))
        return false;
    *out = site;
    return true;
}
