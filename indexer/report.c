/* report.c - see report.h */
#include "indexer/report.h"

#include <stdio.h>
#include <string.h>

void report_start(struct report *r, struct arena *arena)
{
    *r = (struct report){.arena = arena, .last = &r->first};
}

/* Errors of the file module begin with the path, which the report prints anyway. */
static const char *without_path(const char *text, const char *path)
{
    size_t len = strlen(path);

    return strncmp(text, path, len) == 0 && strncmp(text + len, ": ", 2) == 0 ? text + len + 2
                                                                              : text;
}

static void add(struct report *r, enum finding_kind kind, const char *path, unsigned line,
                const char *text)
{
    struct finding *f = ARENA_NEW(r->arena, struct finding);

    text = without_path(text, path);
    *f = (struct finding){kind, slice_cstr(r->arena, slice_of(path)), line,
                          slice_cstr(r->arena, slice_of(text)), NULL};
    *r->last = f;
    r->last = &f->next;
    r->refused += kind == FINDING_REFUSED;
    r->warnings += kind == FINDING_WARNING;
    r->advice += kind == FINDING_ADVICE;
}

void report_add(struct report *r, enum finding_kind kind, const char *path, unsigned line,
                const char *fmt, ...)
{
    char text[500];
    va_list args;

    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    add(r, kind, path, line, text);
}

void report_err(struct report *r, const char *path, unsigned line, const struct err *err)
{
    add(r, FINDING_REFUSED, path, err->line ? err->line : line, err->text);
}

void report_take(struct report *r, const struct report *from)
{
    for (const struct finding *f = from->first; f; f = f->next)
        add(r, f->kind, f->path, f->line, f->text);
}

void report_print(const struct report *r, size_t most, struct buf *out)
{
    size_t n = 0;

    for (const struct finding *f = r->first; f && n < most; f = f->next, n++) {
        if (f->line)
            buf_printf(out, "%s:%u: %s\n", f->path, f->line, f->text);
        else
            buf_printf(out, "%s: %s\n", f->path, f->text);
    }
}
