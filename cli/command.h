/*
 * command.h - the commands of `kladez`, one file each.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "base/conf.h"

/* Exit status of every command. */
enum { EXIT_DONE = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2, EXIT_FAILED = 3 };

struct command {
    const char *name, *usage, *summary;
    const struct conf_option *options;
    /* `argc` and `args` are the words behind the name. */
    int (*run)(struct arena *life, int argc, char **args);
};

extern const struct command cmd_index, cmd_serve, cmd_search, cmd_ask, cmd_lint, cmd_eval,
    cmd_generations, cmd_rollback, cmd_tickets, cmd_forget, cmd_replay, cmd_learn, cmd_keys,
    cmd_probe;

/* Prints "kladez: text" to standard error and returns the status: EXIT_USAGE for what was
 * typed wrong (ERR_INPUT), else EXIT_FAILED. */
int command_fail(const struct err *err);

/* The usage of a command that takes no words: those are refused. */
#define COMMAND_OPTIONS_ALONE "[OPTIONS]"

/* Reads the options; on failure, or for --help, prints what is to be said and returns
 * false with the exit status. */
bool command_options(struct arena *life, const struct command *c, int argc, char **args,
                     void *target, struct conf_list *words, int *status);

/* Options most commands have. */
#define OPTION_DATA(type)                                                                          \
    {                                                                                              \
        "data", CONF_TEXT, offsetof(type, data), "./var", 0, 0, "folder of indexes and tickets"    \
    }
#define OPTION_CONFIG(type)                                                                        \
    {                                                                                              \
        "config", CONF_TEXT, offsetof(type, config), NULL, 0, 0, "YAML file with these options"    \
    }

#endif
