/* trial.c - see trial.h */
#include "engine/index/trial.h"

#include "base/file.h"
#include "engine/article/terms.h"
#include "engine/index/forward_build.h"
#include "engine/index/xap_write.h"

enum { databases = 2 };

struct trial {
    struct arena *life;
    const char *folder;
    struct reader *reader;
    struct forward_builder *words;
    bool *hidden; /* by document number of the generation's index */
    uint32_t hidden_size;
};

static bool write_changed(struct trial *t, const char *index, const struct article *changed,
                          size_t count, struct err *err)
{
    struct xap_writer *w = xap_writer_open(index, true, err);
    bool ok = w != NULL;

    for (size_t i = 0; ok && i < count; i++) {
        struct arena *job = arena_new();
        struct tokens tokens = tokens_of(job, &changed[i]);
        struct document d = terms_of(job, t->reader->stemmer, &changed[i], &tokens);
        uint32_t document = t->hidden_size + (uint32_t)i + 1; /* used in no other database */

        ok = xap_put(w, &d, &document, err) &&
             forward_builder_add(
                 t->words,
                 &(struct forward_article){changed[i].id, changed[i].lang, &tokens, &d, SLICE("")},
                 err);
        arena_free(job);
    }
    ok = ok && xap_commit(w, err);
    xap_writer_close(w);
    return ok;
}

static bool hide_originals(struct trial *t, const struct article *changed, size_t count,
                           struct err *err)
{
    uint32_t *documents;
    size_t n;

    if (!xap_documents_of(t->reader->index, t->life, SLICE(""), &documents, &n, err))
        return false;
    t->hidden_size = n ? documents[n - 1] + 1 : 0;
    t->hidden = ARENA_ARRAY(t->life, bool, t->hidden_size);
    for (size_t i = 0; i < count; i++) {
        struct slice term = schema_exact_term(t->life, PREFIX_ID, changed[i].id);
        uint32_t document;

        if (!xap_document_of(t->reader->index, term, &document, err))
            return false;
        t->hidden[document] = true;
    }
    return true;
}

/* From here on the reader searches both indexes. */
static bool join(struct trial *t, const struct generation *g, const char *index, struct err *err)
{
    const char *paths[databases] = {arena_printf(t->life, "%s/" GENERATION_INDEX, g->path), index};
    const char *forward = arena_printf(t->life, "%s/forward", t->folder);
    struct xap_reader *changed = xap_reader_open(&index, 1, err), *both;
    const char *postings = arena_printf(t->life, "%s/postings", t->folder);
    struct postings *stems;
    struct forward *part;
    bool ok = changed && forward_builder_collect(t->words, changed, err) &&
              forward_builder_write(t->words, forward, err) &&
              forward_open(t->reader->life, forward, &part, err) &&
              forward_builder_write_postings(t->words, postings, err) &&
              postings_open(t->reader->life, postings, &stems, err);

    xap_reader_close(changed);
    if (!ok)
        return false;
    both = xap_reader_open(paths, databases, err);
    if (!both)
        return false;
    xap_reader_close(t->reader->index);
    t->reader->index = both;
    t->reader->forward.parts[t->reader->forward.count++] = part;
    t->reader->postings.parts[t->reader->postings.count++] = stems;
    return true;
}

static bool begin_words(struct trial *t, struct err *err)
{
    t->words = forward_builder_new(t->life, arena_printf(t->life, "%s/forward.tmp", t->folder),
                                   t->reader->vocabulary, NULL, err);
    return t->words != NULL;
}

static bool open_in(struct trial *t, const struct generation *g, const struct article *changed,
                    size_t count, struct err *err)
{
    const char *index = arena_printf(t->life, "%s/index", t->folder);

    return reader_open(g, &t->reader, err) && hide_originals(t, changed, count, err) &&
           file_make_folder(t->folder, err) && begin_words(t, err) &&
           write_changed(t, index, changed, count, err) && join(t, g, index, err);
}

bool trial_open(const struct generation *g, const char *folder, const struct article *changed,
                size_t count, struct trial **out, struct err *err)
{
    struct arena *life = arena_new();
    struct trial *t = ARENA_NEW(life, struct trial);

    t->life = life;
    t->folder = slice_cstr(life, slice_of(folder));
    if (!open_in(t, g, changed, count, err)) {
        trial_close(t);
        return false;
    }
    *out = t;
    return true;
}

void trial_close(struct trial *t)
{
    struct err ignored;

    if (!t)
        return;
    reader_close(t->reader);
    file_remove(t->folder, &ignored);
    arena_free(t->life);
}

struct reader *trial_reader(const struct trial *t)
{
    return t->reader;
}

bool trial_accept(void *trial, uint32_t document)
{
    const struct trial *t = trial;

    return document >= t->hidden_size || !t->hidden[document];
}
