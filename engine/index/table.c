/* table.c - see table.h */
#include "engine/index/table.h"

#include <string.h>

#include "base/file.h"

bool table_open(struct arena *life, const char *path, const char *name, uint32_t magic,
                size_t header, struct slice *file, struct err *err)
{
    if (!file_map(life, path, file, err))
        return false;
    if (file->len < header || memcmp(file->ptr, &magic, sizeof magic) != 0)
        return err_set(err, ERR_STALE, "%s is not %s of this version", path, name);
    return true;
}

bool table_fits(const char *path, struct slice file, size_t need, struct err *err)
{
    if (file.len != need)
        return err_set(err, ERR_STALE, "%s is damaged: %zu bytes instead of %zu", path, file.len,
                       need);
    return true;
}
