/*
 * render.h - an article's text as HTML, from its blocks and spans.
 *
 * Only the tags h2-h6, p, ol, ul, li, blockquote, pre, code, table, tr, th, td, strong,
 * em, a, img are written, all text is escaped, and a link or image whose address does
 * not begin with http:, https:, mailto:, tel:, /, # or a name without a colon loses it.
 */
#ifndef ENGINE_RENDER_H
#define ENGINE_RENDER_H

#include "engine/article.h"

struct slice render_html(struct arena *job, const struct article *a);

void render_escape(struct buf *out, struct slice text); /* & < > " ' */

#endif
