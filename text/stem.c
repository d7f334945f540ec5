/* stem.c - see stem.h */
#include "text/stem.h"

#include <string.h>

#include "base/map.h"
#include "text/snowball.h"

/* stem_bytes_max: the longest word, and what a recipe adds (its length is one byte). */
enum { memory_bits = 13, word_kept = 40, stems_kept = 80, stem_bytes_max = word_bytes_max + 256 };

/* One remembered word with its stems in a row; a new word with the same hash takes its place. */
struct memory {
    uint8_t word_len, count, stem_lens[stems_max];
    char word[word_kept], stems[stems_kept];
};

struct stemmer {
    struct morph morph;
    struct snowball *snowball;
    struct memory *memory;                      /* by the first bits of a word's hash */
    char long_stems[stems_max][stem_bytes_max]; /* of a word too long to be remembered */
};

struct stemmer *stemmer_new(struct arena *life)
{
    struct stemmer *s = ARENA_NEW(life, struct stemmer);

    s->memory = ARENA_ARRAY(life, struct memory, 1 << memory_bits);
    s->morph = morph_embedded();
    s->snowball = snowball_new(life);
    return s;
}

/* зарегистрироватся, открываеться: with the soft sign where it is missing, or without it. Nothing
 * for a word that does not end so. */
static struct slice soft_sign_mended(struct slice norm, char room[word_bytes_max + 2])
{
    static const char without[] = "тся", with[] = "ться";
    bool has = slice_ends(norm, with);
    const char *other = has ? without : with;
    size_t kept;

    if (!has && !slice_ends(norm, without))
        return SLICE("");
    kept = norm.len - strlen(has ? with : without);
    memcpy(room, norm.ptr, kept);
    memcpy(room + kept, other, strlen(other));
    return (struct slice){room, kept + strlen(other)};
}

static size_t compute(struct stemmer *s, struct slice norm, enum word_script script,
                      struct slice out[stems_max])
{
    struct lemma lemmas[morph_lemmas_max];
    char room[word_bytes_max + 2];
    struct slice form = norm;
    size_t n = norm.len <= word_bytes_max ? morph_lemmas(&s->morph, form, lemmas) : 0;

    if (n == 0 && norm.len <= word_bytes_max) {
        form = soft_sign_mended(norm, room);
        n = morph_lemmas(&s->morph, form, lemmas);
    }
    for (size_t i = 0; i < n; i++) {
        const struct lemma *l = &lemmas[i];

        memcpy(s->long_stems[i], form.ptr, l->keep);
        memcpy(s->long_stems[i] + l->keep, l->add.ptr, l->add.len);
        out[i] = (struct slice){s->long_stems[i], l->keep + l->add.len};
    }
    if (n)
        return n;
    out[0] = snowball_stem(s->snowball, norm, script);
    return 1;
}

static size_t recall(const struct memory *m, struct slice out[stems_max])
{
    const char *at = m->stems;

    for (size_t i = 0; i < m->count; i++) {
        out[i] = (struct slice){at, m->stem_lens[i]};
        at += m->stem_lens[i];
    }
    return m->count;
}

static void remember(struct memory *m, struct slice norm, const struct slice *stems, size_t count)
{
    size_t total = 0;

    for (size_t i = 0; i < count; i++)
        total += stems[i].len;
    if (norm.len > word_kept || total > stems_kept)
        return;
    m->word_len = (uint8_t)norm.len;
    memcpy(m->word, norm.ptr, norm.len);
    m->count = (uint8_t)count;
    for (size_t i = 0, at = 0; i < count; at += stems[i++].len) {
        m->stem_lens[i] = (uint8_t)stems[i].len;
        memcpy(m->stems + at, stems[i].ptr, stems[i].len);
    }
}

size_t stem_all(struct stemmer *s, struct slice norm, enum word_script script,
                struct slice out[stems_max])
{
    struct memory *m = &s->memory[map_quick_hash(norm) >> (32 - memory_bits)];
    size_t count;

    if (script != WORD_CYRILLIC && script != WORD_LATIN) {
        out[0] = norm;
        return 1;
    }
    if (m->count && slice_eq((struct slice){m->word, m->word_len}, norm))
        return recall(m, out);
    count = compute(s, norm, script, out);
    remember(m, norm, out, count);
    return count;
}

struct slice stem_word(struct stemmer *s, struct slice norm, enum word_script script)
{
    struct slice stems[stems_max];

    stem_all(s, norm, script, stems);
    return stems[0];
}

size_t stem_keep(struct stemmer *s, struct arena *job, struct slice norm, enum word_script script,
                 struct slice **out)
{
    struct slice stems[stems_max];
    size_t count = stem_all(s, norm, script, stems);

    *out = ARENA_ARRAY(job, struct slice, count);
    for (size_t i = 0; i < count; i++)
        (*out)[i] = slice_copy(job, stems[i]);
    return count;
}

const struct morph *stem_dictionary(const struct stemmer *s)
{
    return &s->morph;
}

size_t stem_family(const struct stemmer *s, struct slice stem, struct slice *others, size_t most)
{
    struct family f = morph_family(&s->morph, stem);
    size_t n = 0;

    while (n < most && morph_family_next(&f, &others[n]))
        n++;
    return n;
}
