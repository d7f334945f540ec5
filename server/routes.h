/*
 * routes.h - every route of the API, in one table.
 */
#ifndef SERVER_ROUTES_H
#define SERVER_ROUTES_H

#include "server/exchange.h"

enum need {
    NEED_NOTHING,      /* public, counted by the rate limit */
    NEED_KEY,          /* any key */
    NEED_CONVERSATION, /* the conversation's token, or a desk key */
    NEED_DESK,         /* a key of the desk or above */
    NEED_EDITOR,       /* a key of an editor or above */
    NEED_ADMIN,
    NEED_WRITE /* a writing route of Meilisearch: always refused */
};

struct route {
    const char *name; /* in metrics and logs, and operationId in docs/openapi.yaml */
    const char *method;
    const char *pattern; /* {id} takes one part, {lang} ru or en; {id...} the rest of the path */
    enum need need;
    void (*handle)(struct exchange *x);
};

extern const struct route routes[]; /* ends with a name of NULL */
size_t routes_count(void);

/* The route of a request, and what its pattern took. NULL: none; then `*allow` lists the
 * methods the path has, empty if it is unknown. */
const struct route *routes_find(struct arena *job, struct slice method, struct slice path,
                                struct slice captures[captures_most], struct slice *allow);

/* The handlers, in handle_<noun>.c and page_<noun>.c. */
void handle_search(struct exchange *x);
void handle_multi_search(struct exchange *x);
void handle_facet_search(struct exchange *x);
void handle_document(struct exchange *x);
void handle_documents(struct exchange *x);
void handle_indexes(struct exchange *x);
void handle_index(struct exchange *x);
void handle_index_stats(struct exchange *x);
void handle_settings(struct exchange *x);
void handle_complete(struct exchange *x);
void handle_suggest(struct exchange *x);
void handle_conversation(struct exchange *x);
void handle_transcript(struct exchange *x);
void handle_message(struct exchange *x);
void handle_handoff(struct exchange *x);
void handle_tickets(struct exchange *x);
void handle_ticket(struct exchange *x);
void handle_handling(struct exchange *x);
void handle_events(struct exchange *x);
void handle_desk_events(struct exchange *x);
void handle_generations(struct exchange *x);
void handle_rollback(struct exchange *x);
void handle_index_run(struct exchange *x);
void handle_index_start(struct exchange *x);
void handle_lint_run(struct exchange *x);
void handle_lint_start(struct exchange *x);
void handle_suggestions(struct exchange *x);
void handle_suggestion(struct exchange *x);
void handle_gaps(struct exchange *x);
void handle_gap(struct exchange *x);
void handle_failing(struct exchange *x);
void handle_searches(struct exchange *x);
void handle_canned(struct exchange *x);
void handle_reports(struct exchange *x);
void handle_erasure(struct exchange *x);
void handle_me(struct exchange *x);
void handle_feedback(struct exchange *x);
void handle_article_votes(struct exchange *x);
void handle_event(struct exchange *x);
void handle_calibration(struct exchange *x);
void handle_health(struct exchange *x);
void handle_version(struct exchange *x);
void handle_stats(struct exchange *x);
void handle_metrics(struct exchange *x);
void handle_front_door(struct exchange *x);
void handle_home_page(struct exchange *x);
void handle_category_page(struct exchange *x);
void handle_search_page(struct exchange *x);
void handle_contact_page(struct exchange *x);
void handle_contact_form(struct exchange *x);
void handle_article_page(struct exchange *x);
void handle_article_feedback(struct exchange *x);
void handle_sitemap(struct exchange *x);
void handle_robots(struct exchange *x);
void handle_widget(struct exchange *x);
void handle_asset(struct exchange *x);
void handle_app(struct exchange *x);
void handle_app_asset(struct exchange *x);
void handle_widget(struct exchange *x); /* /kladez-….js */
void handle_openapi(struct exchange *x);

#endif
