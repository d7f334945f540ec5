/* cmd_tickets.c - kladez tickets: what waits for a person. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "cli/command.h"
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

/* Customers' words, without what a terminal would obey; on one line if `flat`. */
static struct slice harmless(struct arena *life, struct slice text, bool flat)
{
    char *out = (char *)slice_cstr(life, text);

    for (size_t i = 0; i < text.len; i++) {
        bool control = (unsigned char)out[i] < 0x20 || out[i] == 0x7F ||
                       (out[i] == '\xC2' && (unsigned char)out[i + 1] < 0xA0); /* C1 */

        if (control && (flat || out[i] != '\n'))
            out[i] = ' ';
    }
    return (struct slice){out, text.len};
}

static bool list(struct arena *life, struct desk *d, bool all, struct err *err)
{
    struct ticket *tickets;
    size_t count;

    if (!ticket_list(d, life, all ? SLICE("") : SLICE("open"), listed_most, &tickets, &count, err))
        return false;
    if (count == 0)
        printf("No tickets.\n");
    for (size_t i = 0; i < count; i++) {
        struct slice question = harmless(life, tickets[i].question, true);
        char time[clock_text_size];

        clock_print(tickets[i].created_at, time);
        printf("%.*s  %s  %-8.*s %-16.*s %.*s\n", SLICE_ARG(tickets[i].number), time,
               SLICE_ARG(tickets[i].priority), SLICE_ARG(tickets[i].reason), SLICE_ARG(question));
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

static bool show(struct arena *life, struct desk *d, const char *number, struct err *err)
{
    struct ticket t;
    struct transcript said;
    char time[clock_text_size];

    if (!ticket_load(d, life, slice_of(number), &t, err) ||
        !transcript_read(d, life, t.conversation, &said, err))
        return false;
    clock_print(t.created_at, time);
    printf("%.*s  %.*s  %s\nReason: %.*s\nCategory: %.*s\nContact: %.*s\nAbout: %.*s\n\n",
           SLICE_ARG(t.number), SLICE_ARG(t.state), time, SLICE_ARG(t.reason),
           SLICE_ARG(t.category), SLICE_ARG(t.contact), SLICE_ARG(t.about));
    for (size_t i = 0; i < said.count; i++) {
        clock_print(said.turns[i].at, time);
        printf("[%s] %.*s: ", time, SLICE_ARG(said.turns[i].author));
        print_indented(harmless(life, said.turns[i].text, false));
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
