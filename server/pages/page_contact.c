/* page_contact.c - a form that reaches a person without any script: its text becomes a ticket. */
#include <string.h>

#include "base/id.h"
#include "base/sign.h"
#include "server/chat/calling.h"
#include "server/pages/page.h"
#include "server/pages/page_form.h"
#include "server/routes.h"
#include "server/search/document.h"

enum { text_max = bot_text_max, way_max = 200, name_max = 100, id_least = 16, tries_most = 5 };

struct letter {
    struct page p;
    struct article about; /* the article that was read, if `has_article` */
    bool has_article;
    struct slice turn_id; /* made with the form: sent twice it is taken once */
    struct slice text, way, name;
    const char *text_wrong, *way_wrong; /* names of texts; NULL: right */
};

/* ---- the form ---- */

/* `wrong` is shown at the field, and read out with it. */
static void add_wrong(struct page *p, const char *id, const char *wrong)
{
    if (wrong)
        HTML(&p->body, "<p class=\"wrong\" id=\"$\">$</p>\n", slice_of(id), page_text(p, wrong));
}

static struct slice marks_of(const char *wrong, const char *described)
{
    return slice_of(wrong ? described : "");
}

static void add_fields(struct letter *l)
{
    struct page *p = &l->p;

    HTML(&p->body,
         "<label for=\"_text\">$</label>\n<textarea id=\"_text\" name=\"text\" rows=\"6\" "
         "maxlength=\"4000\" required@>$</textarea>\n",
         page_text(p, "contact_text"),
         marks_of(l->text_wrong,
                  " aria-invalid=\"true\" aria-describedby=\"_text_wrong\" autofocus"),
         l->text);
    add_wrong(p, "_text_wrong", l->text_wrong);
    HTML(&p->body,
         "<label for=\"_way\">$</label>\n<input id=\"_way\" name=\"way\" value=\"$\" "
         "autocomplete=\"email\" maxlength=\"200\" required@>\n",
         page_text(p, "contact_way"), l->way,
         marks_of(l->way_wrong, l->text_wrong
                                    ? " aria-invalid=\"true\" aria-describedby=\"_way_wrong\""
                                    : " aria-invalid=\"true\" aria-describedby=\"_way_wrong\" "
                                      "autofocus"));
    add_wrong(p, "_way_wrong", l->way_wrong);
    HTML(&p->body,
         "<label for=\"_name\">$</label>\n<input id=\"_name\" name=\"name\" value=\"$\" "
         "autocomplete=\"name\" maxlength=\"100\">\n<button type=\"submit\">$</button></form>\n",
         page_text(p, "contact_name"), l->name, page_text(p, "contact_send"));
}

static void send_form(struct letter *l, unsigned status)
{
    struct page *p = &l->p;
    bool wrong = l->text_wrong || l->way_wrong;

    p->title = page_text(p, "contact_title");
    HTML(&p->body, "<div class=\"letter\"><h1>$</h1>\n", p->title);
    if (wrong)
        HTML(&p->body, "<p class=\"notice\" role=\"alert\">$</p>\n", page_text(p, "contact_wrong"));
    else
        HTML(&p->body, "<p>$</p>\n", page_text(p, "contact_intro"));
    if (l->has_article)
        HTML(&p->body, "<p class=\"soft\">$</p>\n",
             page_fill(p, "contact_article", "{title}", l->about.title));
    HTML(&p->body,
         "<form method=\"post\" action=\"$\" novalidate>\n"
         "<input type=\"hidden\" name=\"turn_id\" value=\"$\">\n"
         "<input type=\"hidden\" name=\"article\" value=\"$\">\n",
         page_path(p, "/contact", SLICE("")), l->turn_id, l->has_article ? l->about.id : SLICE(""));
    add_fields(l);
    buf_text(&p->body, "</div>\n");
    page_send(p, status);
}

/* ---- what it says ---- */

/* How an answer can reach them, as the contact of a conversation; NULL if it is no way. */
static const char *kind_of_way(struct slice way)
{
    struct slice domain = way, user = slice_cut(&domain, '@');
    size_t digits = 0, others = 0;

    for (size_t i = 0; i < way.len; i++) {
        char c = way.ptr[i];

        digits += c >= '0' && c <= '9';
        others += !(c >= '0' && c <= '9') && !strchr("+-() ", c);
        if (domain.ptr && (c == ' ' || c == '\t' || c == '\n'))
            return NULL;
    }
    if (user.len && domain.len > 2 && slice_find(domain, '@') == domain.len &&
        slice_find(domain, '.') < domain.len - 1)
        return "email";
    return digits >= 5 && others == 0 ? "phone" : NULL;
}

static void read_letter(struct letter *l, const struct page_form *form)
{
    l->turn_id = page_form_field(form, "turn_id");
    l->text = slice_trim(page_form_field(form, "text"));
    l->way = slice_trim(page_form_field(form, "way"));
    l->name = slice_trim(page_form_field(form, "name"));
    l->text_wrong = l->text.len == 0         ? "contact_text_missing"
                    : l->text.len > text_max ? "contact_text_long"
                                             : NULL;
    if (l->way.len > way_max || !kind_of_way(l->way))
        l->way_wrong = "contact_way_wrong";
    if (l->name.len > name_max)
        l->name.len = 0;
}

static void begin(struct exchange *x, struct letter *l, struct slice article)
{
    struct err ignored;
    char id[id_text_size];

    *l = (struct letter){0};
    page_begin(x, page_language(x), &l->p);
    l->p.hidden = l->p.own_contact = true;
    l->has_article = article.len && x->worker->reader &&
                     document_find(x, x->worker->reader, article, &l->about, &ignored);
    id_new(id);
    l->turn_id = slice_copy(x->job, slice_of(id));
}

void handle_contact_page(struct exchange *x)
{
    struct letter l;

    begin(x, &l, page_arg(x, "article"));
    send_form(&l, 200);
}

/* ---- taking it ---- */

static struct incoming incoming_of(struct exchange *x, const struct letter *l)
{
    struct slice parts[] = {l->turn_id, x->request->body, x->request->address,
                            x->request->forwarded_for};
    struct json *contact = json_object(x->job);

    json_add_text(contact, kind_of_way(l->way), l->way);
    if (l->name.len)
        json_add_text(contact, "name", l->name);
    return (struct incoming){.turn_id = l->turn_id,
                             .first_key =
                                 sign_content_text(x->job, parts, sizeof parts / sizeof *parts),
                             .channel = SLICE("form"),
                             .scope = access_print(x->job, &x->access),
                             .contact = json_print(x->job, contact),
                             .said = talk_fingerprint(x, l->text, SLICE("")),
                             .lang = l->p.lang};
}

/* What the desk replied: new, or stored when the same form came before. */
static bool take(struct exchange *x, const struct letter *l, struct slice *reply, struct err *err)
{
    struct incoming in = incoming_of(x, l);
    struct conversation seen;
    struct calling call = {.in = &in, .seen = &seen, .text = l->text};
    struct earlier earlier;
    bool ok;
    int tries = 0;

    if (l->has_article)
        call.context = l->about.id;
    do {
        if (!conversation_look(x->server->desk, x->job, &in, &seen, &earlier, err))
            return false;
        *reply = earlier.reply;
        ok = earlier.reply.ptr || calling_record(x, &call, reply, err);
    } while (!ok && err->code == ERR_CONFLICT && ++tries < tries_most);
    return ok;
}

static bool send_receipt(struct letter *l, struct slice reply, struct err *err)
{
    struct page *p = &l->p;
    const struct json *said, *messages;

    if (!json_parse(p->x->job, reply, &said, err))
        return false;
    exchange_recorded(p->x, json_text(json_member(said, "conversation_id")));
    p->title = page_fill(p, "contact_sent", "{ticket}",
                         json_text(json_member(json_member(said, "handoff"), "ticket")));
    HTML(&p->body, "<div class=\"letter\"><h1>$</h1>\n<div class=\"notice\" role=\"status\">",
         p->title);
    messages = json_member(said, "messages");
    for (const struct json *m = json_first(messages); m; m = json_next(m))
        HTML(&p->body, "<p>$</p>\n", json_text(json_member(m, "text")));
    HTML(&p->body, "</div>\n<p><a href=\"$\">$</a></p></div>\n",
         l->has_article ? article_url(p->x->job, &l->about) : page_path(p, "", SLICE("")),
         page_text(p, l->has_article ? "contact_back" : "to_home"));
    page_send(p, 200);
    return true;
}

void handle_contact_form(struct exchange *x)
{
    struct page_form form;
    struct letter l;
    struct slice reply;
    struct err err;

    if (!page_form_read(x, &form))
        return;
    begin(x, &l, page_form_field(&form, "article"));
    read_letter(&l, &form);
    if (l.turn_id.len < id_least || l.turn_id.len > way_max) {
        reply_error(x, 400, "bad_request", "the form has `turn_id`, of %d to %d bytes", id_least,
                    way_max);
        return;
    }
    if (l.text_wrong || l.way_wrong)
        send_form(&l, 400);
    else if (!take(x, &l, &reply, &err) || !send_receipt(&l, reply, &err))
        page_err(x, &err);
}
