/*
 * watch.h - waiting for an editor: until the sources are not what they were.
 */
#ifndef INDEXER_WATCH_H
#define INDEXER_WATCH_H

#include "indexer/scan.h"

/* Looks twice a second; returns true once the sources differ from `seen` (scan_hash) and
 * have come to rest, that is, two looks were alike; false when SIGTERM or SIGINT came. A
 * source that is gone for a while (a checkout that is being replaced) is waited for. */
bool watch_wait(const char *data, const char *const *sources, size_t count,
                const struct sign_hash *seen);

#endif
