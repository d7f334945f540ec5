/*
 * conf.h - options in a table: defaults, checking, --help and the documentation.
 *
 * Strength: default < configuration file < environment < command line. The option
 * `listen` is `listen:` in the file, KLADEZ_LISTEN in the environment and --listen on
 * the command line. Values are read once, in main, into a struct and do not change.
 */
#ifndef BASE_CONF_H
#define BASE_CONF_H

#include "base/err.h"
#include "base/str.h"

enum conf_type {
    CONF_TEXT,  /* const char * */
    CONF_COUNT, /* uint64_t, within min..max */
    CONF_BOOL,  /* bool; on the command line without a value, or =true, =false */
    CONF_LIST   /* struct conf_list: separated by commas, or the flag given several times */
};

struct conf_list {
    const char **items;
    size_t count;
};

struct conf_option {
    const char *name;
    enum conf_type type;
    size_t offset;        /* of the value in the struct */
    const char *standard; /* the default, as text; NULL for none */
    uint64_t min, max;    /* of a CONF_COUNT */
    const char *help;
};

/* Fills `target` from all four sources. `args` are the words behind the command's name;
 * those that are no options are returned in `*words`. After `--` nothing is an option.
 * The file named by the option `config`, if the table has one, is read. It may hold options of
 * other programs, or commands, too: `others` has their tables, and ends with NULL; what is in none
 * of them is ERR_INPUT. */
bool conf_load(struct arena *life, const struct conf_option *table,
               const struct conf_option *const *others, int argc, char **args, void *target,
               struct conf_list *words, struct err *err);

/* A line per option: flag, default, help. */
void conf_help(const struct conf_option *table, struct buf *out);

#endif
