/* complete_file.c - see complete_file.h */
#include "engine/complete/complete_file.h"

#include <stdlib.h>
#include <string.h>

#include "engine/index/table.h"

const size_t complete_part_sizes[complete_parts] = {
    [PART_ARTICLES] = sizeof(struct complete_article),
    [PART_BY_ID] = sizeof(uint32_t),
    [PART_AUDIENCES] = sizeof(struct complete_audience),
    [PART_ENTRIES] = sizeof(struct complete_entry),
    [PART_ENTRY_WORDS] = sizeof(uint32_t),
    [PART_WORDS] = sizeof(struct complete_word),
    [PART_POSTINGS] = sizeof(uint32_t),
    [PART_STEMS] = sizeof(struct complete_stem),
    [PART_STEM_WORDS] = sizeof(uint32_t),
    [PART_HOLDERS] = sizeof(uint32_t),
    [PART_LISTS] = sizeof(struct complete_list),
    [PART_LISTED] = sizeof(uint32_t),
    [PART_KEYS] = sizeof(struct complete_sound),
    [PART_POPULAR] = sizeof(uint32_t),
    [PART_TEXTS] = 1,
};

bool complete_open(struct arena *life, const char *path, struct complete **out, struct err *err)
{
    struct complete *c = ARENA_NEW(life, struct complete);
    size_t at = sizeof *c->header;
    struct slice file;

    if (!table_open(life, path, "a completion table", complete_magic, sizeof *c->header, &file,
                    err))
        return false;
    c->header = (const void *)file.ptr;
    for (int part = 0; part < complete_parts; part++)
        at += c->header->counts[part] * complete_part_sizes[part];
    if (!table_fits(path, file, at, err))
        return false;
    at = sizeof *c->header;
    for (int part = 0; part < complete_parts; part++) {
        c->parts[part] = file.ptr + at;
        at += c->header->counts[part] * complete_part_sizes[part];
    }
    *out = c;
    return true;
}

/* ---- looking things up ---- */

const void *complete_at(const struct complete *c, enum complete_part part, size_t number)
{
    static const uint32_t none[16]; /* no element is larger */

    if (number >= c->header->counts[part])
        return none;
    return (const char *)c->parts[part] + number * complete_part_sizes[part];
}

const struct complete_entry *complete_entry(const struct complete *c, uint32_t number)
{
    return complete_at(c, PART_ENTRIES, number);
}

const struct complete_article *complete_article(const struct complete *c, uint32_t number)
{
    return complete_at(c, PART_ARTICLES, number);
}

const struct complete_word *complete_word(const struct complete *c, uint32_t number)
{
    return complete_at(c, PART_WORDS, number);
}

struct slice complete_text(const struct complete *c, struct complete_ref ref)
{
    uint32_t size = c->header->counts[PART_TEXTS];

    if (ref.at > size || ref.len > size - ref.at)
        return SLICE("");
    return (struct slice){(const char *)c->parts[PART_TEXTS] + ref.at, ref.len};
}

struct complete_numbers complete_list(const struct complete *c, enum complete_part part,
                                      struct complete_span span)
{
    uint32_t size = c->header->counts[part];

    if (span.at > size || span.count > size - span.at)
        return (struct complete_numbers){0};
    return (struct complete_numbers){(const uint32_t *)c->parts[part] + span.at, span.count};
}

static struct slice text_of(const struct complete *c, enum complete_part part, size_t i)
{
    return complete_text(c, *(const struct complete_ref *)complete_at(c, part, i));
}

size_t complete_lower_bound(const struct complete *c, enum complete_part part, struct slice text)
{
    size_t low = 0, high = c->header->counts[part];

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (slice_cmp(text_of(c, part, mid), text) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static bool starts_with(struct slice s, struct slice prefix)
{
    return s.len >= prefix.len && memcmp(s.ptr, prefix.ptr, prefix.len) == 0;
}

struct complete_range complete_beginning(const struct complete *c, struct slice prefix)
{
    size_t first = complete_lower_bound(c, PART_WORDS, prefix), low = first,
           high = c->header->counts[PART_WORDS];

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (starts_with(text_of(c, PART_WORDS, mid), prefix))
            low = mid + 1;
        else
            high = mid;
    }
    return (struct complete_range){(uint32_t)first, (uint32_t)low};
}

int64_t complete_find_word(const struct complete *c, struct slice norm)
{
    size_t i = complete_lower_bound(c, PART_WORDS, norm);

    if (i >= c->header->counts[PART_WORDS] || !slice_eq(text_of(c, PART_WORDS, i), norm))
        return -1;
    return (int64_t)i;
}

struct complete_numbers complete_stem_words(const struct complete *c, struct slice stem)
{
    size_t i = complete_lower_bound(c, PART_STEMS, stem);
    const struct complete_stem *s = complete_at(c, PART_STEMS, i);

    if (i >= c->header->counts[PART_STEMS] || !slice_eq(complete_text(c, s->text), stem))
        return (struct complete_numbers){0};
    return complete_list(c, PART_STEM_WORDS, s->words);
}

/* ---- the lowest keys of many ---- */

static int by_key(const void *a, const void *b)
{
    uint32_t p = *(const uint32_t *)a, q = *(const uint32_t *)b;

    return (p > q) - (p < q);
}

void complete_best_finish(struct complete_best *b)
{
    size_t kept = 0;

    if (b->count)
        qsort(b->keys, b->count, sizeof *b->keys, by_key);
    for (size_t i = 0; i < b->count && kept < complete_best_most; i++)
        if (kept == 0 || b->keys[i] != b->keys[kept - 1])
            b->keys[kept++] = b->keys[i];
    b->count = kept;
    if (kept == complete_best_most)
        b->limit = b->keys[kept - 1];
}

void complete_best_add(struct complete_best *b, uint32_t key)
{
    if (b->limit && key >= b->limit)
        return;
    if (b->count == complete_best_room)
        complete_best_finish(b);
    b->keys[b->count++] = key;
}
