/* conf.c - see conf.h. Each source yields name and text; one function stores them. */
#include "base/conf.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/nearest.h"
#include "base/yaml.h"

enum { conf_file_max = 64 * 1024 };

static const struct conf_option *find(const struct conf_option *table, struct slice name)
{
    for (; table->name; table++)
        if (slice_is(name, table->name))
            return table;
    return NULL;
}

static bool list_add(struct arena *life, struct conf_list *list, struct slice items)
{
    while (items.ptr) {
        struct slice item = slice_trim(slice_cut(&items, ','));

        if (item.len == 0)
            continue;
        list->items = arena_room(life, list->items, list->count, sizeof *list->items);
        list->items[list->count++] = slice_cstr(life, item);
    }
    return true;
}

static bool store_count(const struct conf_option *o, void *at, struct slice text, struct err *err)
{
    uint64_t n;

    if (!slice_to_count(text, &n) || n < o->min || n > o->max)
        return err_set(err, ERR_INPUT,
                       "'%s' takes a whole number from %" PRIu64 " to %" PRIu64 ", not '%.*s'",
                       o->name, o->min, o->max, SLICE_ARG(text));
    *(uint64_t *)at = n;
    return true;
}

static bool store(struct arena *life, const struct conf_option *o, void *target, struct slice text,
                  struct err *err)
{
    char *at = (char *)target + o->offset;

    switch (o->type) {
    case CONF_TEXT: *(const char **)(void *)at = slice_cstr(life, text); return true;
    case CONF_COUNT: return store_count(o, at, text, err);
    case CONF_LIST: return list_add(life, (struct conf_list *)(void *)at, text);
    case CONF_BOOL:
        if (!slice_is(text, "true") && !slice_is(text, "false"))
            return err_set(err, ERR_INPUT, "'%s' takes true or false, not '%.*s'", o->name,
                           SLICE_ARG(text));
        *(bool *)(void *)at = slice_is(text, "true");
        return true;
    }
    return false;
}

/* A stronger source replaces a list, it does not add to it. */
static void forget_list(const struct conf_option *o, void *target)
{
    if (o->type == CONF_LIST)
        *(struct conf_list *)(void *)((char *)target + o->offset) = (struct conf_list){0};
}

static bool from_defaults(struct arena *life, const struct conf_option *table, void *target,
                          struct err *err)
{
    for (const struct conf_option *o = table; o->name; o++)
        if (o->standard && !store(life, o, target, slice_of(o->standard), err))
            return false;
    return true;
}

static void offer_names(const struct conf_option *table, struct slice name, const char **meant)
{
    for (; table->name; table++)
        nearest_offer(name, table->name, meant);
}

/* The file serves all commands, so that an option may be another's. One that is nobody's would
 * leave its setting as it is, and nobody would know. */
static bool check_others(const struct conf_option *const *others, struct slice name,
                         struct err *err)
{
    const char *meant = NULL;

    for (; *others; others++) {
        if (find(*others, name))
            return true;
        offer_names(*others, name, &meant);
    }
    return err_set(err, ERR_INPUT, "no command has an option '%.*s'%s%s%s", SLICE_ARG(name),
                   meant ? ": did you mean '" : "; 'kladez serve --help' lists most of them",
                   meant ? meant : "", meant ? "'?" : "");
}

static bool from_file_value(struct arena *life, const struct conf_option *table, void *target,
                            struct slice name, const struct json *value, struct err *err)
{
    const struct conf_option *o = find(table, name);

    forget_list(o, target);
    if (json_kind(value) == JSON_TEXT)
        return store(life, o, target, json_text(value), err);
    if (json_kind(value) != JSON_ARRAY || o->type != CONF_LIST)
        return err_set(err, ERR_INPUT, "'%s' has a value of the wrong kind", o->name);
    for (const struct json *i = json_first(value); i; i = json_next(i))
        if (!store(life, o, target, json_text(i), err))
            return false;
    return true;
}

static bool from_file(struct arena *life, const struct conf_option *table,
                      const struct conf_option *const *others, void *target, const char *path,
                      struct err *err)
{
    struct slice text;
    const struct json *root;

    if (!file_read(life, path, conf_file_max, &text, err))
        return false;
    if (!yaml_parse(life, text, 1, &root, err))
        return err_in(err, "%s", path);
    for (const struct json *i = json_first(root); i; i = json_next(i))
        if (!(find(table, json_name(i)) ? from_file_value(life, table, target, json_name(i), i, err)
                                        : check_others(others, json_name(i), err))) {
            err->line = yaml_key_line(text, 1, json_name(i));
            return err_in(err, "%s", path);
        }
    return true;
}

static const char *environment_of(struct arena *life, const struct conf_option *o)
{
    char *name = (char *)arena_printf(life, "KLADEZ_%s", o->name);

    for (char *p = name; *p; p++)
        if (*p >= 'a' && *p <= 'z')
            *p = (char)(*p - 'a' + 'A');
        else if (*p == '-')
            *p = '_';
    return getenv(name);
}

static bool from_environment(struct arena *life, const struct conf_option *table, void *target,
                             struct err *err)
{
    for (const struct conf_option *o = table; o->name; o++) {
        const char *text = environment_of(life, o);

        if (!text)
            continue;
        forget_list(o, target);
        if (!store(life, o, target, slice_of(text), err))
            return err_in(err, "environment");
    }
    return true;
}

static bool no_flag(const struct conf_option *table, struct slice name, struct err *err)
{
    const char *meant = NULL;

    offer_names(table, name, &meant);
    return err_set(err, ERR_INPUT, "there is no option --%.*s%s%s%s", SLICE_ARG(name),
                   meant ? ": did you mean --" : "; --help lists them", meant ? meant : "",
                   meant ? "?" : "");
}

/* One flag; `*i` moves on when its value is the next argument. */
static bool take_flag(struct arena *life, const struct conf_option *table, int argc, char **args,
                      int *i, void *target, bool *seen, struct err *err)
{
    struct slice rest = slice_of(args[*i] + 2);
    struct slice name = slice_cut(&rest, '=');
    const struct conf_option *o = find(table, name);

    if (!o)
        return no_flag(table, name, err);
    if (!rest.ptr && o->type == CONF_BOOL)
        rest = SLICE("true");
    if (!rest.ptr) {
        if (++*i == argc)
            return err_set(err, ERR_INPUT, "--%s needs a value", o->name);
        rest = slice_of(args[*i]);
    }
    if (!seen[o - table])
        forget_list(o, target);
    seen[o - table] = true;
    return store(life, o, target, rest, err);
}

static bool from_arguments(struct arena *life, const struct conf_option *table, int argc,
                           char **args, void *target, struct conf_list *words, struct err *err)
{
    size_t options = 0;
    bool *seen;

    while (table[options].name)
        options++;
    seen = ARENA_ARRAY(life, bool, options + 1);
    *words = (struct conf_list){ARENA_ARRAY(life, const char *, (size_t)argc + 1), 0};
    for (int i = 0; i < argc; i++) {
        if (strcmp(args[i], "--") == 0) {
            while (++i < argc)
                words->items[words->count++] = args[i];
        } else if (strncmp(args[i], "--", 2) != 0) {
            words->items[words->count++] = args[i];
        } else if (!take_flag(life, table, argc, args, &i, target, seen, err)) {
            return false;
        }
    }
    return true;
}

bool conf_load(struct arena *life, const struct conf_option *table,
               const struct conf_option *const *others, int argc, char **args, void *target,
               struct conf_list *words, struct err *err)
{
    const struct conf_option *config = find(table, SLICE("config"));
    const char *path = NULL;

    if (config) { /* the file's name may come from the stronger sources */
        if (!from_environment(life, table, target, err) ||
            !from_arguments(life, table, argc, args, target, words, err))
            return false;
        path = *(const char **)(void *)((char *)target + config->offset);
    }
    if (!from_defaults(life, table, target, err))
        return false;
    if (path && *path && !from_file(life, table, others, target, path, err))
        return false;
    return from_environment(life, table, target, err) &&
           from_arguments(life, table, argc, args, target, words, err);
}

void conf_help(const struct conf_option *table, struct buf *out)
{
    static const char *const kinds[] = {"TEXT", "N", "", "A,B"};

    for (const struct conf_option *o = table; o->name; o++) {
        struct buf flag = buf_new(out->arena, 256);

        buf_printf(&flag, "--%s %s", o->name, kinds[o->type]);
        buf_printf(out, "  %-28s %s", buf_slice(&flag).ptr, o->help);
        if (o->standard && *o->standard)
            buf_printf(out, " [%s]", o->standard);
        buf_char(out, '\n');
    }
}
