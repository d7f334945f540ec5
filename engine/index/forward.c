/* forward.c - see forward.h: the file is read. Its layout: forward_file.h */
#include "engine/index/forward.h"

#include "engine/article/schema.h"
#include "engine/index/parts.h"

enum { cache_line = 64, fetched_most = 4096 /* bytes of a document */ };

struct forward {
    struct parts parts;
    const struct forward_about *about;
    unsigned weights[FORWARD_SECTIONS + 1];
};

/* Tags and categories are one part, which counts as categories do. */
static void weigh_parts(unsigned weights[FORWARD_SECTIONS + 1])
{
    static const char *const fields[] = {[FORWARD_TITLE] = "title",
                                         [FORWARD_QUESTIONS] = "questions",
                                         [FORWARD_LABELS] = "category",
                                         [FORWARD_SECTIONS] = "body"};

    for (size_t i = 0; i <= FORWARD_SECTIONS; i++)
        weights[i] = schema_find(slice_of(fields[i]))->weight;
}

bool forward_open(struct arena *life, const char *path, struct forward **out, struct err *err)
{
    struct forward *f = ARENA_NEW(life, struct forward);

    if (!parts_open(life, path, "a forward index", forward_magic, sizeof *f->about, &f->parts, err))
        return false;
    f->about = f->parts.own;
    weigh_parts(f->weights);
    *out = f;
    return true;
}

double forward_mean_length(const struct forward *f, enum language lang)
{
    const struct forward_about *h = f->about;

    if (h->counted[lang] == 0 || h->words[lang] < h->counted[lang])
        return 1;
    return (double)h->words[lang] / (double)h->counted[lang];
}

/* `from` to `to` hold the document; one that does not fit in is damaged, and has no words. */
static struct forward_document open_at(const unsigned char *from, const unsigned char *to)
{
    struct forward_document d = {.end = to};
    uint64_t width, runs, lists;

    d.id.len = forward_number(&from, to);
    if (d.id.len > (size_t)(to - from))
        return (struct forward_document){0};
    d.id.ptr = (const char *)from;
    from += d.id.len;
    d.words = forward_number(&from, to);
    d.different = forward_number(&from, to);
    for (size_t i = 0; i < FORWARD_SECTIONS; i++)
        d.ends[i] = forward_number(&from, to);
    runs = forward_number(&from, to);
    lists = forward_number(&from, to);
    d.wide = (size_t)(to - from) > 2 * sizeof(uint16_t) * (uint64_t)d.different + runs + lists;
    width = d.wide ? sizeof(uint32_t) : sizeof(uint16_t);
    if (d.words > to - from || (size_t)(to - from) != 2 * width * d.different + runs + lists)
        return (struct forward_document){0};
    d.numbers = from;
    d.places = d.numbers + width * d.different;
    d.runs = d.places + width * d.different;
    d.lists = d.runs + runs;
    return d;
}

struct forward_document forward_document(const struct forward *f, uint32_t document)
{
    struct forward_document d = {0};
    struct slice part;

    if (parts_at(&f->parts, document, &part) && part.len)
        d = open_at((const unsigned char *)part.ptr, (const unsigned char *)part.ptr + part.len);
    d.weights = f->weights;
    return d;
}

uint32_t forward_find(const struct forward_document *d, uint32_t word)
{
    uint32_t low = 0, high = d->different;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;

        if (forward_word(d, mid) < word)
            low = mid + 1;
        else
            high = mid;
    }
    return low < d->different && forward_word(d, low) == word ? low : d->different;
}

struct forward_run forward_runs(const struct forward_document *d)
{
    return (struct forward_run){.at = d->runs, .end = d->lists};
}

/* ---- walks ---- */

void forward_walk_start(struct forward_walk *w, const struct forward_document *d, uint32_t end)
{
    w->run = forward_runs(d);
    w->next = 0;
    w->words = end < d->words ? end : d->words;
    if (w->words > forward_walk_most)
        w->words = forward_walk_most;
    memset(w->wanted, 0, (w->words / 64 + 1) * sizeof *w->wanted);
}

void forward_walk_add(struct forward_walk *w, const struct forward_document *d, uint32_t index)
{
    struct forward_places p = forward_places(d, index);
    uint32_t place, word = forward_word(d, index);

    while (forward_place_next(&p, &place) && place < w->words) {
        w->wanted[place / 64] |= 1ull << place % 64;
        w->word[place] = word;
    }
}

void forward_walk_add_wanted(struct forward_walk *w, const struct forward_document *d,
                             const struct forward_wanted *wanted)
{
    for (uint32_t i = 0; (i = forward_seek(d, wanted, i)) < d->different; i++)
        forward_walk_add(w, d, i);
}

/* The first wanted place from `next` on, or `words`. */
static uint32_t next_place(const struct forward_walk *w)
{
    size_t at = w->next / 64, end = w->words / 64 + 1;
    uint64_t bits = w->next < w->words ? w->wanted[at] >> w->next % 64 << w->next % 64 : 0;

    while (bits == 0 && ++at < end)
        bits = w->wanted[at];
    return bits ? (uint32_t)(at * 64) + (uint32_t)__builtin_ctzll(bits) : w->words;
}

bool forward_walk_next(struct forward_walk *w, uint32_t *word)
{
    uint32_t place = next_place(w);

    if (place >= w->words)
        return false;
    w->next = place + 1;
    while (place - w->run.first >= w->run.words)
        if (!forward_run_next(&w->run))
            return false;
    w->place = place - w->run.first + 1;
    *word = w->word[place];
    return true;
}

uint32_t *forward_words(const struct forward_document *d, struct arena *job)
{
    uint32_t *words = ARENA_ARRAY(job, uint32_t, d->words), place;

    for (uint32_t i = 0; i < d->different; i++) {
        struct forward_places p = forward_places(d, i);

        while (forward_place_next(&p, &place) && place < d->words)
            words[place] = forward_word(d, i);
    }
    return words;
}

/* ---- several ---- */

/* Which of them a document is in, and its number there. */
static const struct forward *part_of(const struct forwards *f, uint32_t *document)
{
    uint32_t count = (uint32_t)f->count, part = (*document - 1) % count;

    *document = (*document - 1) / count + 1;
    return f->parts[part];
}

struct forward_document forwards_document(const struct forwards *f, uint32_t document)
{
    const struct forward *part = part_of(f, &document);

    return forward_document(part, document);
}

void forwards_fetch(const struct forwards *f, uint32_t document)
{
    const struct forward *part = part_of(f, &document);
    struct slice bytes;

    if (!parts_at(&part->parts, document, &bytes))
        return;
    for (size_t i = 0; i < bytes.len && i < fetched_most; i += cache_line)
        __builtin_prefetch(bytes.ptr + i);
}

struct forward_document forwards_own(const struct forwards *f, uint32_t document)
{
    struct forward_document d = {0};

    for (size_t i = 0; i < f->count && d.words == 0; i++)
        d = forward_document(f->parts[i], document);
    return d;
}
