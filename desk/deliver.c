/* deliver.c - see deliver.h. The only user of libcurl. */
#include "desk/deliver.h"

#include <inttypes.h>
#include <stdlib.h>

#include <curl/curl.h>

#include "base/background.h"
#include "base/clock.h"
#include "base/fault.h"
#include "base/sign.h"
#include "desk/outbox.h"

enum {
    connect_seconds = 4,
    total_seconds = 10,
    day_ms = 24 * 60 * 60 * 1000,
    retry_after_most = 3600,
    sleep_most_ms = 60 * 1000,
    error_max = 300
};

struct deliver {
    struct desk *desk;
    const char *url, *secret;
    CURL *curl;
    struct background background;
};

static bool may_try_again(long status)
{
    return status == 0 || status == 408 || status == 409 || status == 425 || status == 429 ||
           status >= 500;
}

int64_t deliver_delay(int64_t attempts, int64_t age_ms, long status, long retry_after,
                      double random)
{
    static const int64_t seconds[] = {5, 30, 120, 600, 1800, 7200, 21600, 43200};
    size_t last = sizeof seconds / sizeof *seconds - 1;
    size_t i = attempts < 1 ? 0 : (size_t)attempts - 1;
    double ms;

    if (!may_try_again(status) || age_ms >= day_ms)
        return 0;
    ms = (double)seconds[i < last ? i : last] * 1000 * (0.8 + 0.4 * random);
    if (retry_after > retry_after_most)
        retry_after = retry_after_most;
    if (ms < (double)retry_after * 1000)
        ms = (double)retry_after * 1000;
    return (int64_t)ms;
}

/* The receiver's answer is of no interest beyond its status. */
static size_t drop(char *data, size_t size, size_t count, void *self)
{
    (void)data;
    (void)self;
    return size * count;
}

static struct curl_slist *headers_of(const struct deliver *w, struct arena *job,
                                     const struct outbox_item *item)
{
    const char *time = arena_printf(job, "%" PRId64, clock_now() / 1000);
    struct slice parts[] = {slice_of(time), SLICE("."), item->payload};
    struct curl_slist *list = NULL;
    char signature[sign_hex_size];

    sign_hmac(slice_of(w->secret), parts, 3, signature);
    list = curl_slist_append(list, "Content-Type: application/json");
    list = curl_slist_append(list, "Expect:");
    list = curl_slist_append(list, arena_printf(job, "X-KB-Event: %s", item->event.ptr));
    list = curl_slist_append(list, arena_printf(job, "X-KB-Delivery: %s", item->delivery.ptr));
    list = curl_slist_append(list, arena_printf(job, "X-KB-Seq: %" PRId64, item->seq));
    list = curl_slist_append(list, arena_printf(job, "X-KB-Timestamp: %s", time));
    return curl_slist_append(list, arena_printf(job, "X-KB-Signature: v1=%s", signature));
}

/* One attempt: the HTTP status, 0 where there was none, and why it failed. */
static long post(struct deliver *w, struct arena *job, const struct outbox_item *item,
                 long *retry_after, struct slice *why)
{
    struct curl_slist *headers = headers_of(w, job, item);
    curl_off_t wait = 0;
    long status = 0;
    CURLcode code;

    curl_easy_reset(w->curl);
    curl_easy_setopt(w->curl, CURLOPT_URL, w->url);
    curl_easy_setopt(w->curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(w->curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(w->curl, CURLOPT_POSTFIELDS, item->payload.ptr);
    curl_easy_setopt(w->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)item->payload.len);
    curl_easy_setopt(w->curl, CURLOPT_CONNECTTIMEOUT, (long)connect_seconds);
    curl_easy_setopt(w->curl, CURLOPT_TIMEOUT, (long)total_seconds);
    curl_easy_setopt(w->curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(w->curl, CURLOPT_USERAGENT, "Kladez");
    curl_easy_setopt(w->curl, CURLOPT_WRITEFUNCTION, drop);
    code = curl_easy_perform(w->curl);
    curl_easy_getinfo(w->curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(w->curl, CURLINFO_RETRY_AFTER, &wait);
    curl_slist_free_all(headers);
    *retry_after = (long)wait;
    *why = slice_of(code == CURLE_OK ? arena_printf(job, "status %ld", status)
                                     : curl_easy_strerror(code));
    return code == CURLE_OK ? status : 0;
}

static bool attempt(struct deliver *w, struct arena *job, const struct outbox_item *item,
                    struct err *err)
{
    long retry_after, status;
    uint32_t random;
    struct slice why;
    int64_t delay;

    if (fault_here("deliver.1"))
        return err_sys(err, "delivery stopped before it was sent");
    status = post(w, job, item, &retry_after, &why);
    if (fault_here("deliver.2"))
        return err_sys(err, "delivery stopped after it was sent");
    if (status >= 200 && status < 300)
        return outbox_delivered(w->desk, item->id, err);
    sign_random(&random, sizeof random);
    delay = deliver_delay(item->attempts + 1, clock_now() - item->created_at, status, retry_after,
                          (double)random / UINT32_MAX);
    return outbox_failed(w->desk, item->id, why, delay ? clock_now() + delay : 0, err);
}

/* Delivers everything that is due, until the thread is to end: there may be an attempt of ten seconds for
 * each. When the next is. */
static int64_t deliver_due(struct deliver *w)
{
    int64_t next_at = 0;
    bool found = true;

    while (found && background_sleep(&w->background, 0)) {
        struct arena *job = arena_new();
        struct outbox_item item;
        struct err err;
        bool ok = outbox_due(w->desk, job, clock_now(), &item, &found, &next_at, &err) &&
                  (!found || attempt(w, job, &item, &err));

        arena_free(job);
        if (!ok) /* the database is busy or broken: the others see to it; try later */
            return clock_now() + sleep_most_ms;
    }
    return next_at;
}

static int64_t rest_ms(int64_t next_at)
{
    int64_t ms = next_at ? next_at - clock_now() : sleep_most_ms;

    return ms < 0 ? 0 : ms > sleep_most_ms ? sleep_most_ms : ms;
}

static void run(void *what)
{
    struct deliver *w = what;
    int64_t next_at;

    do
        next_at = deliver_due(w);
    while (background_sleep(&w->background, rest_ms(next_at)));
}

struct deliver *deliver_start(struct desk *d, const char *url, const char *secret, struct err *err)
{
    struct deliver *w = calloc(1, sizeof *w);

    if (!w)
        abort();
    w->desk = d;
    w->url = url;
    w->secret = secret;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    w->curl = curl_easy_init();
    if (!w->curl || !background_start(&w->background, run, w)) {
        curl_easy_cleanup(w->curl);
        free(w);
        err_set(err, ERR_ENGINE, "the thread that delivers notices cannot start");
        return NULL;
    }
    return w;
}

void deliver_wake(struct deliver *w)
{
    if (w)
        background_wake(&w->background);
}

void deliver_stop(struct deliver *w)
{
    if (!w)
        return;
    background_stop(&w->background);
    curl_easy_cleanup(w->curl);
    curl_global_cleanup();
    free(w);
}
