/* sitemap.c - see sitemap.h */
#include "server/pages/sitemap.h"

#include "base/clock.h"
#include "server/pages/html.h"

enum { file_max = 50 << 20 /* bytes: the protocol's limit, uncompressed */ };

#define NAMESPACE "http://www.sitemaps.org/schemas/sitemap/0.9"

static struct slice print_index(struct buf *out, struct slice base, size_t parts)
{
    buf_text(out, "<sitemapindex xmlns=\"" NAMESPACE "\">\n");
    for (size_t i = 1; i <= parts; i++)
        HTML(out, "<sitemap><loc>$/sitemap.xml?part=$</loc></sitemap>\n", base,
             slice_of(arena_printf(out->arena, "%zu", i)));
    buf_text(out, "</sitemapindex>\n");
    return buf_slice(out);
}

static void add_entry(struct buf *out, struct slice base, const struct sitemap_entry *e)
{
    char time[clock_text_size];

    HTML(out, "<url><loc>$$</loc>", base, e->path);
    if (e->updated) {
        clock_print(e->updated, time);
        buf_printf(out, "<lastmod>%.10s</lastmod>", time);
    }
    buf_text(out, "</url>\n");
}

struct slice sitemap_print(struct arena *job, struct slice base,
                           const struct sitemap_entry *entries, size_t count, size_t part,
                           size_t most)
{
    struct buf out = buf_new(job, file_max);
    size_t parts = (count + most - 1) / most;
    size_t first = part ? (part - 1) * most : 0;

    if (part > parts)
        return (struct slice){0};
    buf_text(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    if (part == 0 && parts > 1)
        return print_index(&out, base, parts);
    buf_text(&out, "<urlset xmlns=\"" NAMESPACE "\">\n");
    for (size_t i = first; i < count && i < first + most; i++)
        add_entry(&out, base, &entries[i]);
    buf_text(&out, "</urlset>\n");
    return buf_slice(&out);
}
