/* cmd_generations.c - kladez generations, kladez rollback: what is published, and going back. */
#include <inttypes.h>
#include <stdio.h>

#include "base/sign.h"
#include "cli/command.h"
#include "engine/index/generation.h"
#include "indexer/publish.h"

struct options {
    const char *data, *config;
    bool verify;
};

static const struct conf_option options[] = {
    OPTION_DATA(struct options),
    OPTION_CONFIG(struct options),
    {"verify", CONF_BOOL, offsetof(struct options, verify), "false", 0, 0,
     "compare every file with the hash in its manifest"},
    {0},
};

static const struct conf_option rollback_options[] = {
    OPTION_DATA(struct options),
    OPTION_CONFIG(struct options),
    {0},
};

static bool verify(struct arena *job, const struct generation *g, const struct manifest *m,
                   struct err *err)
{
    const struct json *files = json_member(m->root, "files");

    for (const struct json *i = json_first(files); i; i = json_next(i)) {
        const char *path = arena_printf(job, "%s/%s", g->path, json_name(i).ptr);
        char hash[sign_hex_size];

        if (!sign_sha256_file(path, hash, err))
            return false;
        if (!slice_is(json_text(json_member(i, "sha256")), hash))
            return err_set(err, ERR_INPUT, "%s is not what was published: its hash differs", path);
    }
    return true;
}

static bool print_one(const struct options *o, const struct generation *g, uint64_t current,
                      struct err *err)
{
    struct arena *job = arena_new();
    struct manifest m;
    bool ok = manifest_read(job, g, &m, err) && (!o->verify || verify(job, g, &m, err));

    if (ok)
        printf("%s %6" PRIu64 "  %.*s  %" PRIu64 " articles%s\n", g->number == current ? "*" : " ",
               g->number, SLICE_ARG(json_text(json_member(m.root, "built"))), m.documents,
               o->verify ? ", files intact" : "");
    arena_free(job);
    return ok;
}

static int run_generations(struct arena *life, int argc, char **args)
{
    struct options o = {0};
    struct generation *list, current = {0};
    struct conf_list words;
    struct err err;
    size_t count;
    int status;

    if (!command_options(life, &cmd_generations, argc, args, &o, &words, &status))
        return status;
    if (!generation_list(life, o.data, &list, &count, &err))
        return command_fail(&err);
    if (count == 0 || !generation_current(life, o.data, &current, &err))
        printf("Nothing is published in %s.\n", o.data);
    for (size_t i = 0; i < count; i++)
        if (!print_one(&o, &list[i], current.number, &err)) {
            status = command_fail(&err);
            return status;
        }
    return EXIT_DONE;
}

/* Without a number: the one before the published one. */
static bool find_earlier(struct arena *life, const char *data, uint64_t *number, struct err *err)
{
    struct generation *list, current;
    size_t count;

    *number = 0;
    if (!generation_current(life, data, &current, err) ||
        !generation_list(life, data, &list, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (list[i].number < current.number)
            *number = list[i].number;
    return *number || err_set(err, ERR_NOT_FOUND, "there is no earlier generation in %s", data);
}

static int run_rollback(struct arena *life, int argc, char **args)
{
    struct options o = {0};
    struct conf_list words;
    uint64_t number;
    struct err err;
    int status;

    if (!command_options(life, &cmd_rollback, argc, args, &o, &words, &status))
        return status;
    if (words.count > 1 || (words.count && !slice_to_count(slice_of(words.items[0]), &number))) {
        err_set(&err, ERR_INPUT, "'%s' is no number of a generation, of which rollback takes one",
                words.items[words.count - 1]);
        return command_fail(&err);
    }
    if ((words.count == 0 && !find_earlier(life, o.data, &number, &err)) ||
        !build_lock(life, o.data, &err) || !publish_rollback(o.data, number, &err))
        return command_fail(&err);
    printf("Generation %" PRIu64 " is published.\n", number);
    return EXIT_DONE;
}

const struct command cmd_generations = {"generations", COMMAND_OPTIONS_ALONE,
                                        "List the indexes that were published", options,
                                        run_generations};
const struct command cmd_rollback = {"rollback", "[OPTIONS] [N]",
                                     "Publish an earlier index again (or number N)",
                                     rollback_options, run_rollback};
