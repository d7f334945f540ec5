/*
 * complete.c - see complete.h
 *
 * The file: a header, the entries, the places (entry and byte of its normalised text)
 * sorted by what stands there, then all texts one after another.
 */
#include "engine/complete.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "engine/table.h"
#include "text/words.h"

enum { magic = 0x325A4B43, table_max = 1 << 30, scan_most = 20000, norm_max = 1000 };

struct header {
    uint32_t magic, entries, places, texts_size;
};

struct text_ref {
    uint32_t at, len;
};

struct entry {
    struct text_ref text, norm, article, audience, tags; /* tags: parted as in the slot */
    float popularity;
    uint8_t lang, is_title, unused[2];
};

struct place {
    uint32_t entry, at;
};

struct complete {
    const struct header *header;
    const struct entry *entries;
    const struct place *places;
    const char *texts;
};

/* ---- building ---- */

struct builder {
    struct arena *job;
    struct entry *entries;
    size_t entry_count;
    struct place *places;
    size_t place_count;
    struct buf texts;
};

static struct text_ref keep(struct builder *b, struct slice s)
{
    struct text_ref ref = {(uint32_t)b->texts.len, (uint32_t)s.len};

    buf_add(&b->texts, s);
    return ref;
}

static void add_places(struct builder *b, struct slice norm)
{
    for (size_t at = 0; at < norm.len; at++) {
        if (at > 0 && norm.ptr[at - 1] != ' ')
            continue;
        b->places = arena_room(b->job, b->places, b->place_count, sizeof *b->places);
        b->places[b->place_count++] = (struct place){(uint32_t)b->entry_count, (uint32_t)at};
    }
}

static void add_entry(struct builder *b, struct slice text, const struct entry *like)
{
    struct slice norm = words_join(b->job, text, norm_max);
    struct entry e = *like;

    if (norm.len == 0)
        return;
    add_places(b, norm);
    e.text = keep(b, text);
    e.norm = keep(b, norm);
    b->entries = arena_room(b->job, b->entries, b->entry_count, sizeof e);
    b->entries[b->entry_count++] = e;
}

static bool add_document(struct builder *b, struct xap_reader *index, uint32_t document,
                         struct err *err)
{
    struct arena *job = b->job;
    struct slice headlines, id, audience, lang, tags;
    struct entry e = {.is_title = 1};
    enum language l = LANGUAGE_EN;
    double popularity;

    if (!xap_value(index, job, document, SLOT_HEADLINES, &headlines, err) ||
        !xap_value(index, job, document, SLOT_ID, &id, err) ||
        !xap_value(index, job, document, SLOT_AUDIENCE, &audience, err) ||
        !xap_value(index, job, document, SLOT_LANG, &lang, err) ||
        !xap_value(index, job, document, SLOT_TAGS, &tags, err) ||
        !xap_number(index, document, SLOT_POPULARITY, &popularity, err))
        return false;
    language_parse(lang, &l);
    e.lang = (uint8_t)l;
    e.popularity = (float)popularity;
    e.article = keep(b, id);
    e.audience = keep(b, audience);
    e.tags = keep(b, tags);
    while (headlines.ptr) {
        add_entry(b, slice_cut(&headlines, slot_separator), &e);
        e.is_title = 0;
    }
    return true;
}

static struct slice at_place(const struct entry *entries, const char *texts, struct place p)
{
    struct text_ref norm = entries[p.entry].norm;

    return (struct slice){texts + norm.at + p.at, norm.len - p.at};
}

static int by_text(const void *a, const void *b, void *builder)
{
    const struct builder *t = builder;
    const struct place *p = a, *q = b;
    int order =
        slice_cmp(at_place(t->entries, t->texts.ptr, *p), at_place(t->entries, t->texts.ptr, *q));

    return order ? order : (p->entry > q->entry) - (p->entry < q->entry);
}

static bool write_table(struct builder *b, const char *path, struct err *err)
{
    struct header h = {magic, (uint32_t)b->entry_count, (uint32_t)b->place_count,
                       (uint32_t)b->texts.len};
    struct buf out = buf_new(b->job, table_max);

    if (b->place_count)
        qsort_r(b->places, b->place_count, sizeof *b->places, by_text, b);
    buf_add(&out, (struct slice){(const char *)&h, sizeof h});
    buf_add(&out, (struct slice){(const char *)b->entries, b->entry_count * sizeof *b->entries});
    buf_add(&out, (struct slice){(const char *)b->places, b->place_count * sizeof *b->places});
    buf_add(&out, buf_slice(&b->texts));
    if (out.too_big || b->texts.too_big)
        return err_set(err, ERR_INPUT,
                       "titles and questions are more than the completion table "
                       "holds (1 GiB)");
    return file_replace(path, buf_slice(&out), 0666, err);
}

static bool build(struct arena *job, struct xap_reader *index, const char *path, struct err *err)
{
    struct builder b = {.job = job, .texts = buf_new(job, table_max)};
    uint32_t *documents;
    size_t count;

    if (!xap_documents_of(index, job, SLICE(""), &documents, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!add_document(&b, index, documents[i], err))
            return false;
    return write_table(&b, path, err);
}

bool complete_build(struct xap_reader *index, const char *path, struct err *err)
{
    struct arena *job = arena_new();
    bool ok = build(job, index, path, err);

    arena_free(job);
    return ok;
}

/* ---- reading ---- */

bool complete_open(struct arena *life, const char *path, struct complete **out, struct err *err)
{
    struct complete *c = ARENA_NEW(life, struct complete);
    struct slice file;
    size_t need;

    if (!table_open(life, path, "a completion table", magic, sizeof *c->header, &file, err))
        return false;
    c->header = (const void *)file.ptr;
    need = sizeof *c->header + (size_t)c->header->entries * sizeof *c->entries +
           (size_t)c->header->places * sizeof *c->places + c->header->texts_size;
    if (!table_fits(path, file, need, err))
        return false;
    c->entries = (const void *)(file.ptr + sizeof *c->header);
    c->places = (const void *)(c->entries + c->header->entries);
    c->texts = (const char *)(c->places + c->header->places);
    *out = c;
    return true;
}

static struct slice text_at(const struct complete *c, struct text_ref ref)
{
    if (ref.at > c->header->texts_size || ref.len > c->header->texts_size - ref.at)
        return SLICE("");
    return (struct slice){c->texts + ref.at, ref.len};
}

static struct slice place_text(const struct complete *c, size_t i)
{
    const struct place *p = &c->places[i];
    struct slice norm;

    if (p->entry >= c->header->entries)
        return SLICE("");
    norm = text_at(c, c->entries[p->entry].norm);
    if (p->at > norm.len)
        return SLICE("");
    return (struct slice){norm.ptr + p->at, norm.len - p->at};
}

/* The first place whose text is not before `typed`. */
static size_t lower_bound(const struct complete *c, struct slice typed)
{
    size_t low = 0, high = c->header->places;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (slice_cmp(place_text(c, mid), typed) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* What is asked for, and the best answers so far. */
struct asking {
    const struct complete *c;
    const struct complete_request *q;
    size_t most, count;
    struct completion *best;
};

static bool visible(const struct asking *a, const struct entry *e)
{
    struct slice tags = text_at(a->c, e->tags);

    if ((a->q->lang && e->lang != *a->q->lang) ||
        !texts_have(a->q->audiences, text_at(a->c, e->audience)))
        return false;
    if (!a->q->tags || a->q->tags->count == 0)
        return true;
    while (tags.ptr)
        if (texts_have(a->q->tags, slice_cut(&tags, slot_separator)))
            return true;
    return false;
}

static void offer(struct asking *a, const struct entry *e, double score)
{
    struct completion new = {text_at(a->c, e->text), text_at(a->c, e->article), e->is_title, score};
    size_t at;

    if (!visible(a, e))
        return;
    for (size_t i = 0; i < a->count; i++) {
        if (!slice_eq(a->best[i].text, new.text))
            continue;
        if (a->best[i].score >= score)
            return;
        memmove(&a->best[i], &a->best[i + 1], (a->count - i - 1) * sizeof new);
        a->count--;
        break;
    }
    for (at = a->count; at > 0 && a->best[at - 1].score < score; at--)
        ;
    if (at >= a->most)
        return;
    if (a->count == a->most)
        a->count--;
    memmove(&a->best[at + 1], &a->best[at], (a->count - at) * sizeof new);
    a->best[at] = new;
    a->count++;
}

/* What begins as typed is better than what goes on so later; then popular, then short. */
static double score_of(const struct entry *e, bool at_start)
{
    return (at_start ? 2 : 0) + (double)e->popularity - (double)e->text.len / 1000;
}

static bool starts_with(struct slice s, struct slice prefix)
{
    return s.len >= prefix.len && memcmp(s.ptr, prefix.ptr, prefix.len) == 0;
}

static void find_from(struct asking *a, struct slice typed)
{
    size_t first = lower_bound(a->c, typed);

    for (size_t i = first; i < a->c->header->places && i - first < scan_most; i++) {
        if (!starts_with(place_text(a->c, i), typed))
            break;
        offer(a, &a->c->entries[a->c->places[i].entry],
              score_of(&a->c->entries[a->c->places[i].entry], a->c->places[i].at == 0));
    }
}

static bool has_word(struct slice norm, struct slice word)
{
    for (size_t at = 0; at + word.len <= norm.len; at++)
        if ((at == 0 || norm.ptr[at - 1] == ' ') && memcmp(norm.ptr + at, word.ptr, word.len) == 0)
            return true;
    return false;
}

/* The words in any order and with others between; the last one may go on. */
static void find_scattered(struct asking *a, struct slice typed)
{
    size_t cut = typed.len;
    struct slice last;

    while (cut > 0 && typed.ptr[cut - 1] != ' ')
        cut--;
    last = (struct slice){typed.ptr + cut, typed.len - cut};
    if (cut == 0 || last.len == 0)
        return;
    for (size_t i = lower_bound(a->c, last), first = i;
         i < a->c->header->places && i - first < scan_most; i++) {
        const struct entry *e = &a->c->entries[a->c->places[i].entry];
        struct slice rest = {typed.ptr, cut - 1};
        bool all = true;

        if (!starts_with(place_text(a->c, i), last))
            break;
        while (all && rest.ptr)
            all = has_word(text_at(a->c, e->norm), slice_cut(&rest, ' '));
        if (all)
            offer(a, e, score_of(e, false) - 1);
    }
}

static void find_popular(struct asking *a)
{
    for (size_t i = 0; i < a->c->header->entries; i++)
        if (a->c->entries[i].is_title)
            offer(a, &a->c->entries[i], (double)a->c->entries[i].popularity);
}

size_t complete_find(const struct complete *c, struct arena *job, const struct complete_request *q,
                     struct completion *out)
{
    struct asking a = {.c = c, .q = q, .best = out};
    struct slice norm = words_join(job, q->typed, complete_text_max);

    a.most = q->most < complete_most ? q->most : complete_most;
    if (norm.len == 0) {
        find_popular(&a);
        return a.count;
    }
    find_from(&a, norm);
    if (a.count < a.most)
        find_scattered(&a, norm);
    return a.count;
}
