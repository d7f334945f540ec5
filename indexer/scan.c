/* scan.c - see scan.h */
#include "indexer/scan.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/map.h"
#include "base/yaml.h"
#include "indexer/markdown.h"

enum { front_max = 64 * 1024 };

static const struct {
    const char *ending;
    enum file_kind kind;
} endings[] = {
    {".md", FILE_MARKDOWN}, {".markdown", FILE_MARKDOWN}, {".html", FILE_HTML}, {".htm", FILE_HTML},
    {".jsonl", FILE_JSONL}, {".ndjson", FILE_JSONL},      {".json", FILE_JSON}, {".csv", FILE_CSV},
};

static const struct {
    const char *name;
    enum words_kind kind;
} words_names[] = {
    {"synonyms.txt", WORDS_SYNONYMS},
    {"stopwords.txt", WORDS_STOPS},
    {"pins.txt", WORDS_PINS},
    {"questions.txt", WORDS_QUESTIONS},
};

struct scanning {
    struct scan *scan;
    struct report *report;
    const char *root;
};

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static const char *ending_of(const char *path)
{
    const char *name = name_of(path), *dot = strrchr(name, '.');

    return dot && dot > name ? dot : "";
}

static bool kind_of(const char *path, enum file_kind *kind)
{
    const char *ending = ending_of(path);

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (strcasecmp(ending, endings[i].ending) == 0) {
            *kind = endings[i].kind;
            return true;
        }
    return false;
}

/* The first folder named after a language, the source's own name included. */
static void find_language(const char *root, struct source_file *f)
{
    const char *from = strrchr(root, '/');
    struct slice rest = slice_of(f->path + (from ? from - root + 1 : 0));

    while (rest.ptr && !f->has_lang) {
        struct slice part = slice_cut(&rest, '/');

        f->has_lang = rest.ptr && language_parse(part, &f->lang);
        f->lang_at = (size_t)(part.ptr - f->path);
    }
}

static void note_other_kind(struct scan *scan, const char *path)
{
    struct slice ending = slice_of(ending_of(path));

    scan->passed_over++;
    if (ending.len && !texts_have(&scan->passed_kinds, ending) && scan->passed_kinds.count < 20)
        texts_add(scan->arena, &scan->passed_kinds, slice_copy(scan->arena, ending));
}

static struct slice id_of(const char *root, const char *path)
{
    size_t skip = strlen(root);
    struct slice id;

    if (path[skip] == '/')
        skip++;
    if (path[skip] == 0) { /* the source is this file */
        skip = (size_t)(name_of(path) - path);
    }
    id = slice_of(path + skip);
    id.len -= strlen(ending_of(path));
    return id;
}

static void on_file(void *self, const char *path, const struct file_info *info)
{
    struct scanning *s = self;
    struct scan *scan = s->scan;
    struct source_file f = {.path = path, .size = info->size, .modified = info->modified};

    if (!kind_of(path, &f.kind)) {
        note_other_kind(scan, path);
        return;
    }
    f.id = id_of(s->root, path);
    find_language(s->root, &f);
    scan->files = arena_room(scan->arena, scan->files, scan->count, sizeof f);
    scan->files[scan->count++] = f;
    scan->bytes += info->size;
}

static void on_trouble(void *self, const char *path, const struct err *err)
{
    struct scanning *s = self;

    report_err(s->report, path, 0, err);
}

/* A data folder among the articles, as where somebody indexes the folder he works in: what is in
 * it are no articles, and each run would change it. */
static bool is_no_data(const char *folder)
{
    struct arena *job = arena_new();
    bool is_data = file_exists(arena_printf(job, "%s/index/lock", folder));

    arena_free(job);
    return !is_data;
}

static void scan_root(struct scanning *s, const char *root)
{
    struct file_walk visit = {on_file, on_trouble, s, is_no_data};

    s->root = root;
    file_walk(s->scan->arena, root, &visit);
}

static bool words_kind_of(const char *path, enum words_kind *kind)
{
    for (size_t i = 0; i < sizeof words_names / sizeof *words_names; i++)
        if (strcasecmp(name_of(path), words_names[i].name) == 0) {
            *kind = words_names[i].kind;
            return true;
        }
    return false;
}

/* Another text file may be one whose name was misspelt. */
static void on_words_file(void *self, const char *path, const struct file_info *info)
{
    struct scanning *s = self;
    struct scan *scan = s->scan;
    struct words_file f = {.path = path, .size = info->size, .modified = info->modified};

    if (!words_kind_of(path, &f.kind)) {
        note_other_kind(scan, path);
        if (strcasecmp(ending_of(path), ".txt") == 0)
            report_add(s->report, FINDING_WARNING, path, 0,
                       "passed over: files of words are synonyms.txt, stopwords.txt, pins.txt and "
                       "questions.txt");
        return;
    }
    scan->words = arena_room(scan->arena, scan->words, scan->words_count, sizeof f);
    scan->words[scan->words_count++] = f;
}

static void scan_words(struct scanning *s, const char *folder)
{
    struct file_walk visit = {on_words_file, on_trouble, s, NULL};

    if (file_exists(folder))
        file_walk(s->scan->arena, folder, &visit);
}

/* Where the same article would stand in the other language. */
static const char *twin_path(struct arena *job, const struct source_file *f)
{
    enum language other = f->lang == LANGUAGE_RU ? LANGUAGE_EN : LANGUAGE_RU;

    if (!f->has_lang)
        return NULL;
    return arena_printf(job, "%.*s%s%s", (int)f->lang_at, f->path, language_code(other),
                        f->path + f->lang_at + strlen(language_code(f->lang)));
}

static void find_twins(struct scan *scan)
{
    struct map by_path = map_new(scan->arena);

    for (size_t i = 0; i < scan->count; i++)
        map_put(&by_path, slice_of(scan->files[i].path), &scan->files[i]);
    for (size_t i = 0; i < scan->count; i++) {
        struct source_file *f = &scan->files[i];
        const char *path = twin_path(scan->arena, f);

        if (path && map_find(&by_path, slice_of(path)))
            f->twin = path;
    }
}

static bool add_source(struct scanning *s, const char *source, struct err *err)
{
    struct arena *job = s->scan->arena;
    const char *articles, *questions;
    struct file_info info;
    char *root = (char *)slice_cstr(job, slice_of(source));

    if (!file_info(source, &info, err))
        return err_in(err, "source");
    for (size_t n = strlen(root); n > 1 && root[n - 1] == '/'; n--)
        root[n - 1] = 0;
    articles = arena_printf(job, "%s/articles", root);
    questions = arena_printf(job, "%s/questions", root);
    if (!info.is_folder || !file_exists(articles)) {
        scan_root(s, root);
        return true;
    }
    if (file_exists(questions))
        texts_add(job, &s->scan->question_folders, slice_of(questions));
    scan_words(s, arena_printf(job, "%s/words", root));
    scan_root(s, articles);
    return true;
}

bool scan_sources(struct arena *job, const char *const *sources, size_t count,
                  struct report *report, struct scan *out, struct err *err)
{
    struct scan scan = {.arena = job};
    struct scanning s = {.scan = &scan, .report = report};

    for (size_t i = 0; i < count; i++)
        if (!add_source(&s, sources[i], err))
            return false;
    find_twins(&scan);
    *out = scan;
    return true;
}

void scan_learned(struct scan *scan, const char *data, struct report *report)
{
    struct scanning s = {.scan = scan, .report = report};

    scan_words(&s, arena_printf(scan->arena, "%s/learned", data));
}

/* What tells one state of a file from another. */
static void add_state(struct arena *job, struct slice **parts, const char *path, uint64_t size,
                      int64_t modified)
{
    *(*parts)++ = slice_of(path);
    *(*parts)++ = slice_of(arena_printf(job, "%" PRIu64 " %" PRId64, size, modified));
}

struct sign_hash scan_hash(const struct scan *scan)
{
    struct arena *job = arena_new();
    size_t count = 2 * (scan->count + scan->words_count);
    struct slice *parts = ARENA_ARRAY(job, struct slice, count), *next = parts;
    struct sign_hash hash;

    for (size_t i = 0; i < scan->count; i++)
        add_state(job, &next, scan->files[i].path, scan->files[i].size, scan->files[i].modified);
    for (size_t i = 0; i < scan->words_count; i++)
        add_state(job, &next, scan->words[i].path, scan->words[i].size, scan->words[i].modified);
    hash = sign_content(parts, count);
    arena_free(job);
    return hash;
}

/* The id of the article in a file of one article: from its front matter, else its place. */
static struct slice id_in_file(struct arena *job, const struct source_file *f, const char *path)
{
    struct err ignored;
    struct slice text, body, id;
    struct front front;
    const struct json *fields;
    unsigned line;
    size_t prefix = (size_t)(f->id.ptr - f->path);

    id = slice_of(path + prefix);
    id.len -= strlen(ending_of(path));
    if (file_read(job, path, read_file_max, &text, &ignored) && read_check_text(&text, &ignored) &&
        markdown_front(text, &front, &body, &line, &ignored) &&
        yaml_parse(job, front.text, front.line, &fields, &ignored) &&
        json_text(json_member(fields, "id")).len)
        id = slice_trim(json_text(json_member(fields, "id")));
    return id;
}

/* What is known of a record before it is read. */
struct taking {
    const struct source_file *file;
    struct report *report;
    void (*take)(void *self, const struct record *record);
    void *self;
};

static struct record record_of(const struct source_file *f, enum record_kind kind, struct slice raw,
                               unsigned line)
{
    return (struct record){.kind = kind,
                           .where = {.path = f->path,
                                     .line = line,
                                     .lang = f->has_lang ? &f->lang : NULL,
                                     .modified = f->modified},
                           .raw = raw};
}

static void on_record(void *self, struct slice raw, unsigned line)
{
    struct taking *t = self;
    struct record record = record_of(t->file, RECORD_JSON, raw, line);

    t->take(t->self, &record);
}

static void on_refused(void *self, const struct err *err)
{
    struct taking *t = self;

    report_err(t->report, t->file->path, 0, err);
}

static bool read_single(struct arena *job, struct taking *t, struct err *err)
{
    const struct source_file *f = t->file;
    struct record record;
    struct slice raw;

    if (f->size > read_file_max)
        return err_set(err, ERR_INPUT, "%.1f MiB: an article may have at most %d MiB",
                       (double)f->size / (1 << 20), read_file_max >> 20);
    if (!file_read(job, f->path, read_file_max, &raw, err))
        return false;
    record = record_of(f, f->kind == FILE_HTML ? RECORD_HTML : RECORD_MARKDOWN, raw, 0);
    record.where.id = f->id;
    record.where.source = slice_of(f->id.ptr);
    if (f->twin)
        record.where.translation_of = id_in_file(job, f, f->twin);
    t->take(t->self, &record);
    return true;
}

void scan_records(const struct source_file *f, struct report *report,
                  void (*take)(void *self, const struct record *record), void *self)
{
    struct arena *job = arena_new();
    struct taking t = {f, report, take, self};
    struct record_taker taker = {on_record, on_refused, &t};
    struct err err;
    bool ok = false;

    switch (f->kind) {
    case FILE_MARKDOWN:
    case FILE_HTML: ok = read_single(job, &t, &err); break;
    case FILE_JSONL: ok = read_jsonl(f->path, &taker, &err); break;
    case FILE_JSON: ok = read_json(f->path, &taker, &err); break;
    case FILE_CSV: ok = read_csv(f->path, &taker, &err); break;
    }
    if (!ok)
        report_err(report, f->path, 0, &err);
    arena_free(job);
}
