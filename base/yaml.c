/* yaml.c - see yaml.h. The only user of libyaml: its events, turned into a tree. */
#include "base/yaml.h"

#include <string.h>
#include <strings.h>

#include <yaml.h>

#include "base/utf8.h"

enum { depth_most = 8, values_most = 10000 };

struct reader {
    yaml_parser_t parser;
    yaml_event_t event;
    unsigned first_line;
    size_t values;

    /* The line of one of the values, by its number; 0: of none. */
    size_t wanted, numbered;
    unsigned key_line, found_line;
};

static void close_reader(void *what)
{
    struct reader *r = what;

    yaml_event_delete(&r->event);
    yaml_parser_delete(&r->parser);
}

static unsigned event_line(const struct reader *r)
{
    return (unsigned)r->event.start_mark.line + r->first_line;
}

/* What libyaml says, and what helps: a text with a colon is what authors stumble over most, and
 * a quote that is not closed is noticed at the end only. */
static bool refuse(const struct reader *r, struct err *err)
{
    const yaml_parser_t *p = &r->parser;
    unsigned line = (unsigned)p->problem_mark.line + r->first_line;
    const char *problem = p->problem ? p->problem : "unreadable";

    if (strncmp(problem, "mapping values", 14) == 0)
        return err_at(err, line, "not valid YAML: put a text that has ': ' in it in quotes");
    if (p->context)
        return err_at(err, line, "not valid YAML: %s %s that begins on line %u", problem,
                      p->context, (unsigned)p->context_mark.line + r->first_line);
    return err_at(err, line, "not valid YAML: %s", problem);
}

static bool next(struct reader *r, struct err *err)
{
    yaml_event_delete(&r->event);
    memset(&r->event, 0, sizeof r->event);
    if (!yaml_parser_parse(&r->parser, &r->event))
        return refuse(r, err);
    if (r->event.type == YAML_ALIAS_EVENT)
        return err_at(err, event_line(r), "YAML aliases (*name) are not supported");
    if (++r->values > values_most)
        return err_at(err, event_line(r), "more than %d values", values_most);
    return true;
}

static struct slice scalar(const struct reader *r)
{
    return (struct slice){(const char *)r->event.data.scalar.value, r->event.data.scalar.length};
}

static void add_scalar(struct reader *r, struct json *parent, const char *name)
{
    struct slice text = scalar(r);
    bool plain = r->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;

    if (plain && (text.len == 0 || slice_is(text, "~") || slice_is(text, "null")))
        json_add_null(parent, name);
    else
        json_add_text(parent, name, text);
}

static bool read_object(struct reader *r, struct json *into, int depth, struct err *err);

static bool read_array(struct reader *r, struct json *into, int depth, struct err *err);

/* The value whose first event has been read. */
static bool read_value(struct reader *r, struct json *parent, const char *name, int depth,
                       struct err *err)
{
    if (++r->numbered == r->wanted)
        r->found_line = name ? r->key_line : event_line(r);
    switch (r->event.type) {
    case YAML_SCALAR_EVENT: add_scalar(r, parent, name); return true;
    case YAML_MAPPING_START_EVENT:
    case YAML_SEQUENCE_START_EVENT:
        if (depth >= depth_most)
            return err_at(err, event_line(r), "more than %d levels", depth_most);
        if (r->event.type == YAML_MAPPING_START_EVENT)
            return read_object(r, json_add_object(parent, name), depth + 1, err);
        return read_array(r, json_add_array(parent, name), depth + 1, err);
    default: return err_at(err, event_line(r), "not valid YAML here");
    }
}

static bool read_array(struct reader *r, struct json *into, int depth, struct err *err)
{
    for (;;) {
        if (!next(r, err))
            return false;
        if (r->event.type == YAML_SEQUENCE_END_EVENT)
            return true;
        if (!read_value(r, into, NULL, depth, err))
            return false;
    }
}

static bool read_object(struct reader *r, struct json *into, int depth, struct err *err)
{
    for (;;) {
        char name[128];
        struct slice key;

        if (!next(r, err))
            return false;
        if (r->event.type == YAML_MAPPING_END_EVENT)
            return true;
        key = scalar(r);
        if (r->event.type != YAML_SCALAR_EVENT || key.len == 0 || key.len >= sizeof name)
            return err_at(err, event_line(r), "a key must be a word of at most %zu bytes",
                          sizeof name - 1);
        memcpy(name, key.ptr, key.len);
        name[key.len] = 0;
        if (json_member(into, name))
            return err_at(err, event_line(r), "'%s' is given twice", name);
        r->key_line = event_line(r);
        if (!next(r, err) || !read_value(r, into, name, depth, err))
            return false;
    }
}

/* What stands behind the mapping would be lost in silence: a second document, or lines that do not
 * stand in one column with those above. */
static bool at_end(struct reader *r, struct err *err)
{
    struct err theirs;

    while (r->event.type != YAML_STREAM_END_EVENT) {
        if (!next(r, &theirs))
            return err_at(err, theirs.line,
                          "not valid YAML: this line does not begin where the ones above do");
        if (r->event.type == YAML_DOCUMENT_START_EVENT)
            return err_at(err, event_line(r), "a second document: there is one, above");
    }
    return true;
}

static bool read_document(struct reader *r, struct json *into, struct err *err)
{
    do { /* past the starts of stream and document */
        if (!next(r, err))
            return false;
    } while (r->event.type == YAML_STREAM_START_EVENT ||
             r->event.type == YAML_DOCUMENT_START_EVENT);
    if (r->event.type == YAML_STREAM_END_EVENT)
        return true;
    if (r->event.type == YAML_SCALAR_EVENT && scalar(r).len == 0)
        return true;
    if (r->event.type != YAML_MAPPING_START_EVENT)
        return err_at(err, event_line(r), "expected lines of the form 'name: value'");
    return read_object(r, into, 1, err) && at_end(r, err);
}

static bool read_text(struct arena *job, struct reader *r, struct slice text, struct json *root,
                      struct err *err)
{
    if (!yaml_parser_initialize(&r->parser))
        return err_set(err, ERR_ENGINE, "libyaml cannot start");
    arena_defer(job, close_reader, r);
    yaml_parser_set_input_string(&r->parser, (const unsigned char *)text.ptr, text.len);
    return read_document(r, root, err);
}

bool yaml_parse(struct arena *job, struct slice text, unsigned first_line, const struct json **out,
                struct err *err)
{
    struct reader *r = ARENA_NEW(job, struct reader);
    struct json *root = json_object(job);
    size_t bad = utf8_check(text);

    r->first_line = first_line;
    if (bad < text.len)
        return err_at(err, first_line, "not valid UTF-8 at byte %zu", bad);
    if (!read_text(job, r, text, root, err))
        return false;
    *out = root;
    return true;
}

/* Values are numbered as they stand in the text. */
static bool number_of(const struct json *parent, const struct json *value, size_t *number)
{
    enum json_kind kind = json_kind(parent);

    for (const struct json *i = kind == JSON_OBJECT || kind == JSON_ARRAY ? json_first(parent)
                                                                          : NULL;
         i; i = json_next(i)) {
        ++*number;
        if (i == value || number_of(i, value, number))
            return true;
    }
    return false;
}

unsigned yaml_line(struct slice text, unsigned first_line, const struct json *root,
                   const struct json *value)
{
    struct arena *job = arena_new();
    struct reader *r = ARENA_NEW(job, struct reader);
    struct err ignored;
    unsigned line = 0;

    r->first_line = first_line;
    if (number_of(root, value, &r->wanted) && read_text(job, r, text, json_object(job), &ignored))
        line = r->found_line;
    arena_free(job);
    return line;
}

unsigned yaml_key_line(struct slice text, unsigned first_line, struct slice key)
{
    for (unsigned line = first_line; text.ptr; line++) {
        struct slice here = slice_cut(&text, '\n');

        if (here.len > key.len && strncasecmp(here.ptr, key.ptr, key.len) == 0 &&
            here.ptr[key.len] == ':')
            return line;
    }
    return 0;
}
