/*
 * log.h - one line per event on standard error, in logfmt.
 *
 *      level=info at=serve msg="ready" listen=127.0.0.1:8700
 *
 * Only programs (server/, cli/) log; everything below returns its errors. `pairs` is
 * a printf format of ready-made "name=value" pairs; text of users goes through
 * log_quote. Lines of several threads do not mix.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/str.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

void log_from(enum log_level least); /* lines below `least` are dropped; INFO at first */
bool log_level_parse(const char *name, enum log_level *out);
void log_line(enum log_level level, const char *at, const char *pairs, ...)
    __attribute__((format(printf, 3, 4)));

/* The text as a quoted logfmt value: quotes, backslashes and control characters escaped,
 * cut at 400 bytes. */
const char *log_quote(struct arena *job, struct slice text);

#endif
