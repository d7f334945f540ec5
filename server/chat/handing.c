/* handing.c - see handing.h */
#include "server/chat/handing.h"

#include "base/clock.h"
#include "desk/summary.h"
#include "desk/triage.h"

/* Below it, the bot's word for "none", an article's category would only mislead. */
static const double category_p_least = 0.3;

bool handing_prepare(struct exchange *x, struct handing *h, struct err *err)
{
    struct bot_request request = {.text = h->question,
                                  .lang_before = h->decision->lang,
                                  .filter = h->filter,
                                  .audiences = h->audiences};

    h->advice_count = 0;
    if (!x->worker->reader || h->question.len == 0)
        return true;
    return advice_find(x->worker->bot, x->worker->reader, x->job, &request, &h->decision->next,
                       h->advice, &h->advice_count, err);
}

/* ---- what was said ---- */

struct said {
    struct texts all, questions; /* of the customer, in this episode */
};

static struct said said_in(struct exchange *x, const struct transcript *t)
{
    struct said s = {0};

    for (size_t i = 0; i < t->count; i++) {
        const struct transcript_turn *turn = &t->turns[i];
        struct slice question;

        if (turn->episode != t->conversation.episode || !slice_is(turn->author, "customer"))
            continue;
        texts_add(x->job, &s.all, turn->text);
        if (turn->choice.len)
            continue;
        question = advice_question(x->worker->bot, x->worker->stemmer, x->job, turn->text,
                                   t->conversation.lang);
        if (question.len)
            texts_add(x->job, &s.questions, question);
    }
    return s;
}

/* ---- as JSON ---- */

/* Its title, and where it is read; what is no longer published has only its id. */
static void add_article(struct exchange *x, struct json *o, struct slice id)
{
    struct err ignored;
    struct article a;

    json_add_text(o, "article_id", id);
    if (!x->worker->reader || !reader_article(x->worker->reader, x->job, id, &a, &ignored))
        return;
    json_add_text(o, "title", a.title);
    json_add_text(o, "url", article_url(x->job, &a));
}

static void add_summary(struct exchange *x, struct json *into, const struct transcript *t,
                        const struct summary *s, const struct texts *details)
{
    struct json *o = json_add_object(into, "summary"), *list;

    json_add_text(o, "question", s->question);
    texts_print(o, "in_other_words", &s->in_other_words);
    list = json_add_array(o, "tried");
    for (size_t i = 0; i < s->tried_count; i++) {
        struct json *tried = json_add_object(list, NULL);

        add_article(x, tried, s->tried[i].article);
        json_add_text(tried, "result", s->tried[i].rejected ? SLICE("rejected") : SLICE("shown"));
    }
    list = json_add_array(o, "clarified");
    for (size_t i = 0; i < s->clarified_count; i++) {
        struct json *picked = json_add_object(list, NULL);

        json_add_text(picked, "question", s->clarified[i].question);
        json_add_text(picked, "picked", s->clarified[i].picked);
    }
    texts_print(o, "collected", details);
    texts_print(o, "quoted", &s->quoted);
    json_add_text(o, "language", slice_of(language_code(t->conversation.lang)));
    json_add_number(o, "minutes", (double)s->minutes);
    json_add_number(o, "turns", (double)s->turns);
}

static void add_advice(struct json *o, const struct handing *h)
{
    struct json *articles = json_add_array(o, "suggested_articles");
    struct json *replies = json_add_array(o, "suggested_replies");

    for (size_t i = 0; i < h->advice_count; i++) {
        const struct advice *a = &h->advice[i];
        struct json *article = json_add_object(articles, NULL), *reply;

        json_add_text(article, "article_id", a->article.id);
        json_add_text(article, "title", a->article.title);
        json_add_text(article, "url", a->article.url);
        json_add_ratio(article, "confidence", a->article.p);
        if (a->passage.len == 0)
            continue;
        reply = json_add_object(replies, NULL);
        json_add_text(reply, "article_id", a->article.id);
        json_add_text(reply, "text", a->passage);
    }
}

static const struct json *about(struct exchange *x, const struct handing *h,
                                const struct transcript *t, const struct summary *s,
                                const struct texts *duplicates)
{
    struct json *o = json_object(x->job);

    json_add_text(o, "reason", slice_of(h->decision->reason));
    json_add_ratio(o, "confidence", h->decision->p);
    bot_add_scores(o, &h->decision->next);
    json_add_text(o, "policy_sha", slice_of(x->server->policy.sha));
    add_summary(x, o, t, s, &h->decision->next.details);
    add_advice(o, h);
    texts_print(o, "duplicates_open", duplicates);
    if (h->context.len)
        add_article(x, json_add_object(o, "page"), h->context);
    return o;
}

/* ---- the ticket ---- */

static bool open_ticket(struct exchange *x, struct recording *rec, const struct handing *h,
                        const struct transcript *t, char number[ticket_number_size],
                        struct err *err)
{
    struct said said = said_in(x, t);
    struct summary_facts facts = {h->question, said.questions, h->decision->next.excluded};
    struct triage_case c = {.reason = h->decision->reason,
                            .priority =
                                slice_of(h->decision->priority ? h->decision->priority : ""),
                            .said = said.all};
    struct ticket_record ticket = {.reason = h->decision->reason};
    struct triage_result kind;
    struct texts duplicates;
    struct summary summary;

    if (!recording_duplicates(rec, &duplicates, err) ||
        (x->worker->reader && !advice_as_said(x->worker->reader, x->job, h->audiences,
                                              &said.questions, &facts.question, err)))
        return false;
    if (facts.question.len == 0 && said.all.count) /* nothing was a question: the last words */
        facts.question = said.all.items[said.all.count - 1];
    if (h->advice_count && h->advice[0].article.p >= category_p_least)
        c.categories = h->advice[0].categories;
    kind = triage_of(x->server->triage, x->worker->stemmer, x->job, &c);
    summary_of(x->job, t, &facts, clock_now(), &summary);
    ticket.type = kind.type;
    ticket.category = kind.category;
    ticket.priority = kind.priority;
    ticket.question = summary.question;
    ticket.about = about(x, h, t, &summary, &duplicates);
    return recording_ticket(rec, &ticket, number, err);
}

bool handing_record(struct exchange *x, struct recording *rec, const struct handing *h,
                    struct talk_reply *reply, struct err *err)
{
    char number[ticket_number_size];
    struct transcript t;

    if (reply->ticket.len == 0) {
        if (!recording_said(rec, &t, err) || !open_ticket(x, rec, h, &t, number, err))
            return false;
        reply->ticket = slice_copy(x->job, slice_of(number));
    }
    if (!talk_expect(x, rec, reply, h->decision->lang, err))
        return false;
    talk_word(x, h->decision, reply);
    return true;
}
