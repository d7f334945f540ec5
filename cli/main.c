/* main.c - kladez COMMAND: a table of commands. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/sign.h"
#include "base/version.h"
#include "cli/command.h"

static const struct command *const commands[] = {
    &cmd_index,    &cmd_serve,   &cmd_search, &cmd_ask,    &cmd_eval,  &cmd_lint, &cmd_generations,
    &cmd_rollback, &cmd_tickets, &cmd_forget, &cmd_replay, &cmd_learn, &cmd_keys, &cmd_probe,
};

enum { command_count = sizeof commands / sizeof *commands };

static void print_commands(FILE *out)
{
    fprintf(out, "usage: kladez COMMAND [OPTIONS]\n\n");
    for (size_t i = 0; i < command_count; i++)
        fprintf(out, "  %-13s%s\n", commands[i]->name, commands[i]->summary);
    fprintf(out, "\nkladez COMMAND --help tells more of one. Options may also stand in the "
                 "environment\n(KLADEZ_DATA for --data) or in a YAML file (--config FILE).\n");
}

int command_fail(const struct err *err)
{
    fprintf(stderr, "kladez: %s\n", err->text);
    return err->code == ERR_INPUT ? EXIT_USAGE : EXIT_FAILED;
}

static void print_help(struct arena *life, const struct command *c)
{
    struct buf out = buf_new(life, 64 * 1024);

    buf_printf(&out, "usage: kladez %s %s\n\n%s.\n", c->name, c->usage, c->summary);
    if (c->options) {
        buf_text(&out, "\nOptions:\n");
        conf_help(c->options, &out);
    }
    fputs(buf_slice(&out).ptr, stdout);
}

/* One file of options serves all commands. */
static const struct conf_option *const *all_options(struct arena *life)
{
    const struct conf_option **all =
        ARENA_ARRAY(life, const struct conf_option *, command_count + 1);
    size_t n = 0;

    for (size_t i = 0; i < command_count; i++)
        if (commands[i]->options)
            all[n++] = commands[i]->options;
    return all;
}

/* A word that is passed over was meant for something. */
static bool check_words(const struct command *c, const struct conf_list *words, struct err *err)
{
    return words->count == 0 || strcmp(c->usage, COMMAND_OPTIONS_ALONE) != 0 ||
           err_set(err, ERR_INPUT, "'kladez %s' takes options alone, not '%s'; --help lists them",
                   c->name, words->items[0]);
}

bool command_options(struct arena *life, const struct command *c, int argc, char **args,
                     void *target, struct conf_list *words, int *status)
{
    struct err err;

    for (int i = 0; i < argc && strcmp(args[i], "--") != 0; i++)
        if (strcmp(args[i], "--help") == 0 || strcmp(args[i], "-h") == 0) {
            print_help(life, c);
            *status = EXIT_DONE;
            return false;
        }
    if (conf_load(life, c->options, all_options(life), argc, args, target, words, &err) &&
        check_words(c, words, &err))
        return true;
    *status = command_fail(&err);
    return false;
}

static int run(struct arena *life, int argc, char **argv)
{
    struct err err;

    if (!sign_start(&err))
        return command_fail(&err);
    if (argc < 2) {
        print_commands(stderr);
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("kladez %s\n", KLADEZ_VERSION);
        return EXIT_DONE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
        print_commands(stdout);
        return EXIT_DONE;
    }
    for (size_t i = 0; i < command_count; i++)
        if (strcmp(argv[1], commands[i]->name) == 0)
            return commands[i]->run(life, argc - 2, argv + 2);
    err_set(&err, ERR_INPUT, "there is no command '%s'; 'kladez help' lists them", argv[1]);
    return command_fail(&err);
}

int main(int argc, char **argv)
{
    struct arena *life = arena_new();
    int status;

    signal(SIGPIPE, SIG_IGN);
    status = run(life, argc, argv);
    arena_free(life);
    return status;
}
