/* cmd_keys.c - kladez keys: who may do what over HTTP. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "server/access/keys.h"

struct options {
    const char *data, *config, *role;
    struct conf_list audiences, tags;
};

static const struct conf_option options[] = {
    OPTION_DATA(struct options),
    OPTION_CONFIG(struct options),
    {"role", CONF_TEXT, offsetof(struct options, role), "search", 0, 0,
     "what a new key may do: search, desk, editor, admin"},
    {"audiences", CONF_LIST, offsetof(struct options, audiences), NULL, 0, 0,
     "what a new key may see besides public articles"},
    {"tags", CONF_LIST, offsetof(struct options, tags), NULL, 0, 0,
     "a new key sees only articles with one of these tags"},
    {0},
};

static struct texts texts_of(struct arena *life, const struct conf_list *list)
{
    struct texts out = {0};

    for (size_t i = 0; i < list->count; i++)
        texts_add(life, &out, slice_of(list->items[i]));
    return out;
}

static bool list(struct arena *life, const char *data, struct err *err)
{
    struct key *keys;
    size_t count;

    if (!keys_list(life, data, &keys, &count, err))
        return false;
    if (count == 0)
        printf("No keys. 'kladez keys add NAME --role admin' makes one.\n");
    for (size_t i = 0; i < count; i++) {
        printf("%.*s  %-7s %.*s", SLICE_ARG(keys[i].id), role_name(keys[i].role),
               SLICE_ARG(keys[i].name));
        for (size_t k = 0; k < keys[i].audiences.count; k++)
            printf("  audience:%.*s", SLICE_ARG(keys[i].audiences.items[k]));
        for (size_t k = 0; k < keys[i].tags.count; k++)
            printf("  tag:%.*s", SLICE_ARG(keys[i].tags.items[k]));
        putchar('\n');
    }
    return true;
}

static bool add(struct arena *life, const struct options *o, const char *name, struct err *err)
{
    struct texts audiences = texts_of(life, &o->audiences), tags = texts_of(life, &o->tags);
    const char *secret;
    enum role role;

    if (!role_parse(slice_of(o->role), &role))
        return err_set(err, ERR_INPUT, "'%s' is no role: search, desk, editor, admin", o->role);
    if (!keys_add(life, o->data, name, role, &audiences, &tags, &secret, err))
        return false;
    printf("%s\n", secret);
    fprintf(stderr, "This is the only time the key is shown; %s keeps its hash.\n", o->data);
    return true;
}

static int run_keys(struct arena *life, int argc, char **args)
{
    struct options o = {0};
    struct conf_list words;
    struct err err;
    int status;
    bool ok;

    if (!command_options(life, &cmd_keys, argc, args, &o, &words, &status))
        return status;
    if (words.count == 0 || (words.count == 1 && strcmp(words.items[0], "list") == 0))
        ok = list(life, o.data, &err);
    else if (words.count == 2 && strcmp(words.items[0], "add") == 0)
        ok = add(life, &o, words.items[1], &err);
    else if (words.count == 2 && strcmp(words.items[0], "remove") == 0)
        ok = keys_remove(life, o.data, words.items[1], &err);
    else
        ok = err_set(&err, ERR_INPUT, "usage: kladez keys [list | add NAME | remove ID]");
    return ok ? EXIT_DONE : command_fail(&err);
}

const struct command cmd_keys = {"keys", "[OPTIONS] [list | add NAME | remove ID]",
                                 "Manage the keys of the HTTP API", options, run_keys};
