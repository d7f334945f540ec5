/*
 * site.h - what is true of every page of the help centre: its name, look and words.
 *
 * Read and checked when the server starts; it does not change while it runs.
 */
#ifndef SERVER_SITE_H
#define SERVER_SITE_H

#include "text/sets.h"

enum { site_theme_max = 64 * 1024, site_logo_max = 256 * 1024 };

struct site_options {
    const char *name;       /* empty: "Help", in the language of the page */
    const char *theme;      /* a CSS file, put behind web/page.css; empty: none */
    const char *logo;       /* an SVG or PNG file; empty: the program's own */
    const char *public_url; /* https://help.example, where people reach it; empty: not known */
};

struct site {
    struct slice name, public_url;
    struct sets words; /* server/data/pages.txt */
    struct slice css;
    char css_version[17]; /* another one whenever the style is another */
    struct slice logo;
    const char *logo_type; /* of its content */
};

/* ERR_INPUT, naming the option, for what is too large or not of its kind. */
bool site_read(struct arena *life, const struct site_options *o, struct site *out, struct err *err);

#endif
