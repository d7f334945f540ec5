/* learning.c - see learning.h: what there is to decide. */
#include "server/editor/learning.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/sign.h"
#include "bot/learn/mask.h"
#include "indexer/approved.h"
#include "server/editor/tally.h"

/* Two customers without an answer make a gap; so does one answer that a person had to write. What
 * was decided on comes back with grown_times the customers it had then, and grown_more. */
enum { gap_customers_least = 2, grown_times = 2, grown_more = 3 };

static const int64_t day_ms = 24 * 60 * 60 * 1000;

struct learning_run {
    const struct learner *l;
    struct arena *job;
    enum language lang;
    struct learning *out;
};

/* ---- what the bot would say today ---- */

struct today {
    bool answers;
    struct bot_candidate best; /* what it answers with, else what comes nearest; may have no id */
};

static struct bot_candidate kept(struct arena *job, const struct bot_candidate *c)
{
    return (struct bot_candidate){.id = slice_copy(job, c->id),
                                  .title = slice_copy(job, c->title),
                                  .url = slice_copy(job, c->url),
                                  .p = c->p};
}

static bool ask_today(struct learning_run *r, struct slice text, struct today *out, struct err *err)
{
    struct arena *job = arena_new();
    struct bot_request request = {.text = text,
                                  .lang = &r->lang,
                                  .lang_before = r->lang,
                                  .filter = r->l->access->filter,
                                  .audiences = &r->l->access->audiences,
                                  .top = 1};
    struct bot_state none = {0};
    struct bot_decision d;
    bool ok = bot_decide(r->l->bot, r->l->reader, job, &request, &none, &d, err);

    *out = (struct today){0};
    if (ok && d.has_answer) {
        struct bot_candidate answer = {.id = d.article.id,
                                       .title = d.article.title,
                                       .url = article_url(job, &d.article),
                                       .p = d.p};

        *out = (struct today){true, kept(r->job, &answer)};
    } else if (ok && d.candidate_count) {
        out->best = kept(r->job, &d.candidates[0]);
    }
    arena_free(job);
    return ok;
}

static bool may_see(const struct access *access, const struct article *a)
{
    bool tagged = access->tags.count == 0;

    for (size_t i = 0; i < a->tags.count; i++)
        tagged = tagged || texts_have(&access->tags, a->tags.items[i]);
    return tagged && texts_have(&access->audiences, a->audience);
}

/* False for an article that is not there, or not for the one who asks. */
static bool describe(struct learning_run *r, struct slice id, struct bot_candidate *out)
{
    struct article a;
    struct err ignored;

    if (!reader_article(r->l->reader, r->job, id, &a, &ignored) || !may_see(r->l->access, &a))
        return false;
    *out = (struct bot_candidate){.id = a.id, .title = a.title, .url = article_url(r->job, &a)};
    return true;
}

/* ---- suggestions ---- */

/* A line of the file that editors keep; empty if it cannot be one. */
static struct slice as_line(struct arena *job, struct slice text)
{
    char *line = (char *)slice_cstr(job, mask_without(job, text));
    struct slice out;
    struct err ignored;

    for (char *c = line; *c; c++)
        if ((unsigned char)*c < ' ')
            *c = ' ';
    out = slice_trim(slice_of(line));
    return approved_check(out, &ignored) ? out : SLICE("");
}

/* Customers' words that the bot does not answer with the article yet. */
static bool add_questions(struct learning_run *r, const struct tally *t, struct slice article,
                          struct texts *out, struct err *err)
{
    for (size_t i = 0; i < t->way_count && out->count < learning_questions; i++) {
        struct slice line = as_line(r->job, t->ways[i]->text);
        struct today today;

        if (line.len == 0)
            continue;
        if (!ask_today(r, line, &today, err))
            return false;
        if (!today.answers || !slice_eq(today.best.id, article))
            texts_add(r->job, out, line);
    }
    return true;
}

static void make_id(struct learning_run *r, const struct tally *t, struct slice article,
                    char id[learning_id_size])
{
    struct slice parts[] = {slice_of(language_code(r->lang)), article, t->ways[0]->norm};

    snprintf(id, learning_id_size, "%s",
             sign_content_text(r->job, parts, sizeof parts / sizeof *parts).ptr);
}

static bool add_suggestion(struct learning_run *r, const struct tally *t,
                           const struct tally_vote *v, struct err *err)
{
    struct suggestion s = {.lang = r->lang,
                           .head = t->ways[0]->text,
                           .customers = t->customers,
                           .days = t->days,
                           .picked = v->picked,
                           .confirmed = v->confirmed,
                           .agents = v->agents,
                           .weight = v->weight};
    struct learning *out = r->out;

    if (!describe(r, v->article, &s.article))
        return true;
    if (!add_questions(r, t, v->article, &s.questions, err))
        return false;
    if (s.questions.count == 0) /* all of it is answered by now */
        return true;
    make_id(r, t, v->article, s.id);
    out->suggestions =
        arena_room(r->job, out->suggestions, out->suggestion_count, sizeof *out->suggestions);
    out->suggestions[out->suggestion_count++] = s;
    return true;
}

/* ---- gaps ---- */

/* An article that these customers rejected does not close the gap. */
static bool was_rejected(const struct tally *t, struct slice article)
{
    for (size_t i = 0; i < t->way_count; i++)
        for (size_t k = 0; k < t->ways[i]->count; k++) {
            const struct asked *a = t->ways[i]->asked[k];

            if (a->rejected && slice_eq(a->given, article))
                return true;
        }
    return false;
}

static bool add_gap(struct learning_run *r, const struct tally *t, struct err *err)
{
    struct gap g = {.lang = r->lang,
                    .customers = t->customers,
                    .days = t->days,
                    .unsolved = t->unsolved,
                    .wanted = t->wanted,
                    .score = (double)t->unsolved * (1 - t->p),
                    .p = t->p};
    struct today today;

    if (!ask_today(r, t->ways[0]->text, &today, err))
        return false;
    if (today.answers && !was_rejected(t, today.best.id))
        return true;
    for (size_t i = 0; i < t->way_count && i < learning_questions; i++)
        texts_add(r->job, &g.questions, t->ways[i]->text);
    g.nearest = today.best;
    make_id(r, t, SLICE(""), g.id);
    r->out->gaps = arena_room(r->job, r->out->gaps, r->out->gap_count, sizeof g);
    r->out->gaps[r->out->gap_count++] = g;
    return true;
}

/* ---- the most important first ---- */

/* What a tally is for. */
struct chosen {
    const struct tally *tally;
    const struct tally_vote *vote; /* NULL: a gap */
    double score;
};

static int by_score(const void *a, const void *b)
{
    const struct chosen *x = a, *y = b;

    return x->score != y->score  ? (x->score < y->score ? 1 : -1)
           : x->tally < y->tally ? -1
                                 : x->tally > y->tally;
}

/* Was it decided on when hardly fewer customers had asked? `article` is empty for a gap. */
static bool is_decided(const struct tally *t, struct slice article)
{
    for (size_t i = 0; i < t->verdict_count; i++)
        if (slice_eq(t->verdicts[i]->article, article) &&
            (int64_t)t->customers < grown_times * t->verdicts[i]->customers + grown_more)
            return true;
    return false;
}

static size_t choose(const struct tallies *all, struct chosen *out)
{
    size_t n = 0;

    for (size_t i = 0; i < all->count; i++) {
        const struct tally *t = &all->items[i];
        const struct tally_vote *vote = tally_best(t);

        if (is_decided(t, vote ? vote->article : SLICE("")))
            continue;
        if (vote)
            out[n++] = (struct chosen){t, vote, vote->weight};
        else if (t->unsolved >= gap_customers_least || t->wanted)
            out[n++] = (struct chosen){t, NULL, (double)t->unsolved * (1 - t->p)};
    }
    if (n)
        qsort(out, n, sizeof *out, by_score);
    return n;
}

static bool learn_language(struct learning_run *r, const struct tallies *all, struct err *err)
{
    struct chosen *chosen = ARENA_ARRAY(r->job, struct chosen, all->count);
    size_t count = choose(all, chosen), suggestions = 0, gaps = 0;
    bool ok = true;

    for (size_t i = 0; ok && i < count; i++)
        if (chosen[i].vote && suggestions++ < learning_most)
            ok = add_suggestion(r, chosen[i].tally, chosen[i].vote, err);
        else if (!chosen[i].vote && gaps++ < learning_most)
            ok = add_gap(r, chosen[i].tally, err);
    return ok;
}

/* ---- both languages ---- */

static int by_weight(const void *a, const void *b)
{
    const struct suggestion *x = a, *y = b;

    return x->weight != y->weight ? (x->weight < y->weight ? 1 : -1)
                                  : slice_cmp(slice_of(x->id), slice_of(y->id));
}

static int by_doubt(const void *a, const void *b)
{
    const struct gap *x = a, *y = b;

    return x->score != y->score ? (x->score < y->score ? 1 : -1)
                                : slice_cmp(slice_of(x->id), slice_of(y->id));
}

static int by_rejections(const void *a, const void *b)
{
    const struct failing *x = a, *y = b;

    return x->rejected != y->rejected ? (x->rejected < y->rejected ? 1 : -1)
                                      : slice_cmp(x->article.id, y->article.id);
}

/* Articles that failed and are still published. */
static void take_articles(struct learning_run *r, const struct asked_list *asked)
{
    struct learning *out = r->out;

    for (size_t i = 0; i < asked->article_count; i++) {
        const struct asked_article *a = &asked->articles[i];
        struct failing f = {.shown = a->shown, .confirmed = a->confirmed, .rejected = a->rejected};

        if (a->rejected == 0 || !describe(r, a->id, &f.article))
            continue;
        out->articles = arena_room(r->job, out->articles, out->article_count, sizeof f);
        out->articles[out->article_count++] = f;
    }
}

static void sort(struct learning *out)
{
    if (out->suggestion_count)
        qsort(out->suggestions, out->suggestion_count, sizeof *out->suggestions, by_weight);
    if (out->gap_count)
        qsort(out->gaps, out->gap_count, sizeof *out->gaps, by_doubt);
    if (out->article_count)
        qsort(out->articles, out->article_count, sizeof *out->articles, by_rejections);
    if (out->article_count > learning_most)
        out->article_count = learning_most;
}

bool learning_read(const struct learner *l, struct arena *job, struct learning *out,
                   struct err *err)
{
    struct learning_run r = {.l = l, .job = job, .out = out};
    struct asked_list asked;
    struct verdict *verdicts;
    size_t verdict_count;
    bool ok;

    *out = (struct learning){0};
    ok = asked_read(l->desk, l->bot, l->reader->stemmer, job,
                    l->now - (int64_t)learning_days * day_ms, &asked, err) &&
         verdict_list(l->desk, job, &verdicts, &verdict_count, err);
    for (int lang = 0; ok && lang < language_count; lang++) {
        struct tallies all =
            tallies_of(job, l->reader, (enum language)lang, &asked, verdicts, verdict_count);

        r.lang = (enum language)lang;
        ok = learn_language(&r, &all, err);
    }
    if (ok)
        take_articles(&r, &asked);
    sort(out);
    return ok;
}
