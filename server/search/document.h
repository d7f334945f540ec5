/*
 * document.h - an article, as the routes of search show it.
 */
#ifndef SERVER_DOCUMENT_H
#define SERVER_DOCUMENT_H

#include "engine/article/schema.h"
#include "server/exchange.h"

/* The article, if the request may see it: found, as everything is, through the filters of
 * its key. */
bool document_find(struct exchange *x, struct reader *r, struct slice id, struct article *out,
                   struct err *err);

/* The article's fields. "*" means all but `sections`, `html`, `attributes` and `headings`, which
 * are large and must be named. */
void document_add(struct exchange *x, struct json *into, const struct article *a,
                  const struct texts *retrieve);

/* Its text as HTML; its links to files lead to those articles that the request may see. */
struct slice document_html(struct exchange *x, const struct article *a);

/* ---- a field ---- */

bool document_may_see(const struct exchange *x, const struct field *f);
bool document_wants(const struct texts *names, const struct field *f);

/* Its text or texts, if it has any. */
struct texts document_texts(struct arena *job, const struct article *a, struct slice name,
                            bool *is_list);

void document_add_field(struct exchange *x, struct json *into, const struct article *a,
                        const struct field *f);

#endif
