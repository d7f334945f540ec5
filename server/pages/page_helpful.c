/* page_helpful.c - was the article helpful, and if not, why: forms, and what they send. */
#include "desk/feedback.h"
#include "server/pages/page_article.h"
#include "server/pages/page_form.h"
#include "server/routes.h"
#include "server/search/document.h"

enum { comment_max = 4000 };

/* The article's page here, also where people read it elsewhere. */
static struct slice own_path(struct arena *job, struct slice id)
{
    struct buf out = buf_new(job, 8 * article_id_max);

    buf_text(&out, "/articles/");
    buf_percent(&out, id);
    return buf_slice(&out);
}

static void add_question(struct page *p, struct slice action)
{
    HTML(&p->body,
         "<form method=\"post\" action=\"$\"><fieldset><legend>$</legend>"
         "<button name=\"helpful\" value=\"1\">$</button> "
         "<button name=\"helpful\" value=\"0\">$</button></fieldset></form>\n",
         action, page_text(p, "helpful"), page_text(p, "yes"), page_text(p, "no"));
}

/* Their texts are reason_unclear and so on. */
static void add_reasons(struct page *p, struct slice action)
{
    HTML(&p->body, "<form method=\"post\" action=\"$\"><fieldset><legend>$</legend>\n", action,
         page_text(p, "why"));
    for (size_t i = 0; i < feedback_reason_count; i++)
        HTML(&p->body,
             "<label class=\"choice\"><input type=\"radio\" name=\"reason\" value=\"$\" "
             "required> $</label>\n",
             slice_of(feedback_reasons[i]),
             page_text(p, arena_printf(p->x->job, "reason_%s", feedback_reasons[i])));
    HTML(&p->body,
         "</fieldset>\n<label for=\"_comment\">$</label>\n"
         "<textarea id=\"_comment\" name=\"text\" rows=\"3\" maxlength=\"2000\"></textarea>\n"
         "<p><button>$</button></p></form>\n",
         page_text(p, "comment"), page_text(p, "send"));
}

void page_add_helpful(struct page *p, const struct article *a, struct slice said)
{
    struct slice action = own_path(p->x->job, a->id);

    buf_text(&p->body, "<section class=\"helpful\" id=\"_helpful\">\n");
    if (slice_is(said, "0"))
        add_reasons(p, action);
    else if (slice_is(said, "1") || slice_is(said, "why"))
        HTML(&p->body, "<p role=\"status\">$</p>\n", page_text(p, "thanks"));
    else
        add_question(p, action);
    buf_text(&p->body, "</section>\n");
}

/* ---- what the forms send ---- */

static bool is_reason(struct slice text)
{
    for (size_t i = 0; i < feedback_reason_count; i++)
        if (slice_is(text, feedback_reasons[i]))
            return true;
    return false;
}

/* What the form says; NULL if it is not one of the two above, else what comes next. */
static const char *read_form(const struct page_form *form, struct feedback *f)
{
    struct slice helpful = page_form_field(form, "helpful");

    f->reason = page_form_field(form, "reason");
    f->text = page_form_field(form, "text");
    if (is_reason(f->reason) && f->text.len <= comment_max) {
        f->kind = SLICE("reason");
        return "why";
    }
    f->reason = f->text = SLICE("");
    f->kind = SLICE("helpful");
    f->value = slice_is(helpful, "1");
    return slice_is(helpful, "1") ? "1" : slice_is(helpful, "0") ? "0" : NULL;
}

void handle_article_feedback(struct exchange *x)
{
    struct feedback f = {.article = x->captures[0]};
    struct page_form form;
    struct article a;
    const char *next;
    struct err err;

    if (!page_reader(x) || !page_form_read(x, &form))
        return;
    if (!document_find(x, x->worker->reader, x->captures[0], &a, &err)) {
        page_missing(x, "missing_article");
        return;
    }
    next = read_form(&form, &f);
    if (!next) {
        reply_error(x, 400, "bad_request", "the form has `helpful`, 0 or 1, or `reason`");
        return;
    }
    if (!feedback_add(x->server->desk, &f, &err)) {
        page_err(x, &err);
        return;
    }
    x->reply->status = 303; /* so that a reload does not say it again */
    http_header(x->reply, "Location",
                slice_of(arena_printf(x->job, "%.*s?helpful=%s#_helpful",
                                      SLICE_ARG(own_path(x->job, a.id)), next)));
}
