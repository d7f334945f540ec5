/*
 * table.h - a file of a generation that is read where it is mapped: a header, then arrays.
 *
 *      struct slice file;
 *
 *      if (!table_open(life, path, "a vocabulary", magic, sizeof *v->header, &file, err))
 *          return false;
 *      v->header = (const void *)file.ptr;
 *      if (!table_fits(path, file, bytes the header promises, err))
 *          return false;
 *
 * The sizes are all that is checked: what the arrays hold is checked where it is used.
 */
#ifndef ENGINE_TABLE_H
#define ENGINE_TABLE_H

#include "base/err.h"
#include "base/str.h"

/* Maps the file until `life` is freed. ERR_STALE unless it holds a header of `header` bytes
 * that begins with `magic`; `name` is what the file should be, with its article. */
bool table_open(struct arena *life, const char *path, const char *name, uint32_t magic,
                size_t header, struct slice *file, struct err *err);

/* ERR_STALE unless the file has exactly `need` bytes, as its header says. */
bool table_fits(const char *path, struct slice file, size_t need, struct err *err);

#endif
