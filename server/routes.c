/* routes.c - see routes.h */
#include "server/routes.h"

static void refuse_writing(struct exchange *x)
{
    reply_error(x, 403, "read_only_server",
                "articles are published with 'kladez index FOLDER' where the server runs, not over "
                "HTTP");
}

const struct route routes[] = {
    {"search", "POST", "/indexes/articles/search", NEED_NOTHING, handle_search},
    {"searchByGet", "GET", "/indexes/articles/search", NEED_NOTHING, handle_search},
    {"multiSearch", "POST", "/multi-search", NEED_NOTHING, handle_multi_search},
    {"facetSearch", "POST", "/indexes/articles/facet-search", NEED_NOTHING, handle_facet_search},
    {"listDocuments", "GET", "/indexes/articles/documents", NEED_NOTHING, handle_documents},
    {"fetchDocuments", "POST", "/indexes/articles/documents/fetch", NEED_NOTHING, handle_documents},
    {"getDocument", "GET", "/indexes/articles/documents/{id...}", NEED_NOTHING, handle_document},
    {"listIndexes", "GET", "/indexes", NEED_NOTHING, handle_indexes},
    {"getIndex", "GET", "/indexes/articles", NEED_NOTHING, handle_index},
    {"getIndexStats", "GET", "/indexes/articles/stats", NEED_ADMIN, handle_index_stats},
    {"getSettings", "GET", "/indexes/articles/settings", NEED_NOTHING, handle_settings},
    {"complete", "GET", "/v1/complete", NEED_NOTHING, handle_complete},
    {"suggest", "POST", "/v1/suggest", NEED_NOTHING, handle_suggest},
    {"getConversation", "GET", "/v1/conversations/{id}", NEED_CONVERSATION, handle_conversation},
    {"getTranscript", "GET", "/v1/conversations/{id}/transcript", NEED_CONVERSATION,
     handle_transcript},
    {"postMessage", "POST", "/v1/conversations/{id}/messages", NEED_CONVERSATION, handle_message},
    {"handOff", "POST", "/v1/conversations/{id}/handoff", NEED_CONVERSATION, handle_handoff},
    {"followConversation", "GET", "/v1/conversations/{id}/events", NEED_CONVERSATION,
     handle_events},
    {"followDesk", "GET", "/v1/desk/events", NEED_DESK, handle_desk_events},
    {"listTickets", "GET", "/v1/desk/tickets", NEED_DESK, handle_tickets},
    {"getTicket", "GET", "/v1/desk/tickets/{id}", NEED_DESK, handle_ticket},
    {"handleTicket", "POST", "/v1/desk/tickets/{id}", NEED_DESK, handle_handling},
    {"listGenerations", "GET", "/v1/editor/generations", NEED_EDITOR, handle_generations},
    {"rollBack", "POST", "/v1/editor/rollback", NEED_EDITOR, handle_rollback},
    {"getIndexRun", "GET", "/v1/editor/index", NEED_EDITOR, handle_index_run},
    {"startIndexRun", "POST", "/v1/editor/index", NEED_EDITOR, handle_index_start},
    {"getLintRun", "GET", "/v1/editor/lint", NEED_EDITOR, handle_lint_run},
    {"startLintRun", "POST", "/v1/editor/lint", NEED_EDITOR, handle_lint_start},
    {"listSuggestions", "GET", "/v1/editor/suggestions", NEED_EDITOR, handle_suggestions},
    {"decideSuggestion", "POST", "/v1/editor/suggestions/{id}", NEED_EDITOR, handle_suggestion},
    {"listGaps", "GET", "/v1/editor/gaps", NEED_EDITOR, handle_gaps},
    {"decideGap", "POST", "/v1/editor/gaps/{id}", NEED_EDITOR, handle_gap},
    {"listFailing", "GET", "/v1/editor/articles", NEED_EDITOR, handle_failing},
    {"listSearches", "GET", "/v1/editor/searches", NEED_EDITOR, handle_searches},
    {"listCanned", "GET", "/v1/desk/canned", NEED_DESK, handle_canned},
    {"getReports", "GET", "/v1/desk/reports", NEED_DESK, handle_reports},
    {"erase", "POST", "/v1/erasures", NEED_ADMIN, handle_erasure},
    {"getMe", "GET", "/v1/me", NEED_KEY, handle_me},
    {"giveFeedback", "POST", "/v1/feedback", NEED_NOTHING, handle_feedback},
    {"listArticleFeedback", "GET", "/v1/feedback", NEED_DESK, handle_article_votes},
    {"noteEvent", "POST", "/v1/events", NEED_NOTHING, handle_event},
    {"getCalibration", "GET", "/v1/calibration", NEED_NOTHING, handle_calibration},
    {"getHealth", "GET", "/health", NEED_NOTHING, handle_health},
    {"getVersion", "GET", "/version", NEED_NOTHING, handle_version},
    {"getStats", "GET", "/stats", NEED_ADMIN, handle_stats},
    {"getMetrics", "GET", "/metrics", NEED_ADMIN, handle_metrics},
    {"getOpenapi", "GET", "/openapi.yaml", NEED_NOTHING, handle_openapi},
    {"getFrontDoor", "GET", "/", NEED_NOTHING, handle_front_door},
    {"getHomePage", "GET", "/{lang}", NEED_NOTHING, handle_home_page},
    {"getCategoryPage", "GET", "/{lang}/c/{id...}", NEED_NOTHING, handle_category_page},
    {"getSearchPage", "GET", "/{lang}/search", NEED_NOTHING, handle_search_page},
    {"getContactPage", "GET", "/{lang}/contact", NEED_NOTHING, handle_contact_page},
    {"sendContactForm", "POST", "/{lang}/contact", NEED_NOTHING, handle_contact_form},
    {"getArticlePage", "GET", "/articles/{id...}", NEED_NOTHING, handle_article_page},
    {"rateArticle", "POST", "/articles/{id...}", NEED_NOTHING, handle_article_feedback},
    {"getSitemap", "GET", "/sitemap.xml", NEED_NOTHING, handle_sitemap},
    {"getRobots", "GET", "/robots.txt", NEED_NOTHING, handle_robots},
    {"getDeskPage", "GET", "/desk", NEED_NOTHING, handle_app},
    {"getDeskAsset", "GET", "/desk/{id}", NEED_NOTHING, handle_app_asset},
    {"getSearchWidget", "GET", "/kladez-search.js", NEED_NOTHING, handle_widget},
    {"getChatWidget", "GET", "/kladez-chat.js", NEED_NOTHING, handle_widget},
    {"getEditorPage", "GET", "/editor", NEED_NOTHING, handle_app},
    {"getEditorAsset", "GET", "/editor/{id}", NEED_NOTHING, handle_app_asset},
    {"getAsset", "GET", "/assets/{id}", NEED_NOTHING, handle_asset},
    {"createIndex", "POST", "/indexes", NEED_WRITE, refuse_writing},
    {"updateIndex", "PATCH", "/indexes/articles", NEED_WRITE, refuse_writing},
    {"deleteIndex", "DELETE", "/indexes/articles", NEED_WRITE, refuse_writing},
    {"addDocuments", "POST", "/indexes/articles/documents", NEED_WRITE, refuse_writing},
    {"updateDocuments", "PUT", "/indexes/articles/documents", NEED_WRITE, refuse_writing},
    {"deleteDocuments", "DELETE", "/indexes/articles/documents", NEED_WRITE, refuse_writing},
    {"deleteDocument", "DELETE", "/indexes/articles/documents/{id...}", NEED_WRITE, refuse_writing},
    {"updateSettings", "PATCH", "/indexes/articles/settings", NEED_WRITE, refuse_writing},
    {"resetSettings", "DELETE", "/indexes/articles/settings", NEED_WRITE, refuse_writing},
    {0},
};

size_t routes_count(void)
{
    return sizeof routes / sizeof *routes - 1;
}

/* Does the path fit the pattern? Parts in braces take a part, or the rest, of the path; {lang} one
 * that names a language. */
static bool fits(struct slice pattern, struct slice path, struct slice captures[captures_most])
{
    enum language lang;
    size_t n = 0;

    while (pattern.ptr && path.ptr) {
        struct slice whole = path;
        struct slice p = slice_cut(&pattern, '/'), part = slice_cut(&path, '/');

        if (slice_ends(p, "...}")) {
            if (n == captures_most)
                return false;
            captures[n] = whole;
            return whole.len > 0;
        }
        if (slice_starts(p, "{")) {
            if (part.len == 0 || n == captures_most ||
                (slice_is(p, "{lang}") && !language_parse(part, &lang)))
                return false;
            captures[n++] = part;
        } else if (!slice_eq(p, part)) {
            return false;
        }
    }
    return !pattern.ptr && !path.ptr;
}

static void allow_method(struct buf *allow, const char *method)
{
    if (allow->len)
        buf_text(allow, ", ");
    buf_text(allow, method);
}

const struct route *routes_find(struct arena *job, struct slice method, struct slice path,
                                struct slice captures[captures_most], struct slice *allow)
{
    struct slice asked = slice_is(method, "HEAD") ? SLICE("GET") : method;
    struct buf methods = buf_new(job, 256);

    for (const struct route *r = routes; r->name; r++) {
        if (!fits(slice_of(r->pattern), path, captures))
            continue;
        if (slice_is(asked, r->method))
            return r;
        allow_method(&methods, r->method);
    }
    *allow = buf_slice(&methods);
    return NULL;
}
