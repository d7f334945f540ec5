/*
 * metrics.h - counts and times, in the text format of Prometheus (0.0.4).
 */
#ifndef SERVER_METRICS_H
#define SERVER_METRICS_H

#include "base/str.h"

struct metrics;

struct metrics *metrics_new(struct arena *life, size_t routes);

/* A request was answered. Any thread. */
void metrics_request(struct metrics *m, size_t route, unsigned status, int64_t microseconds);

/* The counters; `names` are the routes', in their order. Gauges are added by the caller. */
void metrics_print(struct metrics *m, const char *const *names, struct buf *out);

/* "# HELP", "# TYPE" and one value. */
void metrics_gauge(struct buf *out, const char *name, const char *help, double value);

#endif
