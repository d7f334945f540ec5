/* snowball.c - see snowball.h. The only user of libstemmer. */
#include "text/snowball.h"

#include <stdlib.h>

#include <libstemmer.h>

struct snowball {
    struct sb_stemmer *russian, *english;
};

static void close_stemmers(void *what)
{
    struct snowball *s = what;

    sb_stemmer_delete(s->russian);
    sb_stemmer_delete(s->english);
}

struct snowball *snowball_new(struct arena *life)
{
    struct snowball *s = ARENA_NEW(life, struct snowball);

    s->russian = sb_stemmer_new("russian", "UTF_8");
    s->english = sb_stemmer_new("english", "UTF_8");
    if (!s->russian || !s->english)
        abort(); /* out of memory: both algorithms are part of the library */
    arena_defer(life, close_stemmers, s);
    return s;
}

struct slice snowball_stem(struct snowball *s, struct slice norm, enum word_script script)
{
    struct sb_stemmer *by = script == WORD_CYRILLIC ? s->russian : s->english;
    const sb_symbol *stem;
    int len;

    if (script != WORD_CYRILLIC && script != WORD_LATIN)
        return norm;
    stem = sb_stemmer_stem(by, (const sb_symbol *)norm.ptr, (int)norm.len);
    len = sb_stemmer_length(by);
    if (!stem || len <= 0)
        return norm;
    return (struct slice){(const char *)stem, (size_t)len};
}
