/* page_form.c - see page_form.h */
#include "server/pages/page_form.h"

#include "server/net/target.h"

bool page_form_read(struct exchange *x, struct page_form *out)
{
    const char *wrong;

    out->count = 0;
    if (!slice_starts(x->request->content_type, "application/x-www-form-urlencoded")) {
        reply_error(x, 415, "invalid_content_type",
                    "a form is sent as application/x-www-form-urlencoded");
        return false;
    }
    wrong = target_read_pairs(x->job, x->request->body, out->fields, &out->count);
    if (wrong)
        reply_error(x, 400, "bad_request", "%s", wrong);
    return !wrong;
}

struct slice page_form_field(const struct page_form *f, const char *name)
{
    for (size_t i = 0; i < f->count; i++)
        if (slice_is(f->fields[i].name, name))
            return f->fields[i].value;
    return SLICE("");
}
