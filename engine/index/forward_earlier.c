/*
 * forward_earlier.c - articles as the generation before has them: see forward_inside.h
 *
 * Their words, stems and records are put where those of articles that are read now wait, in the same
 * form.
 */
#include "base/sign.h"
#include "engine/article/schema.h"
#include "engine/index/forward_inside.h"

/* ---- opening it ---- */

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

struct earlier *earlier_open(struct arena *life, const struct generation *g)
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

/* ---- its articles ---- */

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

static uint32_t number_again(struct forward_builder *b, struct earlier *e, uint32_t document,
                             uint32_t word)
{
    if (e->ids[word] == 0)
        e->ids[word] = (uint32_t)forward_number_of(b, vocabulary_word(e->vocabulary, word)) + 1;
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
        forward_put_stem(b, out, e->hashes[e->stems[i].stem], e->stems[i].count);
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
           forward_add_span(b, id, span, buf_slice(&out), record, buf_slice(&stems), err);
}

bool forward_take_again(struct forward_builder *b, struct arena *job, struct xap_reader *index,
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
