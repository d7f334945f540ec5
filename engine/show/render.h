/*
 * render.h - an article's text as HTML, from its blocks and spans.
 *
 * Headings begin with h2 and skip no level. Only the tags h2-h6, p, ol, ul, li, blockquote, pre, code, table, tr, th, td, strong,
 * em, a, img are written, all text is escaped, and an address that does not begin with
 * http:, https:, mailto:, tel:, / or # is left out; of an image its description stays.
 * What a link to another file of the source (../payment/card.md) leads to, the caller says.
 */
#ifndef ENGINE_RENDER_H
#define ENGINE_RENDER_H

#include "engine/article/article.h"

/* `path` is below the source, as article.source; empty: it leads nowhere. */
struct render_links {
    struct slice (*url)(void *self, struct slice path);
    void *self;
};

struct slice render_html(struct arena *job, const struct article *a,
                         const struct render_links *links);

/* "ru/account/x.md" and "../payment/card.md": "ru/payment/card.md". Empty if it leads out. */
struct slice render_join_paths(struct arena *job, struct slice from, struct slice target);

void render_escape(struct buf *out, struct slice text); /* & < > " ' */

#endif
