/* cmd_tickets.c - kladez tickets: what waits for a person. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "cli/command.h"
#include "cli/terminal.h"
#include "desk/ticket.h"

struct options {
    const char *data, *config;
    bool all;
};

static const struct conf_option options[] = {
    OPTION_DATA(struct options),
    OPTION_CONFIG(struct options),
    {"all", CONF_BOOL, offsetof(struct options, all), "false", 0, 0, "closed ones as well"},
    {0},
};

enum { listed_most = 200 };

static bool list(struct arena *life, struct desk *d, bool all, struct err *err)
{
    struct ticket *tickets;
    size_t count;

    if (!ticket_list(d, life, all ? SLICE("") : SLICE(TICKETS_NOT_CLOSED), listed_most, &tickets,
                     &count, err))
        return false;
    if (count == 0)
        printf("No tickets.\n");
    for (size_t i = 0; i < count; i++) {
        struct slice question = terminal_harmless(life, tickets[i].question, true);
        char time[clock_text_size];

        clock_print(tickets[i].created_at, time);
        printf("%.*s  %s  %-6.*s %-6.*s %-9.*s %-16.*s %.*s\n", SLICE_ARG(tickets[i].number), time,
               SLICE_ARG(tickets[i].state), SLICE_ARG(tickets[i].priority),
               SLICE_ARG(tickets[i].type), SLICE_ARG(tickets[i].reason), SLICE_ARG(question));
    }
    return true;
}

/* Lines behind the first stand further in: none of them looks like a turn of its own. */
static void print_indented(struct slice text)
{
    while (text.ptr) {
        struct slice line = slice_cut(&text, '\n');

        printf("%.*s\n%s", SLICE_ARG(line), text.ptr ? "    " : "");
    }
}

static void print_line(struct arena *life, const char *name, struct slice text)
{
    struct slice shown = terminal_harmless(life, text, true);

    if (shown.len)
        printf("%s: %.*s\n", name, SLICE_ARG(shown));
}

/* A line for each element: the texts of its members `first` and `second`, or itself. */
static void print_list(struct arena *life, const char *name, const struct json *list,
                       const char *first, const char *second)
{
    for (const struct json *i = json_first(list); i; i = json_next(i)) {
        struct slice one = json_text(json_kind(i) == JSON_TEXT ? i : json_member(i, first));
        struct slice two = json_text(json_member(i, second));

        print_line(
            life, name,
            two.len ? slice_of(arena_printf(life, "%.*s -> %.*s", SLICE_ARG(one), SLICE_ARG(two)))
                    : one);
    }
}

static bool print_about(struct arena *life, const struct ticket *t, struct err *err)
{
    const struct json *about, *summary;

    if (!json_parse(life, t->about, &about, err))
        return err_in(err, "ticket %.*s", SLICE_ARG(t->number));
    summary = json_member(about, "summary");
    print_list(life, "In other words", json_member(summary, "in_other_words"), "", "");
    print_list(life, "Tried", json_member(summary, "tried"), "article_id", "result");
    print_list(life, "Clarified", json_member(summary, "clarified"), "question", "picked");
    print_list(life, "Quoted", json_member(summary, "quoted"), "", "");
    print_list(life, "Suggested", json_member(about, "suggested_articles"), "article_id", "title");
    print_list(life, "Also open", json_member(about, "duplicates_open"), "", "");
    return true;
}

static bool print_ticket(struct arena *life, const struct ticket *t, struct err *err)
{
    char time[clock_text_size];

    clock_print(t->created_at, time);
    printf("%.*s  %.*s  %s\n", SLICE_ARG(t->number), SLICE_ARG(t->state), time);
    print_line(life, "Question", t->question);
    print_line(life, "Reason", t->reason);
    print_line(life, "Type", t->type);
    print_line(life, "Category", t->category);
    print_line(life, "Priority", t->priority);
    print_line(life, "Contact", t->contact);
    print_line(life, "Assignee", t->assignee);
    print_line(life, "Outcome", t->outcome);
    print_line(life, "Outcome article", t->outcome_article);
    return print_about(life, t, err);
}

static bool show(struct arena *life, struct desk *d, const char *number, struct err *err)
{
    struct ticket t;
    struct transcript said;
    char time[clock_text_size];

    if (!ticket_load(d, life, slice_of(number), &t, err) ||
        !transcript_read(d, life, t.conversation, &said, err) || !print_ticket(life, &t, err))
        return false;
    printf("\n");
    for (size_t i = 0; i < said.count; i++) {
        clock_print(said.turns[i].at, time);
        printf("[%s] %.*s%s: ", time, SLICE_ARG(said.turns[i].author),
               said.turns[i].private ? " (private)" : "");
        print_indented(terminal_harmless(life, said.turns[i].text, false));
    }
    return true;
}

static int run_tickets(struct arena *life, int argc, char **args)
{
    struct options o = {0};
    struct conf_list words;
    struct desk *d;
    struct err err;
    int status;
    bool ok, showing;

    if (!command_options(life, &cmd_tickets, argc, args, &o, &words, &status))
        return status;
    showing = words.count == 2 && strcmp(words.items[0], "show") == 0;
    if (!showing && words.count && (words.count > 1 || strcmp(words.items[0], "list") != 0)) {
        err_set(&err, ERR_INPUT, "usage: kladez tickets [list | show NUMBER]");
        return command_fail(&err);
    }
    if (!desk_is_there(o.data, &err) || !desk_open(o.data, &d, &err))
        return command_fail(&err);
    ok = showing ? show(life, d, words.items[1], &err) : list(life, d, o.all, &err);
    desk_close(d);
    return ok ? EXIT_DONE : command_fail(&err);
}

const struct command cmd_tickets = {"tickets", "[OPTIONS] [list | show NUMBER]",
                                    "Show what was handed to people", options, run_tickets};
