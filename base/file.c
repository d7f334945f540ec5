/* file.c - see file.h: everything that reads; file_write.c has the rest. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file_fd.h"

enum { link_most = 4096, walk_depth_most = 64 };

static void info_from(const struct stat *st, struct file_info *out)
{
    out->size = (uint64_t)st->st_size;
    out->modified = (int64_t)st->st_mtim.tv_sec * 1000 + st->st_mtim.tv_nsec / 1000000;
    out->is_folder = S_ISDIR(st->st_mode);
}

bool file_info(const char *path, struct file_info *out, struct err *err)
{
    struct stat st;

    if (stat(path, &st) != 0) {
        err_sys(err, "%s", path);
        if (errno == ENOENT)
            err->code = ERR_NOT_FOUND;
        return false;
    }
    info_from(&st, out);
    return true;
}

bool file_exists(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0;
}

/* A named pipe or a device would make the reader wait for ever. */
static bool open_regular(struct arena *job, const char *path, int *fd, struct stat *st,
                         struct err *err)
{
    *fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (*fd < 0) {
        err_sys(err, "%s", path);
        if (errno == ENOENT)
            err->code = ERR_NOT_FOUND;
        return false;
    }
    file_fd_keep(job, *fd);
    if (fstat(*fd, st) != 0)
        return err_sys(err, "%s", path);
    if (!S_ISREG(st->st_mode))
        return err_set(err, ERR_INPUT, "%s: not a regular file", path);
    return true;
}

static bool read_regular(struct arena *job, struct arena *handles, const char *path, size_t max,
                         struct slice *out, struct err *err)
{
    struct stat st;
    int fd;
    size_t len;
    char *text;

    if (!open_regular(handles, path, &fd, &st, err))
        return false;
    if ((uint64_t)st.st_size > max)
        return err_set(err, ERR_INPUT, "%s: %llu bytes, more than the %zu that are read", path,
                       (unsigned long long)st.st_size, max);
    text = arena_alloc(job, (size_t)st.st_size + 1);
    if (!file_fd_read(fd, text, (size_t)st.st_size, &len))
        return err_sys(err, "%s", path);
    *out = (struct slice){text, len};
    return true;
}

bool file_read(struct arena *job, const char *path, size_t max, struct slice *out, struct err *err)
{
    struct arena *handles = arena_new();
    bool ok = read_regular(job, handles, path, max, out, err);

    arena_free(handles);
    return ok;
}

struct mapping {
    void *at;
    size_t size;
};

static void unmap(void *what)
{
    struct mapping *m = what;

    munmap(m->at, m->size);
}

static bool map_regular(struct arena *job, struct arena *handles, const char *path,
                        struct slice *out, struct err *err)
{
    struct mapping *m = ARENA_NEW(job, struct mapping);
    struct stat st;
    int fd;

    if (!open_regular(handles, path, &fd, &st, err))
        return false;
    *out = SLICE("");
    if (st.st_size == 0)
        return true;
    m->size = (size_t)st.st_size;
    m->at = mmap(NULL, m->size, PROT_READ, MAP_SHARED, fd, 0);
    if (m->at == MAP_FAILED)
        return err_sys(err, "%s: cannot be mapped", path);
    arena_defer(job, unmap, m);
    *out = (struct slice){m->at, m->size};
    return true;
}

bool file_map(struct arena *job, const char *path, struct slice *out, struct err *err)
{
    struct arena *handles = arena_new();
    bool ok = map_regular(job, handles, path, out, err);

    arena_free(handles);
    return ok;
}

void file_forget(struct slice mapped)
{
    if (mapped.len)
        madvise((void *)(uintptr_t)mapped.ptr, mapped.len, MADV_DONTNEED);
}

bool file_link_target(struct arena *job, const char *path, const char **out, struct err *err)
{
    char target[link_most];
    ssize_t len = readlink(path, target, sizeof target);

    if (len < 0) {
        err_sys(err, "%s", path);
        if (errno == ENOENT)
            err->code = ERR_NOT_FOUND;
        return false;
    }
    *out = slice_cstr(job, (struct slice){target, (size_t)len});
    return true;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void close_folder(void *what)
{
    closedir(what);
}

static bool list_in(struct arena *job, struct arena *handles, const char *path, const char ***names,
                    size_t *count, struct err *err)
{
    DIR *folder = opendir(path);
    const struct dirent *entry;
    const char **list = NULL;
    size_t n = 0;

    if (!folder)
        return err_sys(err, "%s", path);
    arena_defer(handles, close_folder, folder);
    while ((entry = readdir(folder))) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        list = arena_room(job, list, n, sizeof *list);
        list[n++] = slice_cstr(job, slice_of(entry->d_name));
    }
    if (n)
        qsort(list, n, sizeof *list, by_name);
    *names = list;
    *count = n;
    return true;
}

bool file_list(struct arena *job, const char *path, const char ***names, size_t *count,
               struct err *err)
{
    struct arena *handles = arena_new();
    bool ok = list_in(job, handles, path, names, count, err);

    arena_free(handles);
    return ok;
}

/* The folders between the root and here, to notice a link that leads back up. */
struct way {
    const struct way *up;
    dev_t dev;
    ino_t ino;
    int depth;
};

static bool loops(const struct way *way, const struct stat *st)
{
    for (; way; way = way->up)
        if (way->dev == st->st_dev && way->ino == st->st_ino)
            return true;
    return false;
}

static void walk(struct arena *job, const char *path, const struct way *up,
                 const struct file_walk *visit)
{
    struct err err;
    struct stat st;
    struct way here = {.up = up, .depth = up ? up->depth + 1 : 0};
    struct file_info info;
    const char **names;
    size_t count;

    if (stat(path, &st) != 0) {
        err_sys(&err, "cannot be read");
        visit->trouble(visit->self, path, &err);
        return;
    }
    info_from(&st, &info);
    if (S_ISREG(st.st_mode)) {
        visit->file(visit->self, path, &info);
        return;
    }
    if (!S_ISDIR(st.st_mode)) {
        err_set(&err, ERR_INPUT, "neither a file nor a folder");
        visit->trouble(visit->self, path, &err);
        return;
    }
    if (visit->enters && !visit->enters(path))
        return;
    if (loops(up, &st) || here.depth > walk_depth_most) {
        err_set(&err, ERR_INPUT, "a link that leads back to a folder above it: not followed");
        visit->trouble(visit->self, path, &err);
        return;
    }
    if (!file_list(job, path, &names, &count, &err)) {
        err_set(&err, ERR_IO, "cannot be listed: %s", strerror(errno));
        visit->trouble(visit->self, path, &err);
        return;
    }
    here.dev = st.st_dev;
    here.ino = st.st_ino;
    for (size_t i = 0; i < count; i++)
        if (names[i][0] != '.')
            walk(job, arena_printf(job, "%s/%s", path, names[i]), &here, visit);
}

void file_walk(struct arena *job, const char *root, const struct file_walk *visit)
{
    walk(job, root, NULL, visit);
}
