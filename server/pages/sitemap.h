/*
 * sitemap.h - a list of addresses for search engines, as https://www.sitemaps.org/protocol.html
 * says: one file, or, where there are too many, an index of several.
 */
#ifndef SERVER_SITEMAP_H
#define SERVER_SITEMAP_H

#include <stdint.h>

#include "base/str.h"

enum { sitemap_most = 50000 /* addresses in one file: the protocol's limit */ };

struct sitemap_entry {
    struct slice path; /* "/ru", percent-encoded */
    int64_t updated;   /* wall milliseconds; 0: not known */
};

/* Part 0 is the whole, or, for more than `most` entries, the index of the parts from 1 on, at
 * BASE/sitemap.xml?part=1. ptr is NULL for a part there is not. */
struct slice sitemap_print(struct arena *job, struct slice base,
                           const struct sitemap_entry *entries, size_t count, size_t part,
                           size_t most);

#endif
