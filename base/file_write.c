/* file_write.c - see file.h: everything that changes the disk, and the lock. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/file_fd.h"

static const char *folder_of(struct arena *job, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (!slash)
        return ".";
    if (slash == path)
        return "/";
    return slice_cstr(job, (struct slice){path, (size_t)(slash - path)});
}

bool file_sync(const char *path, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && !fault_here("file.sync") && fsync(fd) == 0;

    if (!ok)
        err_sys(err, "%s: cannot be made durable", path);
    if (fd >= 0)
        close(fd);
    return ok;
}

/* A new file beside `path`, which no other process writes to. mkostemp would make it without the
 * umask. */
static int open_beside(struct arena *job, const char *path, unsigned mode, const char **beside)
{
    unsigned n;
    int fd;

    do {
        if (getrandom(&n, sizeof n, 0) != sizeof n)
            return -1;
        *beside = arena_printf(job, "%s.%08x.new", path, n);
        fd = open(*beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, (mode_t)mode);
    } while (fd < 0 && errno == EEXIST);
    return fd;
}

static bool write_parts(int fd, const char *path, const struct slice *parts, size_t count,
                        struct err *err)
{
    bool ok = fd >= 0;

    for (size_t i = 0; ok && i < count; i++)
        ok = file_fd_write(fd, parts[i]);
    ok = ok && fsync(fd) == 0;
    if (!ok)
        err_sys(err, "%s: cannot be written", path);
    if (fd >= 0)
        close(fd);
    return ok;
}

static bool replace_in(struct arena *job, const char *path, const struct slice *parts, size_t count,
                       unsigned mode, struct err *err)
{
    const char *beside = path;
    int fd = open_beside(job, path, mode, &beside);

    if (!write_parts(fd, beside, parts, count, err) || !file_rename(beside, path, err)) {
        if (fd >= 0)
            unlink(beside);
        return false;
    }
    return file_sync(folder_of(job, path), err);
}

bool file_replace_parts(const char *path, const struct slice *parts, size_t count, unsigned mode,
                        struct err *err)
{
    struct arena *job = arena_new();
    bool ok = replace_in(job, path, parts, count, mode, err);

    arena_free(job);
    return ok;
}

bool file_replace(const char *path, struct slice text, unsigned mode, struct err *err)
{
    return file_replace_parts(path, &text, 1, mode, err);
}

void file_show(const char *path, struct slice text, unsigned mode)
{
    struct arena *job = arena_new();
    const char *beside;
    int fd = open_beside(job, path, mode, &beside);
    bool ok = fd >= 0 && write(fd, text.ptr, text.len) == (ssize_t)text.len;

    if (fd >= 0)
        close(fd);
    if (fd >= 0 && (!ok || rename(beside, path) != 0))
        unlink(beside);
    arena_free(job);
}

struct file_writer {
    const char *path;
    FILE *out;
};

static void drop_writer(void *what)
{
    struct file_writer *w = what;

    if (w->out)
        fclose(w->out);
}

struct file_writer *file_writer_open(struct arena *life, const char *path, size_t skip,
                                     struct err *err)
{
    struct file_writer *w = ARENA_NEW(life, struct file_writer);

    w->path = slice_cstr(life, slice_of(path));
    w->out = fopen(path, "wb");
    arena_defer(life, drop_writer, w);
    if (!w->out || fseek(w->out, (long)skip, SEEK_SET) != 0) {
        err_sys(err, "%s: cannot be written", path);
        return NULL;
    }
    return w;
}

bool file_writer_add(struct file_writer *w, struct slice text, struct err *err)
{
    if (fault_here("file.write") || (text.len && fwrite(text.ptr, 1, text.len, w->out) != text.len))
        return err_sys(err, "%s: cannot be written", w->path);
    return true;
}

bool file_writer_at(struct file_writer *w, size_t at, struct slice text, struct err *err)
{
    if (fseek(w->out, (long)at, SEEK_SET) != 0)
        return err_sys(err, "%s: cannot be written", w->path);
    return file_writer_add(w, text, err);
}

bool file_writer_close(struct file_writer *w, struct err *err)
{
    FILE *out = w->out;

    w->out = NULL;
    if (fclose(out) != 0)
        return err_sys(err, "%s: cannot be written", w->path);
    return true;
}

bool file_make_folder(const char *path, struct err *err)
{
    struct arena *job = arena_new();
    char *part = (char *)slice_cstr(job, slice_of(path));
    bool ok = true;

    for (char *p = part + 1; ok && *p; p++) {
        if (*p != '/')
            continue;
        *p = 0;
        ok = mkdir(part, 0777) == 0 || errno == EEXIST;
        *p = '/';
    }
    ok = ok && (mkdir(part, 0777) == 0 || errno == EEXIST);
    if (!ok)
        err_sys(err, "%s: cannot be made", path);
    arena_free(job);
    return ok;
}

bool file_rename(const char *from, const char *to, struct err *err)
{
    if (fault_here("file.rename") || rename(from, to) != 0)
        return err_sys(err, "%s: cannot be renamed to %s", from, to);
    return true;
}

static bool remove_in(struct arena *job, const char *path, struct err *err)
{
    struct stat st;
    const char **names;
    size_t count;

    if (lstat(path, &st) != 0)
        return errno == ENOENT || err_sys(err, "%s", path);
    if (S_ISDIR(st.st_mode)) {
        if (!file_list(job, path, &names, &count, err))
            return false;
        for (size_t i = 0; i < count; i++)
            if (!remove_in(job, arena_printf(job, "%s/%s", path, names[i]), err))
                return false;
    }
    if (remove(path) != 0 && errno != ENOENT)
        return err_sys(err, "%s: cannot be removed", path);
    return true;
}

bool file_remove(const char *path, struct err *err)
{
    struct arena *job = arena_new();
    bool ok = remove_in(job, path, err);

    arena_free(job);
    return ok;
}

static bool link_in(struct arena *job, const char *target, const char *path, struct err *err)
{
    const char *beside = arena_printf(job, "%s.new", path);

    if (unlink(beside) != 0 && errno != ENOENT)
        return err_sys(err, "%s: cannot be removed", beside);
    if (symlink(target, beside) != 0)
        return err_sys(err, "%s: cannot be made", beside);
    return file_rename(beside, path, err);
}

bool file_link(const char *target, const char *path, struct err *err)
{
    struct arena *job = arena_new();
    bool ok = link_in(job, target, path, err);

    arena_free(job);
    return ok;
}

bool file_lock(struct arena *job, const char *path, const char *note, struct err *err)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    struct slice text = slice_of(note);
    char holder[128];
    size_t len;

    if (fd < 0)
        return err_sys(err, "%s", path);
    file_fd_keep(job, fd);
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK)
            return err_sys(err, "%s: cannot be locked", path);
        if (!file_fd_read(fd, holder, sizeof holder, &len) || len == 0)
            return err_set(err, ERR_BUSY, "%s is held by another process", path);
        return err_set(err, ERR_BUSY, "%s is held by %.*s", path, (int)len, holder);
    }
    if (ftruncate(fd, 0) != 0 || !file_fd_write(fd, text))
        return err_sys(err, "%s: cannot be written", path);
    return true;
}

bool file_lock_wait(struct arena *job, const char *path, struct err *err)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    if (fd < 0)
        return err_sys(err, "%s", path);
    file_fd_keep(job, fd);
    while (flock(fd, LOCK_EX) != 0)
        if (errno != EINTR)
            return err_sys(err, "%s: cannot be locked", path);
    return true;
}

bool file_locked(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool held = fd >= 0 && flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;

    if (fd >= 0)
        close(fd); /* which lets go of what was got */
    return held;
}
