/* counting.c - see counting.h */
#include "server/editor/counting.h"

#include "bot/learn/mask.h"
#include "server/access/gate.h"
#include "server/editor/crowd.h"
#include "server/net/address.h"
#include "server/net/target.h"

static bool counts(const struct exchange *x)
{
    return x->server->crowd && x->access.role < ROLE_DESK && !slice_is(x->request->method, "HEAD");
}

/* Twice, for folding joins what stood apart: 12 345 678. */
static struct slice words_of_text(struct exchange *x, struct slice text)
{
    const struct lexicon *l = bot_lexicon(x->worker->bot);
    const struct texts names = {0};

    for (int i = 0; i < 2; i++)
        text = mask_fold(x->job, mask_text(x->job, l, x->worker->stemmer, text, &names));
    return text;
}

static struct slice address_of(struct exchange *x)
{
    return address_network(x->job, gate_address(x));
}

void counting_answered(struct exchange *x, struct slice query_id, struct slice text,
                       const struct search_result *found)
{
    struct crowd_search s = {text, found->lang, found->no_confident_match};

    if (counts(x))
        crowd_remember(x->server->crowd, query_id, &s);
}

void counting_meant(struct exchange *x, struct slice query_id, bool picked)
{
    struct crowd_search s;
    struct slice words;

    if (!counts(x) || !crowd_recall(x->server->crowd, x->job, query_id, &s))
        return;
    words = words_of_text(x, s.text);
    crowd_count(x->server->crowd, address_of(x), s.lang, words, s.missed);
    if (picked)
        crowd_pick(x->server->crowd, address_of(x), words);
}

void counting_page(struct exchange *x, struct slice text, const struct search_result *found)
{
    if (counts(x) && text.len <= searches_text_max)
        crowd_count(x->server->crowd, address_of(x), found->lang, words_of_text(x, text),
                    found->no_confident_match);
}

/* The words of a page of results, by its whole address; empty if it is none. */
static struct slice words_of_address(struct exchange *x, struct slice address)
{
    struct http_request *from = ARENA_NEW(x->job, struct http_request);

    from->job = x->job;
    if (target_read(from, address) ||
        !(slice_is(from->path, "/ru/search") || slice_is(from->path, "/en/search")))
        return SLICE("");
    for (size_t i = 0; i < from->arg_count; i++)
        if (slice_is(from->args[i].name, "q"))
            return slice_trim(from->args[i].value);
    return SLICE("");
}

void counting_opened(struct exchange *x)
{
    struct slice text;

    if (!counts(x) || x->request->referer.len == 0)
        return;
    text = words_of_address(x, x->request->referer);
    if (text.len && text.len <= searches_text_max)
        crowd_pick(x->server->crowd, address_of(x), words_of_text(x, text));
}
