/* cmd_ask.c - kladez ask: the bot on a terminal; nothing is kept, no ticket is opened. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "bot/advice.h"
#include "bot/bot.h"
#include "cli/command.h"
#include "cli/terminal.h"

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
    struct slice state;   /* as text, from one turn to the next */
    struct texts said;    /* by the customer, since the last hand-off */
    struct texts choices; /* of the last question back, by number */
    enum language lang;
    bool colours;
};

/* ---- printing ---- */

#define BOLD "1"
#define DIM  "2"

/* What came from articles may hold what a terminal would obey. */
static void print_in(const struct asking *a, const char *how, struct slice text)
{
    struct slice shown = terminal_harmless(a->life, text, false);

    if (a->colours)
        printf("\033[%sm%.*s\033[0m", how, SLICE_ARG(shown));
    else
        printf("%.*s", SLICE_ARG(shown));
}

static void print_line(const struct asking *a, const char *how, const char *text)
{
    print_in(a, how, slice_of(text));
    putchar('\n');
}

static void print_options(struct asking *a, const struct bot_decision *d)
{
    a->choices = (struct texts){0};
    for (size_t i = 0; i < d->option_count; i++) {
        print_in(a, BOLD, slice_of(arena_printf(a->life, "  %zu) ", i + 1)));
        printf("%.*s\n", SLICE_ARG(terminal_harmless(a->life, d->options[i].title, true)));
        texts_add(a->life, &a->choices, slice_copy(a->life, d->options[i].id));
    }
    if (d->option_count == 0)
        return;
    print_in(a, BOLD, SLICE("  0) "));
    printf("%.*s\n", SLICE_ARG(d->none_of_these));
}

/* What was given, and whether it helped. */
static bool print_tried(struct asking *a, struct arena *job, const struct bot_state *s,
                        struct err *err)
{
    struct article article;

    for (size_t i = 0; i < s->excluded.count; i++)
        if (reader_article(a->reader, job, s->excluded.items[i], &article, err))
            printf("  did not help: %.*s\n", SLICE_ARG(article.title));
        else if (err->code != ERR_NOT_FOUND)
            return false;
    return true;
}

static bool print_advice(struct asking *a, struct arena *job, const struct bot_decision *d,
                         struct err *err)
{
    struct bot_request request = {.text = d->next.question,
                                  .lang_before = d->lang,
                                  .audiences = &a->audiences,
                                  .top = advice_most};
    struct advice list[advice_most];
    size_t count = 0;

    if (d->next.question.len &&
        !advice_find(a->bot, a->reader, job, &request, &d->next, list, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        printf("  may answer: %.*s (%.2f)\n", SLICE_ARG(list[i].article.title), list[i].article.p);
    return true;
}

/* No ticket is opened: there is no desk. This is what one would hold. */
static bool print_handoff(struct asking *a, struct arena *job, const struct bot_decision *d,
                          struct err *err)
{
    print_line(a, DIM, "[a trial: no ticket is opened. With a server the agent would get:]");
    printf("  because: %s%s%s\n", d->reason, d->priority ? ", priority " : "",
           d->priority ? d->priority : "");
    if (d->next.question.len)
        printf("  question: %.*s\n", SLICE_ARG(d->next.question));
    for (size_t i = 0; i < a->said.count; i++)
        if (!slice_eq(a->said.items[i], d->next.question))
            printf("  customer: %.*s\n", SLICE_ARG(a->said.items[i]));
    for (size_t i = 0; i < d->next.details.count; i++)
        printf("  collected: %.*s\n", SLICE_ARG(d->next.details.items[i]));
    return print_tried(a, job, &d->next, err) && print_advice(a, job, d, err);
}

/* "[answer: confident · p 0.97 · q 0.98 · answers from 0.57, asks from 0.33]" and the features. */
static void print_why(const struct asking *a, struct arena *job, const struct bot_decision *d)
{
    const struct json *from = json_member(d->trace, "thresholds"), *list;
    struct buf out = buf_new(job, SIZE_MAX);

    bool searched = d->p > 0 || d->q > 0;

    buf_printf(&out, "[%s:", bot_decision_name(d->kind));
    list = json_first(json_member(d->trace, "rules"));
    for (const struct json *i = list; i; i = json_next(i))
        buf_printf(&out, " %.*s", SLICE_ARG(json_text(i)));
    buf_printf(&out, " · p %.2f · q %.2f · answers from %.2f, asks from %.2f]%s", d->p, d->q,
               json_number(json_member(from, "answer")), json_number(json_member(from, "clarify")),
               searched ? "\n[" : "");
    list = searched ? json_first(json_member(d->trace, "features")) : NULL;
    for (const struct json *i = list; i; i = json_next(i))
        buf_printf(&out, "%.*s %.2f%s", SLICE_ARG(json_name(i)), json_number(i),
                   json_next(i) ? " · " : "]");
    print_line(a, DIM, buf_slice(&out).ptr);
}

static bool print_decision(struct asking *a, struct arena *job, const struct bot_decision *d,
                           struct err *err)
{
    for (size_t i = 0; i < d->message_count; i++)
        printf("%.*s\n",
               SLICE_ARG(terminal_harmless(
                   job, slice_fill(job, d->messages[i].text, "{ticket}", SLICE(BOT_NO_TICKET)),
                   false)));
    print_options(a, d);
    if (d->has_answer)
        print_line(a, DIM,
                   arena_printf(job, "%.*s%s%.*s", SLICE_ARG(article_url(job, &d->article)),
                                d->anchor.len ? "#" : "", SLICE_ARG(d->anchor)));
    if (d->kind == BOT_HANDOFF && !print_handoff(a, job, d, err))
        return false;
    if (a->options->explain)
        print_why(a, job, d);
    return true;
}

/* ---- a turn ---- */

/* The option of that number; "none" for 0; empty if it is none. */
static struct slice choice_of(const struct asking *a, struct slice text)
{
    uint64_t number;

    if (a->choices.count == 0 || !slice_to_count(text, &number) || number > a->choices.count)
        return SLICE("");
    return number ? a->choices.items[number - 1] : SLICE("none");
}

static bool decide(struct asking *a, struct arena *job, struct slice text, struct bot_decision *d,
                   struct err *err)
{
    struct bot_request request = {.text = text,
                                  .choice = choice_of(a, text),
                                  .lang_before = a->lang,
                                  .audiences = &a->audiences,
                                  .top = 3,
                                  .now = clock_now(),
                                  .explain = a->options->explain};
    struct bot_state state;

    if (request.choice.len)
        request.text = SLICE("");
    return bot_state_parse(job, a->state, &state, err) &&
           bot_decide(a->bot, a->reader, job, &request, &state, d, err);
}

static bool turn(struct asking *a, struct slice text, struct err *err)
{
    struct arena *job = arena_new();
    struct bot_decision d;
    bool ok = decide(a, job, text, &d, err);

    if (ok) {
        texts_add(
            a->life, &a->said,
            slice_copy(a->life, terminal_harmless(job, d.chosen.len ? d.chosen : text, true)));
        ok = print_decision(a, job, &d, err);
        a->lang = d.lang;
        a->state = slice_copy(a->life, bot_state_print(job, &d.next));
    }
    if (ok && d.kind == BOT_HANDOFF) { /* an episode of its own follows */
        a->state = SLICE("");
        a->said = (struct texts){0};
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

    if (terminal)
        puts("Ask in Russian or English. Options are picked by number; Ctrl-D ends.");
    while (ok && (!terminal || (fputs("> ", stdout), fflush(stdout) == 0)) &&
           (len = getline(&line, &cap, stdin)) >= 0) {
        struct slice text = slice_trim((struct slice){line, (size_t)len});

        if (text.len > bot_text_max)
            printf("That is longer than the %d bytes a turn may have.\n", bot_text_max);
        else if (text.len)
            ok = turn(a, text, err);
        fflush(stdout);
    }
    if (terminal && ok)
        putchar('\n');
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
    struct asking a = {
        .life = life, .options = &o, .lang = LANGUAGE_EN, .colours = isatty(STDOUT_FILENO)};
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
