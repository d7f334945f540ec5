/* cmd_ask.c - kladez ask: the bot on a terminal; nothing is kept, no ticket is opened. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "bot/bot.h"
#include "cli/command.h"

struct options {
    const char *data, *config, *audience;
    bool explain;
};

static const struct conf_option options[] = {
    OPTION_DATA(struct options),
    OPTION_CONFIG(struct options),
    {"audience", CONF_TEXT, offsetof(struct options, audience), "public", 0, 0,
     "whose articles may be given"},
    {"explain", CONF_BOOL, offsetof(struct options, explain), "false", 0, 0,
     "show the numbers behind each decision"},
    {0},
};

struct asking {
    struct arena *life;
    const struct options *options;
    struct reader *reader;
    struct bot *bot;
    struct texts audiences;
    struct slice state; /* as text, from one turn to the next */
    enum language lang;
};

static void print_decision(const struct asking *a, struct arena *job, const struct bot_decision *d)
{
    for (size_t i = 0; i < d->message_count; i++)
        printf("%.*s\n",
               SLICE_ARG(slice_fill(job, d->messages[i].text, "{ticket}", SLICE(BOT_NO_TICKET))));
    for (size_t i = 0; i < d->option_count; i++)
        printf("  %zu) %.*s\n", i + 1, SLICE_ARG(d->options[i].title));
    if (d->has_answer)
        printf("%.*s%s%.*s\n", SLICE_ARG(article_url(job, &d->article)), d->anchor.len ? "#" : "",
               SLICE_ARG(d->anchor));
    if (d->kind == BOT_HANDOFF)
        puts("[a server would open a ticket here; this is only a trial]");
    if (a->options->explain)
        printf("[%s, %s, p %.2f, q %.2f]%s%s\n", bot_decision_name(d->kind), d->reason, d->p, d->q,
               d->trace ? " " : "", d->trace ? json_print(job, d->trace).ptr : "");
}

static bool turn(struct asking *a, struct slice text, struct err *err)
{
    struct arena *job = arena_new();
    struct bot_state state;
    struct bot_decision d;
    bool ok = bot_state_parse(job, a->state, &state, err);

    if (ok) {
        struct bot_request request = {.text = text,
                                      .lang_before = a->lang,
                                      .audiences = &a->audiences,
                                      .top = 3,
                                      .now = clock_now(),
                                      .explain = a->options->explain};

        ok = bot_decide(a->bot, a->reader, job, &request, &state, &d, err);
    }
    if (ok) {
        print_decision(a, job, &d);
        a->lang = d.lang;
        a->state =
            d.kind == BOT_HANDOFF ? SLICE("") : slice_copy(a->life, bot_state_print(job, &d.next));
    }
    arena_free(job);
    return ok;
}

static bool converse(struct asking *a, struct err *err)
{
    char *line = NULL;
    size_t cap = 0;
    ssize_t len;
    bool ok = true, terminal = isatty(STDIN_FILENO);

    while (ok && (!terminal || (fputs("> ", stdout), fflush(stdout) == 0)) &&
           (len = getline(&line, &cap, stdin)) >= 0) {
        struct slice text = slice_trim((struct slice){line, (size_t)len});

        ok = text.len == 0 || turn(a, text, err);
    }
    free(line);
    return ok;
}

static bool open_bot(struct asking *a, struct err *err)
{
    struct policy policy;

    if (!bot_standard_policy(a->life, &policy, err))
        return false;
    a->bot = bot_new(a->life, &policy, err);
    return a->bot && bot_follow(a->bot, a->reader, err);
}

static int run_ask(struct arena *life, int argc, char **args)
{
    struct options o = {0};
    struct asking a = {.life = life, .options = &o, .lang = LANGUAGE_EN};
    struct buf question = buf_new(life, bot_text_max);
    struct conf_list words;
    struct err err;
    int status;
    bool ok;

    if (!command_options(life, &cmd_ask, argc, args, &o, &words, &status))
        return status;
    texts_add(life, &a.audiences, slice_of(o.audience));
    for (size_t i = 0; i < words.count; i++)
        buf_printf(&question, "%s%s", i ? " " : "", words.items[i]);
    if (!reader_open_in(o.data, 0, &a.reader, &err))
        return command_fail(&err);
    ok = open_bot(&a, &err) &&
         (question.len ? turn(&a, buf_slice(&question), &err) : converse(&a, &err));
    reader_close(a.reader);
    return ok ? EXIT_DONE : command_fail(&err);
}

const struct command cmd_ask = {"ask", "[OPTIONS] [QUESTION]",
                                "Ask the bot one question, or hold a conversation", options,
                                run_ask};
