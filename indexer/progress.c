/* progress.c - see progress.h */
#include "indexer/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"

enum {
    bar_width = 24,
    redraw_every = 100000,
    line_every = 5000000,
    tell_every = 1000000
}; /* microseconds */

struct progress progress_new(bool quiet)
{
    return (struct progress){.quiet = quiet, .terminal = isatty(STDERR_FILENO)};
}

static void tell(struct progress *p, int64_t now, uint64_t done)
{
    p->told = now;
    if (p->follow)
        p->follow(p->follower, p, done);
}

void progress_begin(struct progress *p, const char *what, uint64_t total)
{
    p->what = what;
    p->total = total;
    p->items = 0;
    p->started = clock_monotonic();
    p->shown = p->started;
    tell(p, p->started, 0);
    if (!p->quiet && !p->terminal)
        fprintf(stderr, "%s…\n", what);
}

static void draw_bar(double share)
{
    int full = (int)(share * bar_width);

    fputs("  ", stderr);
    for (int i = 0; i < bar_width; i++)
        fputs(i < full ? "█" : "░", stderr);
    fprintf(stderr, " %3.0f %%", share * 100);
}

static void print_items(const struct progress *p, uint64_t done)
{
    fprintf(stderr, "%" PRIu64, p->items);
    if (p->total && p->items == done)
        fprintf(stderr, " of %" PRIu64, p->total);
}

static void draw(const struct progress *p, uint64_t done)
{
    double seconds = (double)(clock_monotonic() - p->started) / 1e6;
    double share = p->total ? (double)done / (double)p->total : 0;

    fprintf(stderr, "\r\033[K%-22s", p->what);
    if (p->total)
        draw_bar(share > 1 ? 1 : share);
    if (p->items) {
        fputs("  ", stderr);
        print_items(p, done);
    }
    if (p->items && seconds > 0.5)
        fprintf(stderr, "  %.0f/s", (double)p->items / seconds);
    if (share > 0.02 && share < 1 && seconds > 1)
        fprintf(stderr, "  %.0f s left", seconds / share - seconds);
    fflush(stderr);
}

void progress_at(struct progress *p, uint64_t done, uint64_t items)
{
    int64_t now = p->quiet && !p->follow ? 0 : clock_monotonic();

    p->items = items;
    if (p->follow && now - p->told >= tell_every)
        tell(p, now, done);
    if (p->quiet || now - p->shown < (p->terminal ? redraw_every : line_every))
        return;
    p->shown = now;
    if (p->terminal) {
        draw(p, done);
        return;
    }
    fprintf(stderr, "%s: %.0f %%, ", p->what,
            p->total ? 100.0 * (double)done / (double)p->total : 0);
    print_items(p, done);
    fputc('\n', stderr);
}

void progress_end(struct progress *p)
{
    if (p->quiet || !p->terminal)
        return;
    draw(p, p->total);
    fputc('\n', stderr);
}
