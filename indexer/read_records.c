/* read_records.c - see read.h: JSON, and JSON lines. read_csv.c reads tables. */
#include "indexer/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* The lines on which the records of a text begin that was parsed before, so that only brackets,
 * commas and quotes need be told apart. */
struct record_lines {
    struct slice text;
    size_t at;
    unsigned line, depth;
    unsigned inside; /* the depth of records: 0 alone, 1 in an array, 2 in one called "articles" */
    bool begins;     /* one does, at the next sign */
    bool in_list;
};

static struct record_lines lines_of(struct slice text, unsigned inside)
{
    return (struct record_lines){
        .text = text, .line = 1, .inside = inside, .begins = inside == 0, .in_list = inside < 2};
}

/* Behind a text in quotes; at the depth of the list's name that may be it. */
static void pass_text(struct record_lines *l)
{
    size_t start = l->at + 1;

    while (l->text.ptr[++l->at] != '"')
        l->at += l->text.ptr[l->at] == '\\';
    if (l->depth == 1 && l->inside == 2)
        l->in_list = slice_is((struct slice){l->text.ptr + start, l->at - start}, "articles");
}

static void pass_sign(struct record_lines *l, char c)
{
    if (c == '"')
        pass_text(l);
    else if (c == '[' || c == '{')
        l->begins = ++l->depth == l->inside && l->in_list && c == '[';
    else if (c == ']' || c == '}')
        l->depth--;
    else if (c == ',')
        l->begins = l->depth == l->inside && l->in_list;
}

static unsigned next_record(struct record_lines *l)
{
    for (; l->at < l->text.len; l->at++) {
        char c = l->text.ptr[l->at];
        bool begins = l->begins && !strchr(" \t\r\n", c);

        l->line += c == '\n';
        if (begins)
            l->begins = false;
        pass_sign(l, c);
        if (begins) {
            l->at++;
            return l->line;
        }
    }
    return l->line;
}

static bool read_array(struct arena *job, const char *path, const struct record_taker *take,
                       struct err *err)
{
    struct slice text;
    const struct json *root, *item;
    struct record_lines lines;

    if (!file_read(job, path, read_json_max, &text, err) || !read_check_text(&text, err) ||
        !json_parse(job, text, &root, err))
        return false;
    item = root;
    lines = lines_of(text, json_kind(root) == JSON_ARRAY);
    if (json_kind(root) == JSON_OBJECT && json_kind(json_member(root, "articles")) == JSON_ARRAY) {
        item = json_first(json_member(root, "articles"));
        lines = lines_of(text, 2);
    } else if (json_kind(root) == JSON_ARRAY) {
        item = json_first(root);
    }
    for (; item; item = item == root ? NULL : json_next(item)) {
        struct arena *one = arena_new();

        take->record(take->self, json_print(one, item), next_record(&lines));
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
