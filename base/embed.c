/* embed.c - see embed.h. The table is written by embed.sh. */
#include "base/embed.h"

#include <string.h>

struct slice embed_find(const char *path)
{
    for (const struct embedded *f = embedded_files; f->path; f++)
        if (strcmp(f->path, path) == 0)
            return (struct slice){f->start, (size_t)(f->end - f->start)};
    return (struct slice){NULL, 0};
}
