/*
 * exchange.h - one request on its way through a handler, and all a handler may use.
 */
#ifndef SERVER_EXCHANGE_H
#define SERVER_EXCHANGE_H

#include "bot/bot.h"
#include "desk/canned.h"
#include "desk/deliver.h"
#include "desk/desk.h"
#include "desk/expectation.h"
#include "desk/triage.h"
#include "engine/index/reader.h"
#include "server/access/access.h"
#include "server/access/limits.h"
#include "server/metrics.h"
#include "server/net/http.h"
#include "server/pages/site.h"

/* What all threads share; it does not change while they run. */
struct server {
    const char *data;
    const char *const *origins; /* that pages of other sites may call from */
    size_t origin_count;
    struct policy policy;
    bool shadow;                 /* shadow.h */
    const char *identity_secret; /* identity.h; empty: tokens are refused */
    struct triage *triage;       /* what kind of ticket a conversation becomes */
    struct calendar *calendar;   /* when people are there; NULL: always */
    struct sets expectation;     /* the words of expectation_text */
    struct canned_list canned;   /* replies people give often */
    struct site site;            /* the look of the help centre */
    struct desk *desk;
    struct deliver *deliver; /* NULL: no webhook */
    struct live *live;       /* those who look on */
    struct keys *keys;
    struct learned *learned; /* what was found for editors */
    struct crowd *crowd;     /* searches that count; NULL: none do */
    struct runs *runs;       /* that editors start */
    struct limits *limits;
    struct metrics *metrics;
    struct http *http;
    int64_t started_at;
};

/* One thread's own. */
struct worker {
    struct server *server;
    struct arena *life;
    struct reader *reader; /* NULL until something is published */
    struct bot *bot;       /* on the reader's generation */
    struct err unreadable; /* why what is published now is not read; ERR_NONE: it is */
    struct stemmer *stemmer;
};

enum { captures_most = 2 };

struct route;

struct exchange {
    struct arena *job;
    const struct http_request *request;
    struct http_reply *reply;
    struct server *server;
    struct worker *worker;
    const struct route *route;
    struct slice captures[captures_most];
    struct slice bearer;
    struct access access;
    int64_t started;       /* microseconds */
    char id[id_text_size]; /* of the request, in logs and replies */
};

/* ---- replies (reply.c) ---- */

void reply_json(struct exchange *x, unsigned status, const struct json *body);
void reply_text(struct exchange *x, unsigned status, const char *type, struct slice body);

/* An error in the style of the route: Meilisearch's object, or RFC 9457 under /v1. */
void reply_error(struct exchange *x, unsigned status, const char *code, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* 409 with how things stand, as `current`. */
void reply_conflict(struct exchange *x, const char *code, const char *text,
                    const struct json *current);

/* What a function said; its code gives the status (one table). `code` may be NULL: by status. */
void reply_err(struct exchange *x, const struct err *err, const char *code);

/* The error of a bearer that opens no conversation and is no key. */
void reply_wrong_token(struct exchange *x);

/* The body as an object; false if there was an error to reply. An empty body is an empty
 * object where `optional`. */
bool request_object(struct exchange *x, bool optional, const struct json **out);

/* The reader of what is published, or an error reply and NULL. */
struct reader *exchange_reader(struct exchange *x);

/* Something was recorded in a conversation: those who should know are told. */
void exchange_recorded(struct exchange *x, struct slice conversation);

/* Conversations were erased: the same. */
void exchange_erased(struct exchange *x);

/* Milliseconds since the request came. */
double exchange_ms(const struct exchange *x);

#endif
