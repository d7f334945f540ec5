/* read_records.c - see read.h: files of many records. The only user of libcsv. */
#include "indexer/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <csv.h>

#include "base/file.h"

static void close_stream(void *what)
{
    fclose(what);
}

static FILE *open_stream(struct arena *job, const char *path, struct err *err)
{
    FILE *in = fopen(path, "rb");

    if (!in)
        err_sys(err, "cannot be read");
    else
        arena_defer(job, close_stream, in);
    return in;
}

/* Reads up to the end of the line; what is longer than a record may be is counted but not
 * kept. False at the end of the file. */
static bool next_line(FILE *in, char **line, size_t *cap, size_t *len)
{
    int c;

    *len = 0;
    while ((c = getc_unlocked(in)) != EOF && c != '\n') {
        if (*len + 1 >= *cap && *cap < read_file_max) {
            char *more = realloc(*line, *cap ? *cap * 2 : 4096);

            if (!more)
                abort();
            *line = more;
            *cap = *cap ? *cap * 2 : 4096;
        }
        if (*len < *cap)
            (*line)[*len] = (char)c;
        ++*len;
    }
    return c != EOF || *len > 0;
}

static void take_line(const struct record_taker *take, struct slice line, bool too_long,
                      unsigned number)
{
    struct err err;

    if (number == 1 && slice_starts(line, "\xEF\xBB\xBF"))
        line = (struct slice){line.ptr + 3, line.len - 3};
    line = slice_trim(line);
    if (too_long) {
        err_at(&err, number, "a record of more than %d bytes", read_file_max);
        take->refused(take->self, &err);
    } else if (line.len) {
        take->record(take->self, line, number);
    }
}

/* Binary data and UTF-16 would otherwise give an error for each of its "lines". */
static bool check_start(FILE *in, struct err *err)
{
    char start[4096];
    size_t len = fread(start, 1, sizeof start, in);
    struct slice text = {start, len};

    if (ferror(in))
        return err_sys(err, "cannot be read");
    rewind(in);
    if (!read_check_text(&text, err) && err->line == 0)
        return false;
    return true;
}

bool read_jsonl(const char *path, const struct record_taker *take, struct err *err)
{
    struct arena *job = arena_new();
    FILE *in = open_stream(job, path, err);
    char *line = NULL;
    size_t cap = 0, len;
    bool ok = in && check_start(in, err);

    for (unsigned number = 1; ok && next_line(in, &line, &cap, &len); number++)
        take_line(take, (struct slice){line, len < cap ? len : cap}, len > read_file_max, number);
    if (ok && ferror(in))
        ok = err_sys(err, "cannot be read to its end");
    free(line);
    arena_free(job);
    return ok;
}

static bool read_array(struct arena *job, const char *path, const struct record_taker *take,
                       struct err *err)
{
    struct slice text;
    const struct json *root, *item;

    if (!file_read(job, path, read_json_max, &text, err) || !read_check_text(&text, err) ||
        !json_parse(job, text, &root, err))
        return false;
    item = root;
    if (json_kind(root) == JSON_OBJECT && json_kind(json_member(root, "articles")) == JSON_ARRAY)
        item = json_first(json_member(root, "articles"));
    else if (json_kind(root) == JSON_ARRAY)
        item = json_first(root);
    for (unsigned n = 1; item; n++, item = item == root ? NULL : json_next(item)) {
        struct arena *one = arena_new();

        take->record(take->self, json_print(one, item), n);
        arena_free(one);
    }
    return true;
}

bool read_json(const char *path, const struct record_taker *take, struct err *err)
{
    struct arena *job = arena_new();
    bool ok = read_array(job, path, take, err);

    arena_free(job);
    return ok;
}

/* ---- CSV ---- */

enum { columns_most = 200 };

struct table {
    const struct record_taker *take;
    struct arena *life;
    const char *names[columns_most]; /* of the first row */
    size_t name_count;
    struct arena *job; /* of the row */
    struct json *row;
    size_t column;
    unsigned line; /* on which the row begins */
    const unsigned *current;
    bool too_many, has_names;
};

/* Lists are written in one cell, an item a line. */
static void add_cell(struct table *t, const char *name, struct slice text)
{
    struct json *list;

    if (text.len == 0)
        return;
    if (!fields_is_list(slice_of(name))) {
        json_add_text(t->row, name, text);
        return;
    }
    list = json_add_array(t->row, name);
    while (text.ptr) {
        struct slice item = slice_trim(slice_cut(&text, '\n'));

        if (item.len)
            json_add_text(list, NULL, item);
    }
}

static void begin_row(struct table *t)
{
    t->job = arena_new();
    t->row = json_object(t->job);
}

static void on_cell(void *cell, size_t len, void *self)
{
    struct table *t = self;
    struct slice text = slice_trim((struct slice){cell, len});

    if (!t->has_names) {
        if (t->name_count < columns_most)
            t->names[t->name_count++] = slice_cstr(t->life, text);
        return;
    }
    if (t->column < t->name_count)
        add_cell(t, t->names[t->column], text);
    else
        t->too_many |= text.len > 0;
    t->column++;
}

static void on_row(int end, void *self)
{
    struct table *t = self;
    struct err err;

    (void)end;
    if (!t->has_names) {
        t->has_names = true;
    } else if (t->too_many) {
        err_at(&err, t->line, "the row has more cells than the first row has names (%zu)",
               t->name_count);
        t->take->refused(t->take->self, &err);
    } else if (json_first(t->row)) {
        t->take->record(t->take->self, json_print(t->job, t->row), t->line);
    }
    arena_free(t->job);
    begin_row(t);
    t->column = 0;
    t->too_many = false;
    t->line = *t->current;
}

/* Byte by byte up to each line end, so that a row knows the line it begins on. */
static bool feed(struct csv_parser *parser, struct table *t, struct slice text, unsigned *line,
                 struct err *err)
{
    while (text.len) {
        size_t len = slice_find(text, '\n');

        len += len < text.len;
        ++*line;
        if (csv_parse(parser, text.ptr, len, on_cell, on_row, t) != len)
            return err_at(err, *line - 1, "not valid CSV: %s", csv_strerror(csv_error(parser)));
        text = (struct slice){text.ptr + len, text.len - len};
    }
    csv_fini(parser, on_cell, on_row, t);
    return true;
}

static bool read_table(struct arena *job, const char *path, const struct record_taker *take,
                       struct err *err)
{
    struct table *t = ARENA_NEW(job, struct table);
    struct csv_parser parser;
    struct slice text;
    unsigned line = 1;
    bool ok;

    if (!file_read(job, path, read_json_max, &text, err) || !read_check_text(&text, err))
        return false;
    if (csv_init(&parser, 0) != 0)
        return err_set(err, ERR_ENGINE, "libcsv cannot start");
    t->take = take;
    t->life = job;
    t->line = 1;
    t->current = &line;
    if (slice_find((struct slice){text.ptr, slice_find(text, '\n')}, ';') < slice_find(text, ','))
        csv_set_delim(&parser, ';'); /* as spreadsheets write it where the comma is decimal */
    begin_row(t);
    ok = feed(&parser, t, text, &line, err);
    arena_free(t->job);
    csv_free(&parser);
    if (ok && (!t->has_names || t->name_count == 0))
        return err_at(err, 1, "the first row must name the fields: id, title, body…");
    return ok;
}

bool read_csv(const char *path, const struct record_taker *take, struct err *err)
{
    struct arena *job = arena_new();
    bool ok = read_table(job, path, take, err);

    arena_free(job);
    return ok;
}
