/* replay.c - see replay.h */
#include "cli/replay.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/clock.h"
#include "cli/terminal.h"

/* ---- counting ---- */

static void count(struct replay_run *run, const struct replay_turn *turn,
                  const struct replay_decision *d)
{
    bool said = turn->helpful && slice_eq(d->article, turn->article);

    for (size_t k = 0; k < replay_kinds; k++)
        run->decided[k] += slice_is(d->kind, bot_decision_name((enum bot_decision_kind)k));
    if (d->article.len == 0 || (!said && turn->meant.len == 0))
        return;
    run->judged++;
    run->right += said ? turn->helpful == HELPFUL_YES : slice_eq(d->article, turn->meant);
}

static struct replay_decision copy(struct arena *life, const struct replay_decision *d)
{
    return (struct replay_decision){slice_copy(life, d->kind), slice_copy(life, d->reason),
                                    slice_copy(life, d->article), d->p};
}

void replay_add(struct arena *life, struct replay *r, struct slice conversation,
                const struct replay_turn *turn, const struct replay_decision sides[2])
{
    struct replay_change *c;

    r->turns++;
    r->stale += turn->generation != r->generation;
    for (int i = 0; i < 2; i++)
        count(&r->runs[i], turn, &sides[i]);
    if (slice_eq(sides[0].kind, sides[1].kind) && slice_eq(sides[0].article, sides[1].article))
        return;
    r->changes = arena_room(life, r->changes, r->change_count, sizeof *r->changes);
    c = &r->changes[r->change_count++];
    c->conversation = slice_copy(life, conversation);
    c->turn = *turn;
    c->turn.text = slice_copy(life, turn->text);
    c->turn.article = slice_copy(life, turn->article);
    c->turn.meant = slice_copy(life, turn->meant);
    for (int i = 0; i < 2; i++)
        c->sides[i] = copy(life, &sides[i]);
}

/* ---- on the terminal ---- */

static void print_runs(const struct replay *r)
{
    printf("%-22s  %10s  %10s\n", "", "before", "after");
    for (size_t k = 0; k < replay_kinds; k++)
        printf("%-22s  %10zu  %10zu\n", bot_decision_name((enum bot_decision_kind)k),
               r->runs[0].decided[k], r->runs[1].decided[k]);
    printf("%-22s  %10zu  %10zu\n", "answers known as right", r->runs[0].right, r->runs[1].right);
    printf("%-22s  %10zu  %10zu\n", "answers known as wrong", r->runs[0].judged - r->runs[0].right,
           r->runs[1].judged - r->runs[1].right);
}

static void print_side(const struct replay_decision *d)
{
    printf("%.*s (%.*s, %.2f)%s%.*s", SLICE_ARG(d->kind), SLICE_ARG(d->reason), d->p,
           d->article.len ? " " : "", SLICE_ARG(d->article));
}

static void print_change(struct arena *job, const struct replay_change *c)
{
    char time[clock_text_size];

    clock_print(c->turn.at, time);
    printf("%s  %.*s turn %" PRId64 "\n  %.*s\n  ", time, SLICE_ARG(c->conversation), c->turn.n,
           SLICE_ARG(terminal_harmless(job, c->turn.text, true)));
    print_side(&c->sides[0]);
    printf(" -> ");
    print_side(&c->sides[1]);
    if (c->turn.helpful)
        printf("; the answer %s", c->turn.helpful == HELPFUL_YES ? "helped" : "did not help");
    if (c->turn.meant.len)
        printf("; meant was %.*s", SLICE_ARG(c->turn.meant));
    printf("\n");
}

void replay_print(struct arena *job, const struct replay *r, size_t show)
{
    printf("%zu turns of %zu conversations, decided again on generation %" PRIu64 "\n", r->turns,
           r->conversations, r->generation);
    printf("before: %s\nafter:  %s\n\n", r->runs[0].name, r->runs[1].name);
    print_runs(r);
    if (r->stale)
        printf("\n%zu of them were decided on other generations: articles, too, make a "
               "difference.\n",
               r->stale);
    printf("\n%zu would change%s\n", r->change_count, r->change_count ? ":" : ".");
    for (size_t i = 0; i < r->change_count && i < show; i++)
        print_change(job, &r->changes[i]);
    if (r->change_count > show)
        printf("and %zu older ones (--show).\n", r->change_count - show);
}

/* ---- as JSON ---- */

static void add_run(struct json *into, const char *name, const struct replay_run *run)
{
    struct json *o = json_add_object(into, name), *decided;

    json_add_text(o, "name", slice_of(run->name));
    decided = json_add_object(o, "decisions");
    for (size_t k = 0; k < replay_kinds; k++)
        json_add_number(decided, bot_decision_name((enum bot_decision_kind)k),
                        (double)run->decided[k]);
    json_add_number(o, "judged", (double)run->judged);
    json_add_number(o, "right", (double)run->right);
}

static void add_side(struct json *into, const char *name, const struct replay_decision *d)
{
    struct json *o = json_add_object(into, name);

    json_add_text(o, "decision", d->kind);
    json_add_text(o, "reason", d->reason);
    json_add_ratio(o, "confidence", d->p);
    if (d->article.len)
        json_add_text(o, "article_id", d->article);
}

static void add_change(struct json *list, const struct replay_change *c)
{
    struct json *o = json_add_object(list, NULL);

    json_add_text(o, "conversation_id", c->conversation);
    json_add_number(o, "turn", (double)c->turn.n);
    json_add_time(o, "at", c->turn.at);
    json_add_text(o, "text", c->turn.text);
    add_side(o, "before", &c->sides[0]);
    add_side(o, "after", &c->sides[1]);
    if (c->turn.helpful)
        json_add_bool(o, "helpful", c->turn.helpful == HELPFUL_YES);
    if (c->turn.meant.len)
        json_add_text(o, "meant", c->turn.meant);
}

void replay_print_json(struct arena *job, const struct replay *r)
{
    struct json *o = json_object(job), *list;

    json_add_number(o, "turns", (double)r->turns);
    json_add_number(o, "conversations", (double)r->conversations);
    json_add_number(o, "generation", (double)r->generation);
    json_add_number(o, "otherGenerations", (double)r->stale);
    add_run(o, "before", &r->runs[0]);
    add_run(o, "after", &r->runs[1]);
    list = json_add_array(o, "changes");
    for (size_t i = 0; i < r->change_count; i++)
        add_change(list, &r->changes[i]);
    printf("%.*s\n", SLICE_ARG(json_print(job, o)));
}
