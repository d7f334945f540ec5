/* publish.c - see publish.h */
#include "indexer/publish.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/file.h"
#include "base/sign.h"
#include "base/version.h"
#include "engine/search.h"

enum { sample_most = 25, sources_max = 64 * 1024 };

static bool step(const char *name, struct err *err)
{
    if (fault_here(name))
        return err_sys(err, "publishing stopped at %s", name);
    return true;
}

static bool stale_folder(const char *name)
{
    size_t len = strlen(name);

    return strncmp(name, "gen-", 4) == 0 && len > 4 && strcmp(name + len - 4, ".tmp") == 0;
}

/* Removes unfinished generations and finds the highest number in use. */
static bool clear_and_count(struct arena *job, const char *data, uint64_t *highest, struct err *err)
{
    const char *folder = generation_folder(job, data), **names;
    size_t count;

    *highest = 0;
    if (!file_list(job, folder, &names, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        uint64_t n;

        if (stale_folder(names[i])) {
            if (!file_remove(arena_printf(job, "%s/%s", folder, names[i]), err))
                return false;
        } else if (strncmp(names[i], "gen-", 4) == 0 &&
                   slice_to_count(slice_of(names[i] + 4), &n) && n > *highest) {
            *highest = n;
        }
    }
    return true;
}

static void note_before(struct publication *p)
{
    struct err ignored;
    struct manifest m;

    if (!generation_current(p->life, p->data, &p->before, &ignored))
        p->before.number = 0;
    else if (manifest_read(p->life, &p->before, &m, &ignored))
        p->articles_before = m.documents;
}

static bool built_from(struct arena *job, const struct generation *g, const struct build *b)
{
    struct manifest m;
    struct err ignored;

    return manifest_read(job, g, &m, &ignored) && m.engine == engine_version &&
           slice_is(json_text(json_member(m.root, "state")), b->state) &&
           slice_is(json_text(json_member(m.root, "program")), KLADEZ_VERSION);
}

uint64_t publish_unchanged(const struct build *b)
{
    struct arena *job = arena_new();
    struct generation current;
    struct err ignored;
    uint64_t number = 0;

    if (generation_current(job, b->data, &current, &ignored) && built_from(job, &current, b))
        number = current.number;
    arena_free(job);
    return number;
}

bool publish_begin(struct arena *life, const char *data, struct publication *out, struct err *err)
{
    struct publication p = {.life = life, .data = data};
    uint64_t highest;

    if (!clear_and_count(life, data, &highest, err))
        return false;
    note_before(&p);
    p.next.number = highest + 1;
    p.next.path = arena_printf(life, "%s.tmp", generation_path(life, data, p.next.number));
    if (!file_make_folder(p.next.path, err) || !step("publish.1", err))
        return false;
    *out = p;
    return true;
}

/* ---- manifest ---- */

static bool add_files(const struct publication *p, struct arena *job, struct json *into,
                      struct err *err)
{
    struct json *files = json_add_object(into, "files");
    const char **names;
    size_t count;

    if (!file_list(job, p->next.path, &names, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        const char *path = arena_printf(job, "%s/%s", p->next.path, names[i]);
        struct json *file;
        struct file_info info;
        char hash[sign_hex_size];

        if (strcmp(names[i], GENERATION_MANIFEST) == 0)
            continue;
        if (!file_info(path, &info, err) || !sign_sha256_file(path, hash, err))
            return false;
        file = json_add_object(files, names[i]);
        json_add_number(file, "size", (double)info.size);
        json_add_text(file, "sha256", slice_of(hash));
    }
    return true;
}

/* Number and mean length of the documents of a language. */
static bool add_language(struct xap_reader *index, struct arena *job, const char *code,
                         struct json *languages, struct err *err)
{
    struct json *o = json_add_object(languages, code);
    uint32_t *documents;
    size_t count;
    double sum = 0, length;

    if (!xap_documents_of(index, job, schema_exact_term(job, "L", slice_of(code)), &documents,
                          &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!xap_length(index, documents[i], &length, err))
            return false;
        sum += length;
    }
    json_add_number(o, "documents", (double)count);
    json_add_number(o, "meanLength", count ? sum / (double)count : 0);
    return true;
}

static bool add_languages(const struct publication *p, struct arena *job, struct json *into,
                          struct err *err)
{
    const char *path = arena_printf(job, "%s/" GENERATION_INDEX, p->next.path);
    struct xap_reader *index = xap_reader_open(&path, 1, err);
    struct json *languages = json_add_object(into, "languages");
    bool ok = index != NULL;

    for (int l = 0; ok && l < language_count; l++)
        ok = add_language(index, job, language_code((enum language)l), languages, err);
    xap_reader_close(index);
    return ok;
}

static bool write_manifest(const struct publication *p, struct arena *job, const struct build *b,
                           bool sealed, struct err *err)
{
    const struct build_counts *counts = &b->counts;
    struct json *o = json_object(job), *sources;
    char time[clock_text_size];

    clock_print(clock_now(), time);
    json_add_number(o, "generation", (double)p->next.number);
    json_add_number(o, "engine", engine_version);
    json_add_text(o, "program", SLICE(KLADEZ_VERSION));
    json_add_text(o, "state", slice_of(b->state));
    json_add_number(o, "builtAt", (double)clock_now());
    json_add_text(o, "built", slice_of(time));
    json_add_number(o, "documents", (double)counts->articles);
    json_add_number(o, "refused", (double)counts->refused);
    json_add_number(o, "added", (double)counts->added);
    json_add_number(o, "changed", (double)counts->changed);
    json_add_number(o, "removed", (double)counts->removed);
    sources = json_add_array(o, "sources");
    for (size_t i = 0; i < p->source_count; i++)
        json_add_text(sources, NULL, slice_of(p->sources[i]));
    if (!add_languages(p, job, o, err) || (sealed && !add_files(p, job, o, err)))
        return false;
    return file_replace(arena_printf(job, "%s/" GENERATION_MANIFEST, p->next.path),
                        json_print(job, o), 0666, err);
}

bool publish_manifest(const struct publication *p, const struct build *b, bool sealed,
                      struct err *err)
{
    struct arena *job = arena_new();
    bool ok =
        step(sealed ? "publish.3" : "publish.2", err) && write_manifest(p, job, b, sealed, err);

    arena_free(job);
    return ok;
}

/* ---- check ---- */

/* Searching for the title of an article, in its own language's audience, finds it. */
static bool check_title(struct reader *r, struct arena *job, uint32_t document, struct err *err)
{
    struct article a;
    struct texts audience = {0};
    struct search_request request = {.limit = search_hits_max, .distinct = SLOT_NONE};
    struct search_result found;

    if (!reader_document(r, job, document, &a, err))
        return false;
    texts_add(job, &audience, a.audience);
    request.text = a.title;
    request.audiences = &audience;
    request.finished = true;
    if (!search_run(r, job, &request, &found, err))
        return false;
    for (size_t i = 0; i < found.count; i++)
        if (found.hits[i].document == document)
            return true;
    if (found.total > search_hits_max || found.query.word_count == 0)
        return true;
    for (size_t i = 0; i < found.query.word_count; i++)
        if (found.query.words[i].excluded) /* a title such as "-1 is not a number" */
            return true;
    return err_set(err, ERR_CONFLICT, "the article '%.*s' is not found by its own title",
                   SLICE_ARG(a.id));
}

static bool check_sample(struct reader *r, struct err *err)
{
    struct arena *job = arena_new();
    uint32_t *documents;
    size_t count, stride;
    bool ok = xap_documents_of(r->index, job, SLICE(""), &documents, &count, err);

    stride = ok && count > sample_most ? count / sample_most : 1;
    for (size_t i = 0; ok && i < count; i += stride) {
        struct arena *one = arena_new();

        ok = check_title(r, one, documents[i], err);
        arena_free(one);
    }
    arena_free(job);
    return ok;
}

static bool check_counts(const struct publication *p, const struct build_counts *counts,
                         const struct reader *r, struct err *err)
{
    if (r->size.documents != counts->articles)
        return err_set(err, ERR_CONFLICT, "the index holds %zu articles instead of %zu",
                       r->size.documents, counts->articles);
    if (counts->articles == 0)
        return err_set(err, ERR_CONFLICT, "no article could be indexed: nothing is published%s",
                       p->before.number ? ", the last generation stays" : "");
    if (counts->articles < p->articles_before / 2 && !p->allow_shrink)
        return err_set(err, ERR_CONFLICT,
                       "only %zu of %" PRIu64 " articles are left: nothing is published. If that "
                       "is meant, add --allow-shrink",
                       counts->articles, p->articles_before);
    return true;
}

bool publish_check(const struct publication *p, const struct build_counts *counts, struct err *err)
{
    struct reader *r = NULL;
    bool ok = step("publish.4", err) && reader_open(&p->next, &r, err) &&
              check_counts(p, counts, r, err) && check_sample(r, err);

    reader_close(r);
    return ok;
}

/* ---- switch ---- */

static bool make_durable(const struct publication *p, struct arena *job, struct err *err)
{
    const char **names;
    size_t count;

    if (!file_list(job, p->next.path, &names, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!file_sync(arena_printf(job, "%s/%s", p->next.path, names[i]), err))
            return false;
    return file_sync(p->next.path, err);
}

static bool point_at(struct arena *job, const char *data, uint64_t number, struct err *err)
{
    const char *folder = generation_folder(job, data);

    return file_link(arena_printf(job, "gen-%06" PRIu64, number),
                     arena_printf(job, "%s/current", folder), err) &&
           file_sync(folder, err);
}

/* The newest stay, and what is published stays. A server that has an older one open keeps
 * reading it: the system frees files only when nobody reads them. */
static bool remove_old(struct arena *job, const char *data, uint64_t published, struct err *err)
{
    struct generation *list;
    size_t count;

    if (!generation_list(job, data, &list, &count, err))
        return false;
    for (size_t i = 0; i + publish_keep < count; i++)
        if (list[i].number != published && !file_remove(list[i].path, err))
            return false;
    return true;
}

static bool switch_in(const struct publication *p, struct arena *job, struct err *err)
{
    uint64_t number = p->next.number;

    if (!step("publish.5", err) || !make_durable(p, job, err) || !step("publish.6", err) ||
        !file_rename(p->next.path, generation_path(job, p->data, number), err) ||
        !file_sync(generation_folder(job, p->data), err) || !step("publish.7", err) ||
        !point_at(job, p->data, number, err))
        return false;
    return step("publish.8", err);
}

bool publish_switch(const struct publication *p, struct err *err)
{
    struct arena *job = arena_new();
    bool ok = switch_in(p, job, err);

    arena_free(job);
    return ok;
}

bool publish_tidy(const struct publication *p, struct err *err)
{
    struct arena *job = arena_new();
    bool ok = remove_old(job, p->data, p->next.number, err) && step("publish.9", err);

    arena_free(job);
    return ok;
}

void publish_abandon(const struct publication *p)
{
    struct err ignored;

    file_remove(p->next.path, &ignored);
}

static bool rollback_in(struct arena *job, const char *data, uint64_t number, struct err *err)
{
    struct generation g = {number, generation_path(job, data, number)};
    struct reader *r;

    if (!file_exists(arena_printf(job, "%s/" GENERATION_MANIFEST, g.path)))
        return err_set(err, ERR_NOT_FOUND,
                       "there is no generation %" PRIu64 " in %s: 'kladez generations' lists them",
                       number, data);
    if (!reader_open(&g, &r, err))
        return false;
    reader_close(r);
    return point_at(job, data, number, err);
}

bool publish_rollback(const char *data, uint64_t number, struct err *err)
{
    struct arena *job = arena_new();
    bool ok = rollback_in(job, data, number, err);

    arena_free(job);
    return ok;
}

/* ---- sources ---- */

bool publish_remember_sources(const char *data, const char *const *sources, size_t count,
                              struct err *err)
{
    struct arena *job = arena_new();
    struct json *o = json_object(job), *list = json_add_array(o, "sources");
    bool ok;

    for (size_t i = 0; i < count; i++) {
        char *whole = realpath(sources[i], NULL);

        json_add_text(list, NULL, slice_of(whole ? whole : sources[i]));
        free(whole);
    }
    ok = file_replace(generation_sources(job, data), json_print(job, o), 0666, err);
    arena_free(job);
    return ok;
}

bool publish_recall_sources(struct arena *job, const char *data, const char ***sources,
                            size_t *count, struct err *err)
{
    struct slice text;
    const struct json *root;
    const char *path = generation_sources(job, data);

    if (!file_read(job, path, sources_max, &text, err)) {
        if (err->code == ERR_NOT_FOUND)
            err_set(err, ERR_INPUT,
                    "name the folders or files to index: nothing was indexed "
                    "into %s before",
                    data);
        return false;
    }
    if (!json_parse(job, text, &root, err))
        return err_in(err, "%s", path);
    *sources = NULL;
    *count = 0;
    for (const struct json *i = json_first(json_member(root, "sources")); i; i = json_next(i)) {
        *sources = arena_room(job, *sources, *count, sizeof **sources);
        (*sources)[(*count)++] = slice_cstr(job, json_text(i));
    }
    return true;
}
