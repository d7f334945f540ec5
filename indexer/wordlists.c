/* wordlists.c - see wordlists.h: files, synonyms, stop words. */
#include "indexer/wordlists_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "engine/query/wording.h"

struct wordlists_reader *wordlists_begin(struct arena *job, struct report *report)
{
    struct wordlists_reader *r = ARENA_NEW(job, struct wordlists_reader);

    r->job = job;
    r->report = report;
    r->stemmer = stemmer_new(job);
    r->said = map_new(job);
    r->asked = map_new(job);
    r->out.questions.by_id = map_new(job);
    return r;
}

struct wordlists wordlists_finish(struct wordlists_reader *r)
{
    return r->out;
}

/* ---- what all kinds need ---- */

bool wordlists_full(struct wordlists_reader *r, enum words_kind kind, size_t count, size_t most,
                    const char *what)
{
    if (count < most)
        return false;
    if (!r->full[kind])
        FAULT(r, "more than %zu %s: this line and those after it are left out", most, what);
    r->full[kind] = true;
    return true;
}

bool wordlists_cut(struct slice text, const char *sign, struct slice *left, struct slice *right)
{
    const char *at = text.len ? memmem(text.ptr, text.len, sign, strlen(sign)) : NULL;
    size_t behind = at ? (size_t)(at - text.ptr) + strlen(sign) : 0;

    if (!at)
        return false;
    *left = slice_trim((struct slice){text.ptr, (size_t)(at - text.ptr)});
    *right = slice_trim((struct slice){text.ptr + behind, text.len - behind});
    return true;
}

static int by_bytes(const void *a, const void *b)
{
    return slice_cmp(*(const struct slice *)a, *(const struct slice *)b);
}

void wordlists_add_sorted(struct arena *job, struct buf *key, const struct texts *list)
{
    struct slice *sorted = ARENA_ARRAY(job, struct slice, list->count);

    for (size_t i = 0; i < list->count; i++)
        sorted[i] = list->items[i];
    if (list->count)
        qsort(sorted, list->count, sizeof *sorted, by_bytes);
    for (size_t i = 0; i < list->count; i++) {
        buf_add(key, sorted[i]);
        buf_char(key, '\n');
    }
}

bool wordlists_said(struct wordlists_reader *r, struct slice key)
{
    struct words_place *place = map_find(&r->said, key);

    if (place) {
        FAULT(r, "the same is said in %s:%u already", place->path, place->line);
        return true;
    }
    place = ARENA_NEW(r->job, struct words_place);
    *place = r->at;
    map_put(&r->said, key, place);
    return false;
}

bool wordlists_phrase(struct wordlists_reader *r, struct slice text, struct texts *stems)
{
    struct wording_phrase p =
        wording_phrase_of(r->job, r->stemmer, text, wording_phrase_words_max + 1);

    if (text.len == 0) {
        FAULT(r, "a phrase is missing beside '='");
        return false;
    }
    if (p.count == 0) {
        FAULT(r, "there is no word in '%.*s'", SHOWN(text));
        return false;
    }
    if (p.count > wording_phrase_words_max || text.len > wording_phrase_max) {
        FAULT(r, "'%.*s…' is too long: a phrase may have %d words and %d bytes", SHOWN(text),
              wording_phrase_words_max, wording_phrase_max);
        return false;
    }
    for (size_t i = 0; i < p.count; i++)
        texts_add(r->job, stems, p.words[i].stems[0]);
    return true;
}

static struct slice joined(struct arena *job, const struct texts *stems)
{
    struct buf out = buf_new(job, wordlists_line_max * 8);

    for (size_t i = 0; i < stems->count; i++) {
        buf_add(&out, stems->items[i]);
        buf_char(&out, ' ');
    }
    return buf_slice(&out);
}

/* ---- synonyms ---- */

/* The phrases of one side of a line; `keys` are those of the whole line. */
static bool read_phrases(struct wordlists_reader *r, struct slice side, struct texts *out,
                         struct texts *side_keys, struct texts *keys)
{
    while (side.ptr) {
        struct slice text = slice_trim(slice_cut(&side, '=')), key;
        struct texts stems = {0};

        if (!wordlists_phrase(r, text, &stems))
            return false;
        key = joined(r->job, &stems);
        if (texts_have(keys, key)) {
            FAULT(r, "'%.*s' is the same as another phrase of the line to the search: left out",
                  SHOWN(text));
            continue;
        }
        texts_add(r->job, out, text);
        texts_add(r->job, side_keys, key);
        texts_add(r->job, keys, key);
    }
    return true;
}

static void keep_synonym(struct wordlists_reader *r, const struct wording_synonym *s)
{
    struct wording_rules *rules = &r->out.rules;

    rules->synonyms = arena_room(r->job, rules->synonyms, rules->synonym_count, sizeof *s);
    rules->synonyms[rules->synonym_count++] = *s;
}

static void read_synonym(struct wordlists_reader *r, struct slice line)
{
    struct texts keys = {0}, from_keys = {0}, to_keys = {0};
    struct buf key = buf_new(r->job, wordlists_line_max * 8);
    struct wording_synonym s = {0};
    struct slice from = line, to;
    bool one_way = wordlists_cut(line, "=>", &from, &to);

    if (wordlists_full(r, WORDS_SYNONYMS, r->out.rules.synonym_count, wording_synonyms_max,
                       "synonyms"))
        return;
    if (slice_find(line, '=') == line.len) {
        FAULT(r,
              "'%.*s' stands alone: write 'word = other word', or 'word => other word' where "
              "the second does not mean the first",
              SHOWN(line));
        return;
    }
    if (one_way && memmem(to.ptr, to.len, "=>", 2)) {
        FAULT(r, "'=>' stands twice in the line");
        return;
    }
    if (!read_phrases(r, from, &s.from, &from_keys, &keys) ||
        (one_way && !read_phrases(r, to, &s.to, &to_keys, &keys)))
        return;
    if (keys.count > wording_alternatives_max) {
        FAULT(r, "%zu phrases: a line may have %d", keys.count, wording_alternatives_max);
        return;
    }
    if (one_way ? s.to.count == 0 : s.from.count < 2) /* what is missing was left out, and said */
        return;
    wordlists_add_sorted(r->job, &key, &from_keys);
    buf_text(&key, "=>");
    wordlists_add_sorted(r->job, &key, &to_keys);
    if (!wordlists_said(r, buf_slice(&key)))
        keep_synonym(r, &s);
}

/* ---- stop words ---- */

static void read_stop(struct wordlists_reader *r, struct slice line)
{
    struct texts *stops = &r->out.rules.stops;
    struct words words = words_of(line);
    struct buf key = buf_new(r->job, word_bytes_max + 8);
    struct word w;
    size_t count = 0;

    if (wordlists_full(r, WORDS_STOPS, stops->count, wording_stops_max, "stop words"))
        return;
    buf_text(&key, "stop ");
    for (; words_next(&words, &w); count++)
        if (count == 0)
            buf_add(&key, w.norm);
    if (count != 1) {
        FAULT(r, "'%.*s' is %zu words: a stop word is one word, each on a line of its own",
              SHOWN(line), count);
        return;
    }
    if (!wordlists_said(r, buf_slice(&key)))
        texts_add(r->job, stops, line);
}

/* ---- files ---- */

static void read_line(struct wordlists_reader *r, enum words_kind kind, struct slice line)
{
    if (line.len == 0 || line.ptr[0] == '#')
        return;
    if (line.len > wordlists_line_max) {
        FAULT(r, "the line has %zu bytes, more than %d: left out", line.len, wordlists_line_max);
        return;
    }
    switch (kind) {
    case WORDS_SYNONYMS: read_synonym(r, line); break;
    case WORDS_STOPS: read_stop(r, line); break;
    case WORDS_PINS: wordlists_read_pin(r, line); break;
    case WORDS_QUESTIONS: wordlists_read_question(r, line); break;
    }
}

void wordlists_read_text(struct wordlists_reader *r, const char *path, enum words_kind kind,
                         struct slice text)
{
    r->at = (struct words_place){path, 0};
    while (text.ptr) {
        struct slice line = slice_trim(slice_cut(&text, '\n'));

        r->at.line++;
        read_line(r, kind, line);
    }
}

void wordlists_read(struct arena *job, const struct scan *scan, struct report *report,
                    struct wordlists *out)
{
    struct wordlists_reader *r = wordlists_begin(job, report);

    for (size_t i = 0; i < scan->words_count; i++) {
        const struct words_file *f = &scan->words[i];
        struct slice text;
        struct err err;

        if (file_read(job, f->path, wordlists_file_max, &text, &err) &&
            read_check_text(&text, &err))
            wordlists_read_text(r, f->path, f->kind, text);
        else
            report_err(report, f->path, 0, &err);
    }
    *out = wordlists_finish(r);
}
