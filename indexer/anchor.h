/*
 * anchor.h - the name of a heading in an address: #no-connection.
 *
 * What the author wrote, or else the heading's words joined by dashes. Pure.
 */
#ifndef INDEXER_ANCHOR_H
#define INDEXER_ANCHOR_H

#include "base/map.h"

/* Cuts "{#name}" off the end of a heading, as many Markdown dialects write an anchor;
 * empty if there is none. */
struct slice anchor_cut(struct slice *heading);

/* An anchor no other heading of the article has, at most some 80 bytes; `taken` holds them
 * and gets this one. `written` may be empty. */
struct slice anchor_make(struct arena *job, struct map *taken, struct slice heading,
                         struct slice written);

#endif
