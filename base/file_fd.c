/* file_fd.c - see file_fd.h */
#include "base/file_fd.h"

#include <errno.h>
#include <stdint.h>
#include <unistd.h>

#include "base/fault.h"

static void close_fd(void *what)
{
    close((int)(intptr_t)what);
}

void file_fd_keep(struct arena *job, int fd)
{
    arena_defer(job, close_fd, (void *)(intptr_t)fd);
}

bool file_fd_read(int fd, char *text, size_t size, size_t *len)
{
    *len = 0;
    while (*len < size) {
        ssize_t n = read(fd, text + *len, size - *len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        if (n == 0)
            break;
        *len += (size_t)n;
    }
    return true;
}

bool file_fd_write(int fd, struct slice text)
{
    while (text.len) {
        ssize_t n = fault_here("file.write") ? -1 : write(fd, text.ptr, text.len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        text.ptr += n;
        text.len -= (size_t)n;
    }
    return true;
}
