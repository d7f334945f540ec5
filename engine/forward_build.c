/*
 * forward_build.c - see forward_build.h
 *
 * Words get provisional numbers in the order they are met, with which the documents wait. When all
 * are there, the vocabulary says which number each word has, and forward_write.c copies them.
 */
#include "base/pool.h"
#include "base/sign.h"
#include "engine/forward_file.h"
#include "engine/forward_inside.h"
#include "engine/xap.h"

static void remove_waiting(void *what)
{
    const struct forward_builder *b = what;
    struct err ignored;

    file_remove(b->path, &ignored);
}

struct forward_builder *forward_builder_new(struct arena *life, const char *path,
                                            const struct vocabulary *with, struct err *err)
{
    struct forward_builder *b = ARENA_NEW(life, struct forward_builder);

    *b = (struct forward_builder){.life = life,
                                  .path = slice_cstr(life, slice_of(path)),
                                  .with = with,
                                  .ids = map_new(life),
                                  .spans = map_new(life)};
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

static bool add_span(struct forward_builder *b, struct slice id, struct forward_span span,
                     struct slice bytes, struct err *err)
{
    struct forward_span *kept = ARENA_NEW(b->life, struct forward_span);

    *kept = span;
    kept->start = b->size;
    kept->size = bytes.len;
    b->size += bytes.len;
    map_put(&b->spans, slice_copy(b->life, id), kept);
    return file_writer_add(b->out, bytes, err);
}

static struct slice encode(struct forward_builder *b, struct arena *job, const struct tokens *t)
{
    int64_t *numbers = ARENA_ARRAY(job, int64_t, t->different);
    struct buf out = buf_new(job, FORWARD_FILE_MAX);

    for (size_t i = 0; i < t->different; i++)
        numbers[i] = number_of(b, t->words[i].text);
    for (size_t i = 0; i < t->count; i++) {
        int64_t number = t->codes[i] < TOKEN_WORD ? 0 : numbers[t->codes[i] - TOKEN_WORD];

        if (t->codes[i] < TOKEN_WORD)
            forward_put(&out, t->codes[i]);
        else if (number >= 0)
            forward_put(&out, TOKEN_WORD + (uint32_t)number);
    }
    return buf_slice(&out);
}

bool forward_builder_add(struct forward_builder *b, struct slice id, enum language lang,
                         const struct tokens *tokens, struct err *err)
{
    struct arena *job = arena_new();
    struct forward_span span = {.words = tokens->word_count, .lang = lang};
    bool ok = add_span(b, id, span, encode(b, job, tokens), err);

    arena_free(job);
    return ok;
}

/* ---- from an earlier generation ---- */

struct earlier {
    struct arena *job;
    struct xap_reader *index;
    struct vocabulary *vocabulary;
    struct forward *forward;
    uint32_t *ids;   /* provisional number + 1 by the generation's */
    uint32_t *where; /* the document a word was counted in last, + 1 */
};

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

/* NULL if there is none that can be used, which costs time and nothing else. */
static struct earlier *open_earlier(struct arena *job, const struct generation *g)
{
    struct earlier *e = ARENA_NEW(job, struct earlier);
    struct manifest m;
    struct err ignored;
    const char *index;

    if (!g || !manifest_read(job, g, &m, &ignored) || m.engine != engine_version ||
        !is_whole(job, g, &m, GENERATION_VOCABULARY) || !is_whole(job, g, &m, GENERATION_FORWARD))
        return NULL;
    index = arena_printf(job, "%s/" GENERATION_INDEX, g->path);
    if (!vocabulary_open(job, arena_printf(job, "%s/" GENERATION_VOCABULARY, g->path),
                         &e->vocabulary, &ignored) ||
        !forward_open(job, arena_printf(job, "%s/" GENERATION_FORWARD, g->path), &e->forward,
                      &ignored))
        return NULL;
    e->job = job;
    e->index = xap_reader_open(&index, 1, &ignored);
    e->ids = ARENA_ARRAY(job, uint32_t, vocabulary_size(e->vocabulary));
    e->where = ARENA_ARRAY(job, uint32_t, vocabulary_size(e->vocabulary));
    return e->index ? e : NULL;
}

/* The document's number there, if what it was read from is the same. */
static bool same_document(const struct earlier *e, struct arena *job, struct xap_reader *index,
                          uint32_t document, struct slice id, uint32_t *out)
{
    struct slice now, then;
    struct err ignored;

    return xap_document_of(e->index, schema_exact_term(job, PREFIX_ID, id), out, &ignored) &&
           xap_value(index, job, document, SLOT_SOURCE, &now, &ignored) &&
           xap_value(e->index, job, *out, SLOT_SOURCE, &then, &ignored) && now.len &&
           slice_eq(now, then);
}

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

static bool take_again(struct forward_builder *b, struct earlier *e, struct arena *job,
                       struct slice id, uint32_t document, enum language lang, struct err *err)
{
    struct forward_walk walk = forward_document(e->forward, document);
    struct forward_span span = {.lang = lang};
    struct buf out = buf_new(job, FORWARD_FILE_MAX);

    while (walk.at < walk.end) {
        uint32_t code = forward_number(&walk.at, walk.end);

        if (code >= TOKEN_WORD && code - TOKEN_WORD < vocabulary_size(e->vocabulary)) {
            code = TOKEN_WORD + number_again(b, e, document, code - TOKEN_WORD);
            span.words++;
        }
        forward_put(&out, code);
    }
    return add_span(b, id, span, buf_slice(&out), err);
}

/* ---- from records ---- */

/* A document on its way through the workers. */
struct item {
    struct arena *job;
    struct slice record, id;
    enum language lang;
    struct tokens tokens;
    bool ok;
    struct err err;
};

static void work(void *self, void *what)
{
    struct item *item = what;
    struct article a;

    (void)self;
    item->ok = article_parse(item->job, item->record, &a, &item->err);
    if (!item->ok)
        return;
    item->id = a.id;
    item->lang = a.lang;
    item->tokens = tokens_of(item->job, &a);
}

static const struct pool_job pool_job = {.work = work};

static bool take_record(struct forward_builder *b, struct pool *pool, struct err *err)
{
    struct item *item = pool_take(pool);
    bool ok = item->ok && forward_builder_add(b, item->id, item->lang, &item->tokens, err);

    if (!item->ok)
        *err = item->err;
    arena_free(item->job);
    return ok;
}

static bool give_record(struct pool *pool, struct xap_reader *index, uint32_t document,
                        struct err *err)
{
    struct arena *job = arena_new();
    struct item *item = ARENA_NEW(job, struct item);

    item->job = job;
    if (!xap_record(index, job, document, &item->record, err)) {
        arena_free(job);
        return false;
    }
    pool_give(pool, item);
    return true;
}

/* ---- all of an index ---- */

struct finishing {
    struct forward_builder *b;
    const struct forward_source *from;
    struct earlier *earlier;
    struct pool *pool;
    const uint32_t *documents;
    struct slice *ids; /* of the documents */
    size_t count;
};

/* A document that was not added. */
static bool find_again(struct finishing *f, struct arena *job, size_t i, struct err *err)
{
    struct xap_reader *index = f->from->index;
    struct slice code;
    enum language lang;
    uint32_t then;

    if (f->earlier && same_document(f->earlier, job, index, f->documents[i], f->ids[i], &then) &&
        xap_value(index, job, f->documents[i], SLOT_LANG, &code, err) &&
        language_parse(code, &lang))
        return take_again(f->b, f->earlier, job, f->ids[i], then, lang, err);
    return (!pool_full(f->pool) || take_record(f->b, f->pool, err)) &&
           give_record(f->pool, index, f->documents[i], err);
}

static bool find_all(struct finishing *f, struct arena *life, struct err *err)
{
    bool ok = true;

    for (size_t i = 0; ok && i < f->count; i++) {
        struct arena *job = arena_new();

        ok = xap_value(f->from->index, life, f->documents[i], SLOT_ID, &f->ids[i], err) &&
             (map_find(&f->b->spans, f->ids[i]) || find_again(f, job, i, err));
        arena_free(job);
    }
    while (!pool_empty(f->pool)) {
        struct err ignored;

        ok = take_record(f->b, f->pool, ok ? err : &ignored) && ok;
    }
    return ok && file_writer_close(f->b->out, err);
}

static bool write_all(struct finishing *f, struct arena *job, const char *vocabulary,
                      const char *forward, struct err *err)
{
    struct forward_builder *b = f->b;
    uint32_t documents = f->count ? f->documents[f->count - 1] + 1 : 0;
    const struct forward_span **spans = ARENA_ARRAY(job, const struct forward_span *, documents);

    for (size_t i = 0; i < f->count; i++)
        spans[f->documents[i]] = map_find(&b->spans, f->ids[i]);
    return (!vocabulary ||
            vocabulary_write(b->words, b->word_count, stemmer_new(job), vocabulary, err)) &&
           forward_write(b, spans, documents, forward, err);
}

static bool finish_in(struct arena *job, struct forward_builder *b,
                      const struct forward_source *from, const char *vocabulary,
                      const char *forward, struct err *err)
{
    struct finishing f = {.b = b, .from = from, .earlier = open_earlier(job, from->earlier)};
    uint32_t *documents;
    bool ok;

    if (!xap_documents_of(from->index, job, SLICE(""), &documents, &f.count, err))
        return false;
    f.documents = documents;
    f.ids = ARENA_ARRAY(job, struct slice, f.count);
    f.pool = pool_start(&pool_job, from->threads);
    ok = find_all(&f, job, err);
    pool_stop(f.pool);
    if (f.earlier)
        xap_reader_close(f.earlier->index);
    return ok && write_all(&f, job, vocabulary, forward, err);
}

bool forward_builder_finish(struct forward_builder *b, const struct forward_source *from,
                            const char *vocabulary, const char *forward, struct err *err)
{
    struct arena *job = arena_new();
    bool ok = finish_in(job, b, from, vocabulary, forward, err);

    arena_free(job);
    return ok;
}
