/* metrics.c - see metrics.h */
#include "server/metrics.h"

#include <inttypes.h>
#include <stdatomic.h>

enum { classes = 6 }; /* of status codes: 1xx … 5xx */

static const double bounds[] = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5};

enum { bound_count = sizeof bounds / sizeof *bounds };

struct route_metrics {
    _Atomic uint64_t by_class[classes], by_time[bound_count + 1], microseconds;
};

struct metrics {
    struct route_metrics *routes;
    size_t count;
};

struct metrics *metrics_new(struct arena *life, size_t routes)
{
    struct metrics *m = ARENA_NEW(life, struct metrics);

    m->routes = ARENA_ARRAY(life, struct route_metrics, routes);
    m->count = routes;
    return m;
}

void metrics_request(struct metrics *m, size_t route, unsigned status, int64_t microseconds)
{
    struct route_metrics *r = &m->routes[route];
    double seconds = (double)microseconds / 1e6;
    size_t i = 0;

    while (i < bound_count && seconds > bounds[i])
        i++;
    atomic_fetch_add(&r->by_class[status / 100 % classes], 1);
    atomic_fetch_add(&r->by_time[i], 1);
    atomic_fetch_add(&r->microseconds, (uint64_t)microseconds);
}

static void print_times(const struct route_metrics *r, const char *name, struct buf *out)
{
    uint64_t sum = 0;

    for (size_t i = 0; i <= bound_count; i++) {
        sum += atomic_load(&r->by_time[i]);
        if (i < bound_count)
            buf_printf(out, "kladez_request_seconds_bucket{route=\"%s\",le=\"%g\"} %" PRIu64 "\n",
                       name, bounds[i], sum);
        else
            buf_printf(out, "kladez_request_seconds_bucket{route=\"%s\",le=\"+Inf\"} %" PRIu64 "\n",
                       name, sum);
    }
    buf_printf(out, "kladez_request_seconds_sum{route=\"%s\"} %.6f\n", name,
               (double)atomic_load(&r->microseconds) / 1e6);
    buf_printf(out, "kladez_request_seconds_count{route=\"%s\"} %" PRIu64 "\n", name, sum);
}

void metrics_print(struct metrics *m, const char *const *names, struct buf *out)
{
    buf_text(out, "# HELP kladez_requests_total Requests answered.\n"
                  "# TYPE kladez_requests_total counter\n");
    for (size_t i = 0; i < m->count; i++)
        for (size_t c = 1; c < classes; c++)
            if (atomic_load(&m->routes[i].by_class[c]))
                buf_printf(out,
                           "kladez_requests_total{route=\"%s\",status=\"%zuxx\"} %" PRIu64 "\n",
                           names[i], c, atomic_load(&m->routes[i].by_class[c]));
    buf_text(out, "# HELP kladez_request_seconds Time to answer.\n"
                  "# TYPE kladez_request_seconds histogram\n");
    for (size_t i = 0; i < m->count; i++)
        print_times(&m->routes[i], names[i], out);
}

void metrics_gauge(struct buf *out, const char *name, const char *help, double value)
{
    buf_printf(out, "# HELP %s %s\n# TYPE %s gauge\n%s %.15g\n", name, help, name, name, value);
}
