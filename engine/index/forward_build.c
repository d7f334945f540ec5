/*
 * forward_build.c - see forward_build.h
 *
 * Words get provisional numbers in the order they are met, with which the documents wait, each with its
 * record behind it. When all are there, the vocabulary says which number each word has, and
 * forward_write.c copies them.
 */
#include "base/sign.h"
#include "engine/article/schema.h"
#include "engine/index/forward_file.h"
#include "engine/index/forward_inside.h"

static void remove_waiting(void *what)
{
    const struct forward_builder *b = what;
    struct err ignored;

    file_remove(b->path, &ignored);
}

/* ---- the generation before ---- */

/* Is the file what the manifest says? A damaged one must not hand its damage on. */
static bool is_whole(struct arena *job, const struct generation *g, const struct manifest *m,
                     const char *name)
{
    const struct json *file = json_member(json_member(m->root, "files"), name);
    char hash[sign_hex_size];
    struct err ignored;

    return sign_sha256_file(arena_printf(job, "%s/%s", g->path, name), hash, &ignored) &&
           slice_is(json_text(json_member(file, "sha256")), hash);
}

static bool are_whole(struct arena *job, const struct generation *g)
{
    struct manifest m;
    struct err ignored;

    return manifest_read(job, g, &m, &ignored) && m.engine == engine_version &&
           is_whole(job, g, &m, GENERATION_VOCABULARY) &&
           is_whole(job, g, &m, GENERATION_FORWARD) && is_whole(job, g, &m, GENERATION_POSTINGS) &&
           is_whole(job, g, &m, GENERATION_RECORDS);
}

static void close_earlier(void *what)
{
    xap_reader_close(what);
}

/* NULL if there is none that can be used: all articles are read again then. */
static struct earlier *open_earlier(struct arena *life, const struct generation *g)
{
    struct earlier *e = ARENA_NEW(life, struct earlier);
    const char *index = arena_printf(life, "%s/" GENERATION_INDEX, g->path);
    struct err ignored;

    if (!are_whole(life, g) ||
        !vocabulary_open(life, arena_printf(life, "%s/" GENERATION_VOCABULARY, g->path),
                         &e->vocabulary, &ignored) ||
        !forward_open(life, arena_printf(life, "%s/" GENERATION_FORWARD, g->path), &e->forward,
                      &ignored) ||
        !postings_open(life, arena_printf(life, "%s/" GENERATION_POSTINGS, g->path), &e->postings,
                       &ignored) ||
        !records_open(life, arena_printf(life, "%s/" GENERATION_RECORDS, g->path), &e->records,
                      &ignored))
        return NULL;
    e->index = xap_reader_open(&index, 1, &ignored);
    if (!e->index)
        return NULL;
    arena_defer(life, close_earlier, e->index);
    e->ids = ARENA_ARRAY(life, uint32_t, vocabulary_size(e->vocabulary));
    e->where = ARENA_ARRAY(life, uint32_t, vocabulary_size(e->vocabulary));
    return e;
}

/* The document's number there, if what it was read from is the same. */
static bool same_document(const struct forward_builder *b, struct arena *job, struct slice id,
                          struct slice source, uint32_t *out)
{
    struct xap_reader *index = b->earlier ? b->earlier->index : NULL;
    struct slice then;
    struct err ignored;

    return index && xap_document_of(index, schema_exact_term(job, PREFIX_ID, id), out, &ignored) &&
           xap_value(index, job, *out, SLOT_SOURCE, &then, &ignored) && source.len &&
           slice_eq(source, then);
}

bool forward_builder_has(const struct forward_builder *b, struct slice id, struct slice source)
{
    struct arena *job = arena_new();
    uint32_t document;
    bool has = same_document(b, job, id, source, &document);

    arena_free(job);
    return has;
}

struct forward_builder *forward_builder_new(struct arena *life, const char *path,
                                            const struct vocabulary *with,
                                            const struct generation *earlier, struct err *err)
{
    struct forward_builder *b = ARENA_NEW(life, struct forward_builder);

    *b = (struct forward_builder){.life = life,
                                  .path = slice_cstr(life, slice_of(path)),
                                  .with = with,
                                  .ids = map_new(life),
                                  .stem_ids = map_new(life),
                                  .waiting = map_new(life),
                                  .earlier = earlier ? open_earlier(life, earlier) : NULL};
    b->out = file_writer_open(life, b->path, 0, err);
    if (!b->out)
        return NULL;
    arena_defer(life, remove_waiting, b);
    return b;
}

/* ---- what is read now ---- */

/* The provisional number of a word of one more document, or the vocabulary's; -1 for a word it has
 * not. */
static int64_t number_of(struct forward_builder *b, struct slice word)
{
    uintptr_t id;

    if (b->with)
        return vocabulary_find(b->with, word);
    id = (uintptr_t)map_find(&b->ids, word);
    if (!id) {
        b->words = arena_room(b->life, b->words, b->word_count, sizeof *b->words);
        word = slice_copy(b->life, word);
        b->words[b->word_count] = (struct vocabulary_entry){word, 0, (uint32_t)b->word_count};
        id = ++b->word_count;
        map_put(&b->ids, word, (void *)id);
    }
    b->words[id - 1].documents++;
    return (int64_t)id - 1;
}

static void fetch_words(const struct forward_builder *b, struct arena *job, const struct tokens *t)
{
    struct slice *words = ARENA_ARRAY(job, struct slice, t->different);

    for (size_t i = 0; i < t->different; i++)
        words[i] = t->words[i].text;
    map_fetch(&b->ids, words, t->different);
}

/* `words`: those that have a number. */
static struct slice encode(struct forward_builder *b, struct arena *job, const struct tokens *t,
                           uint32_t *words)
{
    int64_t *numbers = ARENA_ARRAY(job, int64_t, t->different);
    struct buf out = buf_new(job, FORWARD_FILE_MAX);

    fetch_words(b, job, t);
    for (size_t i = 0; i < t->different; i++)
        numbers[i] = number_of(b, t->words[i].text);
    for (size_t i = 0; i < t->count; i++) {
        int64_t number = t->codes[i] < TOKEN_WORD ? 0 : numbers[t->codes[i] - TOKEN_WORD];

        if (t->codes[i] < TOKEN_WORD)
            forward_put(&out, t->codes[i]);
        else if (number >= 0)
            forward_put(&out, TOKEN_WORD + (uint32_t)number);
        *words += t->codes[i] >= TOKEN_WORD && number >= 0;
    }
    return buf_slice(&out);
}

static struct slice key_of(const uint64_t *hash)
{
    return (struct slice){(const char *)hash, sizeof *hash};
}

static uint32_t stem_number(struct forward_builder *b, uint64_t hash)
{
    struct slice key = key_of(&hash);
    uintptr_t number = (uintptr_t)map_find(&b->stem_ids, key);

    if (!number) {
        b->stems = arena_room(b->life, b->stems, b->stem_count, sizeof *b->stems);
        b->stems[b->stem_count] = hash;
        number = ++b->stem_count;
        map_put(&b->stem_ids, slice_copy(b->life, key), (void *)number);
    }
    return (uint32_t)number - 1;
}

static void put_stem(struct forward_builder *b, struct buf *out, uint64_t hash, uint32_t count)
{
    forward_put(out, stem_number(b, hash));
    forward_put(out, count);
}

static bool add_span(struct forward_builder *b, struct slice id, struct forward_span span,
                     struct slice codes, struct slice record, struct slice stems, struct err *err)
{
    struct forward_span *kept = ARENA_NEW(b->life, struct forward_span);

    *kept = span;
    kept->id = slice_copy(b->life, id);
    kept->start = b->size;
    kept->codes = codes.len;
    kept->record = record.len;
    kept->stems = stems.len;
    b->size += codes.len + record.len + stems.len;
    map_put(&b->waiting, kept->id, kept);
    return file_writer_add(b->out, codes, err) && file_writer_add(b->out, record, err) &&
           file_writer_add(b->out, stems, err);
}

static struct slice encode_stems(struct forward_builder *b, struct arena *job,
                                 const struct document *d)
{
    uint64_t *hashes = ARENA_ARRAY(job, uint64_t, d->stem_count);
    struct slice *keys = ARENA_ARRAY(job, struct slice, d->stem_count);
    struct buf out = buf_new(job, FORWARD_FILE_MAX);

    for (size_t i = 0; i < d->stem_count; i++) {
        hashes[i] = map_hash(d->stems[i].text);
        keys[i] = key_of(&hashes[i]);
    }
    map_fetch(&b->stem_ids, keys, d->stem_count);
    for (size_t i = 0; i < d->stem_count; i++)
        put_stem(b, &out, hashes[i], d->stems[i].count);
    return buf_slice(&out);
}

bool forward_builder_add(struct forward_builder *b, const struct forward_article *a,
                         struct err *err)
{
    struct arena *job = arena_new();
    struct forward_span span = {.length = a->document->length, .lang = a->lang};
    struct slice codes = encode(b, job, a->tokens, &span.words);
    struct slice stems = encode_stems(b, job, a->document);
    bool ok = add_span(b, a->id, span, codes, a->record, stems, err);

    arena_free(job);
    return ok;
}

/* ---- what was read before ---- */

static uint32_t number_again(struct forward_builder *b, struct earlier *e, uint32_t document,
                             uint32_t word)
{
    if (e->ids[word] == 0)
        e->ids[word] = (uint32_t)number_of(b, vocabulary_word(e->vocabulary, word)) + 1;
    else if (e->where[word] != document + 1)
        b->words[e->ids[word] - 1].documents++;
    e->where[word] = document + 1;
    return e->ids[word] - 1;
}

/* Postings say of a stem which documents have it; here it is the other way round. Until all are in
 * their places, first_stem has those of a document one further on. */
static void find_stems(struct forward_builder *b, struct earlier *e)
{
    uint32_t documents = postings_documents(e->postings), stems = postings_stems(e->postings);
    uint32_t document, count;

    e->hashes = ARENA_ARRAY(b->life, uint64_t, stems);
    e->first_stem = ARENA_ARRAY(b->life, uint32_t, (size_t)documents + 2);
    for (uint32_t i = 0; i < stems; i++) {
        struct posting_list list = postings_list(e->postings, i, &e->hashes[i]);

        while (posting_next(&list, &document, &count))
            if (document < documents)
                e->first_stem[document + 2]++;
    }
    for (uint32_t i = 1; i < documents + 2; i++)
        e->first_stem[i] += e->first_stem[i - 1];
    e->stems = ARENA_ARRAY(b->life, struct forward_stem, e->first_stem[documents + 1]);
    for (uint32_t i = 0; i < stems; i++) {
        struct posting_list list = postings_list(e->postings, i, &e->hashes[i]);

        while (posting_next(&list, &document, &count))
            if (document < documents)
                e->stems[e->first_stem[document + 1]++] = (struct forward_stem){i, count};
    }
}

static void put_stems_again(struct forward_builder *b, struct earlier *e, uint32_t document,
                            struct buf *out)
{
    if (!e->first_stem)
        find_stems(b, e);
    if (!postings_has(e->postings, document))
        return;
    for (uint32_t i = e->first_stem[document]; i < e->first_stem[document + 1]; i++)
        put_stem(b, out, e->hashes[e->stems[i].stem], e->stems[i].count);
}

/* Its codes, as they would be read from the article. */
static void put_codes_again(struct forward_builder *b, struct arena *job, uint32_t document,
                            const struct forward_document *d, struct buf *out)
{
    struct forward_run run = forward_runs(d);
    uint32_t *words = forward_words(d, job);
    size_t part = 0;

    for (bool more = true; more;) {
        more = forward_run_next(&run);
        for (; part < run.part; part++)
            forward_put(out, TOKEN_PART_END);
        for (uint32_t i = 0; i < run.words; i++)
            forward_put(out,
                        TOKEN_WORD + number_again(b, b->earlier, document, words[run.first + i]));
        if (more)
            forward_put(out, TOKEN_RUN_END);
    }
}

static bool take_again(struct forward_builder *b, struct arena *job, struct slice id,
                       uint32_t document, enum language lang, struct err *err)
{
    struct earlier *e = b->earlier;
    struct forward_document d = forward_document(e->forward, document);
    struct forward_span span = {.lang = lang, .words = d.words};
    struct buf out = buf_new(job, FORWARD_FILE_MAX), stems = buf_new(job, FORWARD_FILE_MAX);
    struct slice record;

    put_codes_again(b, job, document, &d, &out);
    put_stems_again(b, e, document, &stems);
    span.length = postings_length(e->postings, document);
    return records_read(e->records, job, document, &record, err) &&
           add_span(b, id, span, buf_slice(&out), record, buf_slice(&stems), err);
}

static bool find_again(struct forward_builder *b, struct arena *job, struct xap_reader *index,
                       uint32_t document, struct slice id, struct err *err)
{
    struct slice source, code;
    enum language lang;
    uint32_t then;

    if (!xap_value(index, job, document, SLOT_SOURCE, &source, err) ||
        !xap_value(index, job, document, SLOT_LANG, &code, err))
        return false;
    if (!same_document(b, job, id, source, &then) || !language_parse(code, &lang))
        return err_set(err, ERR_ENGINE,
                       "nothing is known of the article '%.*s' but that it is in the index",
                       SLICE_ARG(id));
    return take_again(b, job, id, then, lang, err);
}

/* ---- all of an index ---- */

static bool find(struct forward_builder *b, struct xap_reader *index, uint32_t document,
                 struct err *err)
{
    struct arena *job = arena_new();
    struct slice id;
    bool ok = xap_value(index, job, document, SLOT_ID, &id, err) &&
              (map_find(&b->waiting, id) || find_again(b, job, index, document, id, err));

    if (ok)
        b->spans[document] = map_find(&b->waiting, id);
    arena_free(job);
    return ok;
}

bool forward_builder_collect(struct forward_builder *b, struct xap_reader *index, struct err *err)
{
    uint32_t *documents;
    size_t count;

    if (!xap_documents_of(index, b->life, SLICE(""), &documents, &count, err))
        return false;
    b->documents = count ? documents[count - 1] + 1 : 0;
    b->spans = ARENA_ARRAY(b->life, const struct forward_span *, b->documents);
    for (size_t i = 0; i < count; i++)
        if (!find(b, index, documents[i], err))
            return false;
    return file_writer_close(b->out, err) &&
           (b->size == 0 || file_map(b->life, b->path, &b->bytes, err));
}

bool forward_builder_write(struct forward_builder *b, const char *vocabulary, const char *forward,
                           struct err *err)
{
    struct arena *job = arena_new();
    bool ok = (!vocabulary ||
               vocabulary_write(b->words, b->word_count, stemmer_new(job), vocabulary, err)) &&
              forward_write(b, forward, err);

    arena_free(job);
    return ok;
}

bool forward_builder_write_postings(const struct forward_builder *b, const char *path,
                                    struct err *err)
{
    return postings_write(b, path, err);
}

static struct slice record_of(const void *self, uint32_t document)
{
    const struct forward_builder *b = self;
    const struct forward_span *span = b->spans[document];

    forward_pass(b, document);
    return span ? (struct slice){b->bytes.ptr + span->start + span->codes, span->record}
                : SLICE("");
}

bool forward_builder_write_records(const struct forward_builder *b, const char *path,
                                   struct err *err)
{
    return records_write(&(struct records_source){record_of, b, b->documents}, path, err);
}
