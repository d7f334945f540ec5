/*
 * file.h - files: read whole, walk, write so that a crash leaves the old or the new one.
 *
 * Errors name the path and the system's reason.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

struct file_info {
    uint64_t size;
    int64_t modified; /* wall milliseconds */
    bool is_folder;
};

bool file_info(const char *path, struct file_info *out, struct err *err);
bool file_exists(const char *path);

/* The whole file, followed by a zero byte; refused if larger than `max` bytes. */
bool file_read(struct arena *job, const char *path, size_t max, struct slice *out, struct err *err);

/* A regular file mapped read-only until the arena is freed. An empty file gives an
 * empty slice. */
bool file_map(struct arena *job, const char *path, struct slice *out, struct err *err);

/* What was read of a whole mapped file leaves the memory of the process; reading it again is
 * slower, and nothing else changes. For files that are gone through once. */
void file_forget(struct slice mapped);

/* Replaces or creates `path`: written beside it, under a name of its own, synced, renamed over it, folder
 * synced. Of several who do so at once the last one stands. `mode` as in open(2). */
bool file_replace(const char *path, struct slice text, unsigned mode, struct err *err);

/* The same with parts, one behind the other, for what is too large to be put together first. */
bool file_replace_parts(const char *path, const struct slice *parts, size_t count, unsigned mode,
                        struct err *err);

/* The same for what is only shown, to whoever reads it now: whole or not at all, but not durable;
 * where it cannot be written, nothing is shown. */
void file_show(const char *path, struct slice text, unsigned mode);

/* A new file written piece by piece, for what is too large to hold: `skip` bytes at its
 * front are left for file_writer_at. Closed unfinished when the arena is freed. */
struct file_writer;
struct file_writer *file_writer_open(struct arena *life, const char *path, size_t skip,
                                     struct err *err);
bool file_writer_add(struct file_writer *w, struct slice text, struct err *err);
bool file_writer_at(struct file_writer *w, size_t at, struct slice text, struct err *err);
bool file_writer_close(struct file_writer *w, struct err *err);

bool file_sync(const char *path, struct err *err); /* a file's or a folder's content, to the disk */
bool file_make_folder(const char *path,
                      struct err *err); /* with its parents; there already is fine */
bool file_rename(const char *from, const char *to, struct err *err);

/* Removes a file, or a folder with everything in it. Absence is fine. */
bool file_remove(const char *path, struct err *err);

/* Points the symbolic link `path` at `target` by one rename. */
bool file_link(const char *target, const char *path, struct err *err);
bool file_link_target(struct arena *job, const char *path, const char **out, struct err *err);

/* Names in a folder, sorted by bytes, without "." and "..". */
bool file_list(struct arena *job, const char *path, const char ***names, size_t *count,
               struct err *err);

/*
 * Visits the regular files below `root` (or `root` itself), folders in byte order of
 * their names; names that begin with a dot are passed over. Symbolic links are
 * followed; a folder that was already entered (a loop) and anything that cannot be
 * read is reported to `trouble`, and the walk goes on.
 */
struct file_walk {
    void (*file)(void *self, const char *path, const struct file_info *info);
    void (*trouble)(void *self, const char *path, const struct err *err);
    void *self;
    bool (*enters)(const char *folder); /* false passes over it; NULL: all are entered */
};
void file_walk(struct arena *job, const char *root, const struct file_walk *visit);

/* An exclusive lock on a file, held until the arena is freed or the process ends. Its
 * content becomes `note`; ERR_BUSY names the holder's note when somebody else has it. */
bool file_lock(struct arena *job, const char *path, const char *note, struct err *err);

/* The same without a note, waiting for who holds it: for what takes a moment. */
bool file_lock_wait(struct arena *job, const char *path, struct err *err);

/* Whether somebody holds it just now. */
bool file_locked(const char *path);

#endif
