/* reader.c - see reader.h */
#include "engine/index/reader.h"

#include <inttypes.h>

#include "engine/query/thesaurus.h"

/* From the manifest, where the builder has put them. */
static void read_languages(struct reader *r)
{
    const struct json *all = json_member(r->manifest.root, "languages");

    for (int l = 0; l < language_count; l++) {
        const struct json *o = json_member(all, language_code((enum language)l));
        uint64_t documents = 0;

        json_count(json_member(o, "documents"), &documents);
        r->by_language[l].documents = (size_t)documents;
        r->by_language[l].mean_length = json_number(json_member(o, "meanLength"));
        if (documents == 0 || r->by_language[l].mean_length <= 0)
            r->by_language[l] = r->size;
    }
}

static bool open_tables(struct reader *r, const struct generation *g, struct err *err)
{
    const char *words = arena_printf(r->life, "%s/" GENERATION_VOCABULARY, g->path);
    const char *forward = arena_printf(r->life, "%s/" GENERATION_FORWARD, g->path);
    const char *records = arena_printf(r->life, "%s/" GENERATION_RECORDS, g->path);
    const char *postings = arena_printf(r->life, "%s/" GENERATION_POSTINGS, g->path);
    const char *complete = arena_printf(r->life, "%s/" GENERATION_COMPLETE, g->path);
    const char *wording = arena_printf(r->life, "%s/" GENERATION_WORDING, g->path);
    const char *grams = arena_printf(r->life, "%s/" GENERATION_GRAMS, g->path);
    const char *spelling = arena_printf(r->life, "%s/" GENERATION_SPELLING, g->path);
    struct forward *part;
    struct postings *stems;
    struct grams *pieces;

    if (!vocabulary_open(r->life, words, &r->vocabulary, err) ||
        !forward_open(r->life, forward, &part, err) ||
        !records_open(r->life, records, &r->records, err) ||
        !postings_open(r->life, postings, &stems, err) ||
        !grams_open(r->life, grams, &pieces, err) ||
        !spelling_open(r->life, r->stemmer, r->vocabulary, spelling, &r->spelling, err))
        return false;
    r->forward = (struct forwards){{part}, 1};
    r->postings = (struct postings_parts){{stems}, 1};
    r->space = match_space_new(r->life);
    r->allowed = allowed_new(r->life);
    r->likeness = likeness_table_new(r->life, r->vocabulary, pieces);
    return complete_open(r->life, complete, &r->complete, err) &&
           wording_open(r->life, r->stemmer, wording, &r->wording, err);
}

static bool open_parts(struct reader *r, const struct generation *g, struct err *err)
{
    const char *index = arena_printf(r->life, "%s/" GENERATION_INDEX, g->path);

    r->generation.number = g->number;
    r->generation.path = slice_cstr(r->life, slice_of(g->path));
    if (!manifest_read(r->life, &r->generation, &r->manifest, err))
        return false;
    if (r->manifest.engine != engine_version)
        return err_set(err, ERR_STALE,
                       "generation %" PRIu64 " was built by version %u of the engine, this "
                       "program has version %d: run 'kladez index' to build it anew",
                       g->number, r->manifest.engine, engine_version);
    r->index = xap_reader_open(&index, 1, err);
    r->stemmer = stemmer_new(r->life);
    r->thesaurus = thesaurus_new(r->life, r->stemmer);
    if (!r->index || !xap_measure(r->index, &r->size, err))
        return generation_unreadable(g, err);
    read_languages(r);
    return open_tables(r, g, err) || generation_unreadable(g, err);
}

bool reader_open(const struct generation *g, struct reader **out, struct err *err)
{
    struct arena *life = arena_new();
    struct reader *r = ARENA_NEW(life, struct reader);

    r->life = life;
    if (!open_parts(r, g, err)) {
        reader_close(r);
        return false;
    }
    *out = r;
    return true;
}

void reader_close(struct reader *r)
{
    if (!r)
        return;
    xap_reader_close(r->index);
    arena_free(r->life);
}

static bool newer(struct arena *job, const char *data, const struct reader *before,
                  struct reader **out, struct err *err)
{
    struct generation now;

    *out = NULL;
    if (!generation_current(job, data, &now, err))
        return false;
    return (before && before->generation.number == now.number) || reader_open(&now, out, err);
}

bool reader_newer(const char *data, const struct reader *before, struct reader **out,
                  struct err *err)
{
    struct arena *job = arena_new();
    bool ok = newer(job, data, before, out, err);

    arena_free(job);
    return ok;
}

bool reader_open_in(const char *data, uint64_t number, struct reader **out, struct err *err)
{
    struct arena *job = arena_new();
    struct generation g = {number, generation_path(job, data, number)};
    bool ok = (number || generation_current(job, data, &g, err)) && reader_open(&g, out, err);

    arena_free(job);
    return ok;
}

bool reader_document(struct reader *r, struct arena *job, uint32_t document, struct article *out,
                     struct err *err)
{
    struct slice record;

    return records_read(r->records, job, document, &record, err) &&
           article_parse(job, record, out, err);
}

bool reader_article(struct reader *r, struct arena *job, struct slice id, struct article *out,
                    struct err *err)
{
    uint32_t document;

    if (id.len == 0 || id.len > article_id_max ||
        !xap_document_of(r->index, schema_exact_term(job, PREFIX_ID, id), &document, err))
        return err_set(err, ERR_NOT_FOUND, "there is no article '%.*s'", SLICE_ARG(id));
    return reader_document(r, job, document, out, err);
}

bool reader_audiences(const struct reader *r, struct arena *job, struct texts *out, struct err *err)
{
    struct xap_tally *terms;
    size_t count;

    if (!xap_terms(r->index, job, SLICE("A"), reader_audiences_most, &terms, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        texts_add(job, out, (struct slice){terms[i].text.ptr + 1, terms[i].text.len - 1});
    return true;
}

bool reader_audience(struct reader *r, struct arena *job, struct slice id, struct slice *out,
                     struct err *err)
{
    uint32_t document;

    return xap_document_of(r->index, schema_exact_term(job, PREFIX_ID, id), &document, err) &&
           xap_value(r->index, job, document, SLOT_AUDIENCE, out, err);
}

bool reader_article_of_file(struct reader *r, struct arena *job, struct slice path,
                            struct article *out, struct err *err)
{
    uint32_t document;

    return xap_document_of(r->index, schema_exact_term(job, PREFIX_PATH, path), &document, err) &&
           reader_document(r, job, document, out, err);
}
