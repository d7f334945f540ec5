/* learning_print.c - see learning.h: as JSON. */
#include "server/editor/learning.h"

static void print_article(struct json *o, const struct bot_candidate *a)
{
    json_add_text(o, "article_id", a->id);
    json_add_text(o, "title", a->title);
    json_add_text(o, "url", a->url);
}

static void print_counts(struct json *o, size_t customers, size_t days)
{
    json_add_number(o, "customers", (double)customers);
    json_add_number(o, "days", (double)days);
}

static void print_suggestion(struct json *o, const struct suggestion *s)
{
    json_add_text(o, "id", slice_of(s->id));
    json_add_text(o, "lang", slice_of(language_code(s->lang)));
    print_article(o, &s->article);
    texts_print(o, "questions", &s->questions);
    print_counts(o, s->customers, s->days);
    json_add_number(o, "picked", (double)s->picked);
    json_add_number(o, "confirmed", (double)s->confirmed);
    json_add_number(o, "agents", (double)s->agents);
}

static void print_gap(struct json *o, const struct gap *g)
{
    json_add_text(o, "id", slice_of(g->id));
    json_add_text(o, "lang", slice_of(language_code(g->lang)));
    texts_print(o, "questions", &g->questions);
    print_counts(o, g->customers, g->days);
    json_add_number(o, "unsolved", (double)g->unsolved);
    json_add_number(o, "wanted", (double)g->wanted);
    json_add_ratio(o, "confidence", g->p);
    if (g->nearest.id.len) {
        struct json *nearest = json_add_object(o, "nearest");

        print_article(nearest, &g->nearest);
        json_add_ratio(nearest, "confidence", g->nearest.p);
    } else {
        json_add_null(o, "nearest");
    }
}

void learning_print_suggestions(struct json *into, const struct learning *all)
{
    struct json *list = json_add_array(into, "suggestions");

    for (size_t i = 0; i < all->suggestion_count; i++)
        print_suggestion(json_add_object(list, NULL), &all->suggestions[i]);
}

void learning_print_gaps(struct json *into, const struct learning *all)
{
    struct json *list = json_add_array(into, "gaps");

    for (size_t i = 0; i < all->gap_count; i++)
        print_gap(json_add_object(list, NULL), &all->gaps[i]);
}

void learning_print_articles(struct json *into, const struct learning *all)
{
    struct json *list = json_add_array(into, "articles");

    for (size_t i = 0; i < all->article_count; i++) {
        const struct failing *a = &all->articles[i];
        struct json *o = json_add_object(list, NULL);

        print_article(o, &a->article);
        json_add_number(o, "shown", (double)a->shown);
        json_add_number(o, "confirmed", (double)a->confirmed);
        json_add_number(o, "rejected", (double)a->rejected);
    }
}
