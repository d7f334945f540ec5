/*
 * file_fd.h - open files, read and written to the end. For file.c and file_write.c; others
 * include file.h.
 *
 * Failure leaves its reason in errno.
 */
#ifndef BASE_FILE_FD_H
#define BASE_FILE_FD_H

#include "base/str.h"

/* Closed when the arena is freed. */
void file_fd_keep(struct arena *job, int fd);

/* `size` bytes, or fewer if the file ends before. */
bool file_fd_read(int fd, char *text, size_t size, size_t *len);
bool file_fd_write(int fd, struct slice text);

#endif
