/* cmd_serve.c - kladez serve: the server, until it is told to stop. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "cli/command.h"
#include "desk/searches.h"
#include "server/server.h"

struct options {
    struct server_options server;
    const char *config, *log, *pin;
};

#define AT(member) offsetof(struct options, member)

static const struct conf_option options[] = {
    {"data", CONF_TEXT, AT(server.data), "./var", 0, 0, "folder of indexes and tickets"},
    OPTION_CONFIG(struct options),
    {"listen", CONF_TEXT, AT(server.listen), "127.0.0.1:8700", 0, 0,
     "address:port; port 0 picks one and prints it"},
    {"threads", CONF_COUNT, AT(server.threads), "4", 1, 64, "requests answered at once"},
    {"connections", CONF_COUNT, AT(server.connections), "4096", 16, 100000,
     "connections open at once"},
    {"queue", CONF_COUNT, AT(server.queue), "512", 1, 100000,
     "requests that wait for a thread before more are refused (503)"},
    {"header-seconds", CONF_COUNT, AT(server.header_seconds), "10", 1, 3600,
     "a request must have come whole after so long"},
    {"idle-seconds", CONF_COUNT, AT(server.idle_seconds), "30", 1, 3600,
     "a connection without a request is closed after so long"},
    {"rate", CONF_COUNT, AT(server.rate), "600", 0, 1000000,
     "requests a minute of one address; 0: any number. This machine itself is not limited"},
    {"burst", CONF_COUNT, AT(server.burst), "120", 1, 1000000, "how many of them at once"},
    {"origins", CONF_LIST, AT(server.origins), NULL, 0, 0,
     "sites whose pages may call this server, https://shop.example"},
    {"webhook", CONF_TEXT, AT(server.webhook), "", 0, 0,
     "address that is told of hand-offs, http:// or https://"},
    {"webhook-secret", CONF_TEXT, AT(server.webhook_secret), "", 0, 0,
     "key of the notices' signatures"},
    {"identity-secret", CONF_TEXT, AT(server.identity_secret), "", 0, 0,
     "key of the tokens by which a site says who its customer is"},
    {"policy", CONF_TEXT, AT(server.policy), "", 0, 0, "JSON file with the bot's costs"},
    {"shadow", CONF_BOOL, AT(server.shadow), "false", 0, 0,
     "people answer; what the bot would have said is only written down"},
    {"triage", CONF_TEXT, AT(server.triage), "", 0, 0,
     "YAML file with the rules that give tickets type, category and priority"},
    {"hours", CONF_TEXT, AT(server.hours), "", 0, 0,
     "YAML file that says when people are there to answer; without it, always"},
    {"canned", CONF_TEXT, AT(server.canned), "", 0, 0,
     "YAML file with replies that people give often"},
    {"name", CONF_TEXT, AT(server.site.name), "", 0, 0,
     "name of the help centre, such as Sverchok"},
    {"logo", CONF_TEXT, AT(server.site.logo), "", 0, 0, "its logo: an SVG or PNG file"},
    {"theme", CONF_TEXT, AT(server.site.theme), "", 0, 0, "its look: a CSS file"},
    {"public-url", CONF_TEXT, AT(server.site.public_url), "", 0, 0,
     "where people reach it, https://help.example: for links in search engines"},
    {"searches-days", CONF_COUNT, AT(server.searches_days), "90", 0, searches_days_most,
     "how long counts of what people search for are kept; 0: not at all"},
    {"conversations-days", CONF_COUNT, AT(server.conversations_days), "0", 0, 36500,
     "how long conversations are kept in which nobody writes any more; 0: for ever"},
    {"log", CONF_TEXT, AT(log), "info", 0, 0, "least level logged: debug, info, warn, error"},
    {"pin", CONF_TEXT, AT(pin), "", 0, 0,
     "for tests: the clock stands still at this time and ids count up"},
    {0},
};

/* Browsers send an origin as scheme, host and port, in lower case, names beyond ASCII as xn--…;
 * it is compared letter by letter, so anything else would never fit and nobody would know why. */
static bool is_origin(const char *text)
{
    const char *host = strstr(text, "://");

    if (!host || host == text || !host[3])
        return false;
    for (const char *c = text; *c; c++)
        if (*c <= ' ' || *c > '~' || (*c >= 'A' && *c <= 'Z') || strchr("*?#@,", *c))
            return false;
    return !strchr(host + 3, '/');
}

static bool check_addresses(const struct server_options *o, struct err *err)
{
    struct slice hook = slice_of(o->webhook);
    const char *host = strstr(o->webhook, "://");

    for (size_t i = 0; i < o->origins.count; i++)
        if (!is_origin(o->origins.items[i]))
            return err_set(err, ERR_INPUT,
                           "'origins' takes scheme, host and port as browsers send them, such as "
                           "https://shop.example or http://localhost:3000 (lower case, no path, "
                           "xn--… for other alphabets), not '%s'",
                           o->origins.items[i]);
    if (hook.len == 0)
        return true;
    if (!(slice_starts(hook, "http://") || slice_starts(hook, "https://")) || !host[3])
        return err_set(err, ERR_INPUT,
                       "'webhook' takes an address that begins with http:// or https://, such as "
                       "https://desk.example/kladez, not '%s'",
                       o->webhook);
    if (!*o->webhook_secret)
        return err_set(err, ERR_INPUT, "'webhook' needs a 'webhook-secret': notices are signed");
    return true;
}

static bool set_up(const struct options *o, struct err *err)
{
    enum log_level level;
    int64_t pinned;

    if (!log_level_parse(o->log, &level))
        return err_set(err, ERR_INPUT, "'log' is debug, info, warn or error, not '%s'", o->log);
    log_from(level);
    if (*o->pin) {
        if (!clock_parse(slice_of(o->pin), &pinned))
            return err_set(err, ERR_INPUT, "'pin' is a time such as 2026-11-21T08:00:00Z");
        clock_pin(pinned);
    }
    return check_addresses(&o->server, err);
}

/* The port, where a program that started us can read it. */
static void announce(const struct options *o, unsigned port)
{
    const char *colon = strrchr(o->server.listen, ':');

    printf("Kladez listens on http://%.*s:%u\n", (int)(colon - o->server.listen), o->server.listen,
           port);
    fflush(stdout);
    log_line(LOG_INFO, "serve", "msg=ready port=%u data=%s", port, o->server.data);
}

static int serve(const struct options *o)
{
    struct running_server *server;
    struct err err;
    sigset_t stop;
    int signal_number;

    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGINT);
    pthread_sigmask(SIG_BLOCK, &stop, NULL); /* before threads: they leave signals to us */
    if (!server_start(&o->server, &server, &err))
        return command_fail(&err);
    announce(o, server_port(server));
    sigwait(&stop, &signal_number);
    log_line(LOG_INFO, "serve", "msg=stopping");
    server_stop(server);
    return EXIT_DONE;
}

static int run_serve(struct arena *life, int argc, char **args)
{
    struct options o = {0};
    struct conf_list words;
    struct err err;
    int status;

    if (!command_options(life, &cmd_serve, argc, args, &o, &words, &status))
        return status;
    if (!set_up(&o, &err))
        return command_fail(&err);
    return serve(&o);
}

const struct command cmd_serve = {"serve", COMMAND_OPTIONS_ALONE,
                                  "Answer searches and questions over HTTP", options, run_serve};
