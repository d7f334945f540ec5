/* affix.c - see affix.h */
#include "text/build/affix.h"

#include <string.h>

struct slice affix_join(struct arena *job, struct slice word, struct slice end)
{
    struct buf out = buf_new(job, word.len + end.len + 1);

    buf_add(&out, word);
    buf_add(&out, end);
    return buf_slice(&out);
}

struct slice affix_without(struct slice word, const char *end)
{
    return (struct slice){word.ptr, word.len - strlen(end)};
}
