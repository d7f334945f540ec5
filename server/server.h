/*
 * server.h - the server: everything behind one address.
 */
#ifndef SERVER_SERVER_H
#define SERVER_SERVER_H

#include "base/conf.h"
#include "base/err.h"
#include "server/pages/site.h"

struct server_options {
    const char *data, *listen;
    uint64_t threads, connections, queue; /* requests answered and waiting at once */
    uint64_t header_seconds, idle_seconds;
    uint64_t rate, burst; /* requests a minute and at once, of one address */
    struct conf_list origins;
    const char *webhook, *webhook_secret, *identity_secret, *policy, *triage, *hours, *canned;
    struct site_options site;
    uint64_t searches_days;      /* that counts of searches are kept; 0: none are */
    uint64_t conversations_days; /* that silent conversations are kept; 0: for ever */
    bool shadow;                 /* people answer, the bot only decides */
};

struct running_server;

bool server_start(const struct server_options *o, struct running_server **out, struct err *err);
unsigned server_port(const struct running_server *s);

/* Finishes what is under way. */
void server_stop(struct running_server *s);

#endif
