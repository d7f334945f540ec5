/*
 * page_form.h - what a form of a page sends: application/x-www-form-urlencoded.
 */
#ifndef SERVER_PAGE_FORM_H
#define SERVER_PAGE_FORM_H

#include "server/exchange.h"

struct page_form {
    struct http_pair fields[http_args_max];
    size_t count;
};

/* False if there was an error to reply. */
bool page_form_read(struct exchange *x, struct page_form *out);

/* Its text; empty if it is not there. */
struct slice page_form_field(const struct page_form *f, const char *name);

#endif
