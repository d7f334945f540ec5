/* cmd_forget.c - kladez forget: what a customer said and who it was is erased. */
#include <inttypes.h>
#include <stdio.h>

#include "base/json.h"
#include "cli/command.h"
#include "desk/erasure.h"

struct options {
    const char *data, *config, *email, *phone, *external_id;
    bool dry_run, json;
};

static const struct conf_option options[] = {
    OPTION_DATA(struct options),
    OPTION_CONFIG(struct options),
    {"email", CONF_TEXT, offsetof(struct options, email), "", 0, 0,
     "all conversations of this address"},
    {"phone", CONF_TEXT, offsetof(struct options, phone), "", 0, 0, "... of this number"},
    {"external-id", CONF_TEXT, offsetof(struct options, external_id), "", 0, 0,
     "... of whom your site calls so"},
    {"dry-run", CONF_BOOL, offsetof(struct options, dry_run), "false", 0, 0,
     "only count what would be erased"},
    {"json", CONF_BOOL, offsetof(struct options, json), "false", 0, 0, "the receipt as JSON"},
    {0},
};

static bool read_whose(struct arena *life, const struct options *o, const struct conf_list *words,
                       struct erasure_whose *out, struct err *err)
{
    const struct erasure_whose known[] = {
        {.member = "email", .value = slice_of(o->email)},
        {.member = "phone", .value = slice_of(o->phone)},
        {.member = "external_id", .value = slice_of(o->external_id)},
    };
    int given = words->count > 0;

    *out = (struct erasure_whose){0};
    for (size_t i = 0; i < words->count; i++)
        texts_add(life, &out->conversations, slice_of(words->items[i]));
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].value.len) {
            *out = known[i];
            given++;
        }
    return given == 1 || err_set(err, ERR_INPUT,
                                 "usage: kladez forget CONVERSATION... | --email E | --phone P | "
                                 "--external-id ID");
}

static void print_receipt(struct arena *life, const struct erasure *e, bool as_json)
{
    struct json *o = json_object(life);

    if (as_json) {
        erasure_print(o, e);
        printf("%s\n", json_print(life, o).ptr);
        return;
    }
    printf("%s: conversations %zu, turns %" PRId64 ", tickets %" PRId64 ", feedback %" PRId64
           ", notices %" PRId64 "\n",
           e->at || !e->ids.count ? "Erased" : "Would be erased", e->ids.count, e->turns,
           e->tickets, e->feedback, e->notices);
    for (size_t i = 0; i < e->ids.count; i++)
        printf("  %.*s\n", SLICE_ARG(e->ids.items[i]));
}

static int run_forget(struct arena *life, int argc, char **args)
{
    struct options o = {0};
    struct erasure_whose whose;
    struct conf_list words;
    struct erasure e;
    struct desk *d;
    struct err err;
    int status;
    bool ok;

    if (!command_options(life, &cmd_forget, argc, args, &o, &words, &status))
        return status;
    if (!read_whose(life, &o, &words, &whose, &err) || !desk_is_there(o.data, &err) ||
        !desk_open(o.data, &d, &err))
        return command_fail(&err);
    ok = erasure_run(d, life, &whose, o.dry_run, &e, &err);
    desk_close(d);
    if (ok) {
        print_receipt(life, &e, o.json);
        return EXIT_DONE;
    }
    status = command_fail(&err);
    return err.code == ERR_CONFLICT ? EXIT_REFUSED : status;
}

const struct command cmd_forget = {
    "forget", "[OPTIONS] [CONVERSATION...]",
    "Erase what a customer said and who it was; that somebody asked stays counted", options,
    run_forget};
