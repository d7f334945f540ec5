/* read_csv.c - see read.h: tables of records. The only user of libcsv. */
#include "indexer/read.h"

#include <csv.h>

#include "base/file.h"

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
    bool has_id; /* among the names; without, no row is a record */
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
        t->has_id |= fields_known(text) && slice_is(slice_of(fields_known(text)), "id");
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
    } else if (t->has_id && t->too_many) {
        err_at(&err, t->line, "the row has more cells than the first row has names (%zu)",
               t->name_count);
        t->take->refused(t->take->self, &err);
    } else if (t->has_id && json_first(t->row)) {
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
    /* A quote that is not closed would make one cell of all articles behind it. */
    csv_set_opts(parser, CSV_STRICT | CSV_STRICT_FINI);
    return csv_fini(parser, on_cell, on_row, t) == 0 ||
           err_at(err, t->line,
                  "a quote that is opened in this row is never closed: a quote inside "
                  "a cell is written twice, \"\"");
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
    if (ok && !t->has_id)
        return err_at(err, 1,
                      "the first row must name the fields, id among them, parted by commas or "
                      "semicolons: id,title,body…");
    return ok;
}

bool read_csv(const char *path, const struct record_taker *take, struct err *err)
{
    struct arena *job = arena_new();
    bool ok = read_table(job, path, take, err);

    arena_free(job);
    return ok;
}
