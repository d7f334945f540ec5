/* lint.c - see lint.h */
#include "indexer/lint.h"

#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/map.h"
#include "base/utf8.h"
#include "engine/measure/questions.h"
#include "indexer/markdown.h"
#include "indexer/wordlists.h"
#include "text/words.h"

/* What is remembered of each article for the checks between articles. */
struct seen {
    const char *path;
    unsigned line;
    struct slice id;
};

struct linting {
    struct arena *life;
    struct report *report;
    struct lint_counts *counts;
    struct map ids, titles, questions; /* of struct seen */
};

static const char *place_of(struct arena *life, const struct seen *s)
{
    return s->line ? arena_printf(life, "%s:%u", s->path, s->line) : s->path;
}

/* The first to use the key is remembered; `what` is said of the second. */
static void check_unique(struct linting *l, struct map *map, struct slice key,
                         const struct record *r, enum finding_kind kind, const char *what)
{
    struct seen *first = map_find(map, key);

    if (first) {
        report_add(l->report, kind, r->where.path, r->where.line, "%s '%.*s' is already used in %s",
                   what, SLICE_ARG(key), place_of(l->life, first));
        return;
    }
    first = ARENA_NEW(l->life, struct seen);
    *first = (struct seen){.path = r->where.path, .line = r->where.line};
    map_put(map, slice_copy(l->life, key), first);
}

/* The article's own; words ask for the first that has them. */
static void note_questions(struct linting *l, const struct record *r, const struct article *a)
{
    struct seen *here = ARENA_NEW(l->life, struct seen);

    *here = (struct seen){r->where.path, r->where.line, slice_copy(l->life, a->id)};
    for (size_t i = 0; i < a->questions.count; i++) {
        struct slice norm = words_join(l->life, a->questions.items[i], wordlists_line_max);

        if (!map_find(&l->questions, norm))
            map_put(&l->questions, norm, here);
    }
}

/* Those that are nearly a field were warned of while reading. */
static void check_attributes(struct linting *l, const struct origin *where, const struct article *a)
{
    for (const struct json *i = json_first(a->attributes); i; i = json_next(i))
        if (!fields_meant(json_name(i)))
            report_add(l->report, FINDING_ADVICE, where->path, fields_line(where, json_name(i).ptr),
                       "'%.*s' is not a field of Kladez: kept as an attribute",
                       SLICE_ARG(json_name(i)));
}

/* What was meant as a list is one tag that nobody looks for. */
static void check_tags(struct linting *l, const struct origin *where, const struct article *a)
{
    struct slice tag = a->tags.count == 1 ? a->tags.items[0] : SLICE("");

    if (slice_find(tag, ',') != tag.len)
        report_add(l->report, FINDING_ADVICE, where->path, fields_line(where, "tags"),
                   "'%.*s' is one tag: several are a list, [a, b], or in CSV a line each",
                   SLICE_ARG(utf8_cut(tag, 80)));
}

/* ---- links ---- */

struct links {
    struct linting *l;
    const char *path;
    unsigned before; /* lines above the body */
};

static bool is_relative(struct slice target)
{
    return target.len && target.ptr[0] != '/' && target.ptr[0] != '#' &&
           slice_find(target, ':') == target.len;
}

static void on_link(void *self, const struct markdown_link *link)
{
    const struct links *links = self;
    const char *slash = strrchr(links->path, '/'), *file;
    unsigned line = link->line + links->before;
    struct report *report = links->l->report;
    struct slice path = link->target;

    path = slice_cut(&path, '#');
    if (!is_relative(path))
        return;
    file = arena_printf(links->l->life, "%.*s/%.*s", slash ? (int)(slash - links->path) : 1,
                        slash ? links->path : ".", SLICE_ARG(path));
    if (link->is_image)
        report_add(report, FINDING_ADVICE, links->path, line,
                   "the picture '%.*s' is not shown, only its description: it needs an address, "
                   "https://… or /…",
                   SLICE_ARG(link->target));
    else if (!file_exists(file))
        report_add(report, FINDING_ADVICE, links->path, line,
                   "the link leads to '%.*s', which is not there", SLICE_ARG(link->target));
}

static void check_links(struct linting *l, const struct record *r, struct front *front)
{
    struct links links = {l, r->where.path, 0};
    struct slice body;
    unsigned line;
    struct err ignored;

    *front = (struct front){SLICE(""), 1};
    if (r->kind != RECORD_MARKDOWN || !markdown_front(r->raw, front, &body, &line, &ignored))
        return;
    links.before = line - 1;
    markdown_links(body, on_link, &links);
}

/* ---- one article ---- */

static void check_sections(struct linting *l, const struct record *r, const struct article *a)
{
    for (size_t i = 0; i < a->section_count; i++) {
        const struct section *s = &a->sections[i];
        bool parent = i + 1 < a->section_count && a->sections[i + 1].level > s->level;

        if (s->text.len == 0 && !parent)
            report_add(l->report, FINDING_ADVICE, r->where.path, r->where.line,
                       "there is nothing under the heading '%.*s'", SLICE_ARG(s->heading));
    }
}

static void check_article(struct linting *l, const struct record *r, const struct article *a)
{
    struct origin where = r->where;
    struct slice title = words_join(l->life, a->title, article_title_max * 2);
    struct slice named =
        slice_of(arena_printf(l->life, "%s %.*s", language_code(a->lang), SLICE_ARG(title)));

    l->counts->articles++;
    l->counts->without_questions += a->questions.count == 0;
    l->counts->without_translation += a->translation_of.len == 0;
    check_unique(l, &l->ids, a->id, r, FINDING_REFUSED, "the id");
    check_unique(l, &l->titles, named, r, FINDING_ADVICE, "the title");
    if (a->review_by && a->review_by < clock_now())
        report_add(l->report, FINDING_ADVICE, r->where.path, r->where.line,
                   "its review is overdue (reviewBy)");
    note_questions(l, r, a);
    check_links(l, r, &where.front);
    check_attributes(l, &where, a);
    check_tags(l, &where, a);
    check_sections(l, r, a);
}

static void on_record(void *self, const struct record *record)
{
    struct linting *l = self;
    struct record checked =
        *record; /* without a byte order mark, which would hide the front matter */
    struct arena *job = arena_new();
    struct report report;
    struct article a;
    struct err err;
    bool draft;

    report_start(&report, job);
    if (read_check_text(&checked.raw, &err) &&
        read_article(job, &checked, &report, &a, &draft, &err))
        check_article(l, &checked, &a);
    else
        report_err(l->report, record->where.path, record->where.line, &err);
    report_take(l->report, &report);
    arena_free(job);
}

/* ---- questions ---- */

static void check_questions(struct linting *l, const char *path)
{
    struct questions all = {0};
    struct err err;

    if (!questions_read_file(l->life, path, &all, &err))
        report_err(l->report, path, 0, &err);
    for (size_t i = 0; i < all.count; i++)
        for (size_t k = 0; k < all.items[i].relevant.count; k++)
            if (!map_find(&l->ids, all.items[i].relevant.items[k]))
                report_add(l->report, FINDING_ADVICE, path, all.items[i].line,
                           "the question is about the article '%.*s', which is not there",
                           SLICE_ARG(all.items[i].relevant.items[k]));
}

static void check_question_folder(struct linting *l, const char *folder)
{
    struct texts files = {0};
    struct err err;

    if (!questions_files(l->life, folder, &files, &err))
        report_err(l->report, folder, 0, &err);
    for (size_t i = 0; i < files.count; i++)
        check_questions(l, files.items[i].ptr);
}

/* ---- words ---- */

/* Questions of editors' words that an article asks itself. */
static void check_asked_twice(struct linting *l, const struct words_questions *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct words_question *q = &list->items[i];
        const struct seen *own = map_find(&l->questions, q->norm);

        if (own)
            report_add(l->report, FINDING_ADVICE, q->place.path, q->place.line,
                       slice_eq(own->id, q->id) ? "the article asks this itself, in %s"
                                                : "this is a question of another article, in %s",
                       place_of(l->life, own));
    }
}

static void check_words(struct linting *l, const struct scan *scan)
{
    struct wordlists lists;

    wordlists_read(l->life, scan, l->report, &lists);
    wordlists_check_ids(&lists, &l->ids, l->report);
    wordlists_check_dates(&lists, clock_now(), l->report);
    words_questions_check(&lists.questions, &l->ids, l->report);
    check_asked_twice(l, &lists.questions);
}

void lint_sources(struct arena *job, const struct scan *scan, struct report *report,
                  struct lint_counts *counts)
{
    struct linting l = {.life = job,
                        .report = report,
                        .counts = counts,
                        .ids = map_new(job),
                        .titles = map_new(job),
                        .questions = map_new(job)};

    *counts = (struct lint_counts){0};
    for (size_t i = 0; i < scan->count; i++)
        scan_records(&scan->files[i], report, on_record, &l);
    check_words(&l, scan);
    for (size_t i = 0; i < scan->question_folders.count; i++)
        check_question_folder(&l, scan->question_folders.items[i].ptr);
}
