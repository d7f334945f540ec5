/* log.c - see log.h */
#include "base/log.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"

static const char *const names[] = {"debug", "info", "warn", "error"};
static _Atomic int least = LOG_INFO;

void log_from(enum log_level level)
{
    atomic_store(&least, (int)level);
}

bool log_level_parse(const char *name, enum log_level *out)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0) {
            *out = (enum log_level)i;
            return true;
        }
    return false;
}

void log_line(enum log_level level, const char *at, const char *pairs, ...)
{
    char line[2048], time[clock_text_size];
    va_list args;
    int head, body;
    size_t len;

    if ((int)level < atomic_load(&least))
        return;
    clock_print(clock_now(), time);
    head = snprintf(line, sizeof line, "time=%s level=%s at=%s ", time, names[level], at);
    va_start(args, pairs);
    body = vsnprintf(line + head, sizeof line - (size_t)head - 1, pairs, args);
    va_end(args);
    len = (size_t)head + (size_t)(body > 0 ? body : 0);
    if (len > sizeof line - 2)
        len = sizeof line - 2;
    line[len++] = '\n';
    if (write(STDERR_FILENO, line, len) < 0)
        return; /* nobody is left to tell */
}

const char *log_quote(struct arena *job, struct slice text)
{
    struct buf out = buf_new(job, 2048);

    if (text.len > 400)
        text.len = 400;
    buf_char(&out, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        if (c == '"' || c == '\\')
            buf_printf(&out, "\\%c", c);
        else if (c == '\n')
            buf_text(&out, "\\n");
        else if (c < 0x20 || c == 0x7F)
            buf_printf(&out, "\\x%02x", c);
        else
            buf_char(&out, (char)c);
    }
    buf_char(&out, '"');
    return buf_slice(&out).ptr;
}
