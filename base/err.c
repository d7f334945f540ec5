/* err.c - see err.h */
#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A text cut in the middle of a UTF-8 sequence would not be valid JSON later. */
static void cut_at_character(char *text, size_t size)
{
    size_t end = strlen(text);

    if (end + 1 < size)
        return;
    for (int i = 0; i < 3 && end > 0 && ((unsigned char)text[end - 1] & 0xC0) == 0x80; i++)
        end--; /* no more than three: in what is not UTF-8 there may be nothing else */
    if (end > 0)
        text[end - 1] = 0;
}

bool err_set(struct err *err, enum err_code code, const char *fmt, ...)
{
    char text[sizeof err->text]; /* the old text may be among the arguments */
    va_list args;

    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    err->code = code;
    err->line = 0;
    memcpy(err->text, text, sizeof text);
    cut_at_character(err->text, sizeof err->text);
    return false;
}

bool err_sys(struct err *err, const char *fmt, ...)
{
    int why = errno;
    va_list args;
    size_t used;

    err->code = ERR_IO;
    err->line = 0;
    va_start(args, fmt);
    vsnprintf(err->text, sizeof err->text, fmt, args);
    va_end(args);
    used = strlen(err->text);
    snprintf(err->text + used, sizeof err->text - used, ": %s", strerror(why));
    cut_at_character(err->text, sizeof err->text);
    return false;
}

bool err_at(struct err *err, unsigned line, const char *fmt, ...)
{
    va_list args;

    err->code = ERR_INPUT;
    err->line = line;
    va_start(args, fmt);
    vsnprintf(err->text, sizeof err->text, fmt, args);
    va_end(args);
    cut_at_character(err->text, sizeof err->text);
    return false;
}

bool err_in(struct err *err, const char *fmt, ...)
{
    char context[sizeof err->text], rest[sizeof err->text], line[16] = "";
    va_list args;

    va_start(args, fmt);
    vsnprintf(context, sizeof context, fmt, args);
    va_end(args);
    memcpy(rest, err->text, sizeof rest);
    if (err->line)
        snprintf(line, sizeof line, ":%u", err->line);
    err->line = 0;
    if (snprintf(err->text, sizeof err->text, "%s%s: %s", context, line, rest) >=
        (int)sizeof err->text)
        cut_at_character(err->text, sizeof err->text);
    return false;
}
