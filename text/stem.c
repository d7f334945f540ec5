/* stem.c - see stem.h. The only user of libstemmer. */
#include "text/stem.h"

#include <stdlib.h>
#include <string.h>

#include <libstemmer.h>

#include "base/map.h"

enum { remembered = 8192, word_kept = 40 };

/* One remembered word; a new word with the same hash takes its place. */
struct memory {
    uint8_t word_len, stem_len;
    char word[word_kept], stem[word_kept];
};

struct stemmer {
    struct sb_stemmer *russian, *english;
    struct memory *memory; /* `remembered` of them */
};

static void close_stemmer(void *what)
{
    struct stemmer *s = what;

    sb_stemmer_delete(s->russian);
    sb_stemmer_delete(s->english);
}

struct stemmer *stemmer_new(struct arena *life)
{
    struct stemmer *s = ARENA_NEW(life, struct stemmer);

    s->memory = ARENA_ARRAY(life, struct memory, remembered);
    s->russian = sb_stemmer_new("russian", "UTF_8");
    s->english = sb_stemmer_new("english", "UTF_8");
    if (!s->russian || !s->english)
        abort(); /* out of memory: both algorithms are part of the library */
    arena_defer(life, close_stemmer, s);
    return s;
}

static struct slice compute(struct stemmer *s, struct slice norm, enum word_script script)
{
    struct sb_stemmer *by = script == WORD_CYRILLIC ? s->russian : s->english;
    const sb_symbol *stem = sb_stemmer_stem(by, (const sb_symbol *)norm.ptr, (int)norm.len);
    int len = sb_stemmer_length(by);

    if (!stem || len <= 0)
        return norm;
    return (struct slice){(const char *)stem, (size_t)len};
}

struct slice stem_word(struct stemmer *s, struct slice norm, enum word_script script)
{
    struct memory *m = &s->memory[map_hash(norm) % remembered];
    struct slice stem;

    if (script != WORD_CYRILLIC && script != WORD_LATIN)
        return norm;
    if (slice_eq((struct slice){m->word, m->word_len}, norm))
        return (struct slice){m->stem, m->stem_len};
    stem = compute(s, norm, script);
    if (norm.len > word_kept || stem.len > word_kept)
        return stem;
    m->word_len = (uint8_t)norm.len;
    m->stem_len = (uint8_t)stem.len;
    memcpy(m->word, norm.ptr, norm.len);
    memcpy(m->stem, stem.ptr, stem.len);
    return (struct slice){m->stem, m->stem_len};
}
