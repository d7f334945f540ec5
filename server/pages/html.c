/* html.c - see html.h */
#include "server/pages/html.h"

#include <assert.h>
#include <string.h>

#include "engine/show/render.h"

void html_write(struct buf *out, const char *format, const struct slice *args, size_t count)
{
    size_t used = 0;

    for (const char *p = format; *p; p++) {
        size_t plain = strcspn(p, "$@");

        buf_add(out, (struct slice){p, plain});
        p += plain;
        if (!*p)
            break;
        assert(used < count);
        if (*p == '$')
            render_escape(out, args[used++]);
        else
            buf_add(out, args[used++]);
    }
    assert(used == count);
    (void)count;
}

/* ---- a text with marks ---- */

/* Is what was said at an end, so that no dot is needed to part it from the next line? */
static bool is_closed(struct slice before)
{
    static const char *const signs[] = {".", "!", "?", ":", ";", ",", "…", "·", "—"};

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (slice_ends(before, signs[i]))
            return true;
    return before.len == 0;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* A run of the text, escaped; `whole` is the text from its beginning, to see what stood before. */
static void add_run(struct buf *out, struct slice whole, size_t start, size_t end)
{
    for (size_t i = start; i < end;) {
        size_t from = i;
        bool line = false;

        while (i < end && !is_space(whole.ptr[i]))
            i++;
        render_escape(out, (struct slice){whole.ptr + from, i - from});
        from = i;
        while (i < end && is_space(whole.ptr[i]))
            line |= whole.ptr[i] != ' ', i++;
        if (i == from)
            continue;
        if (line && i < whole.len && !is_closed((struct slice){whole.ptr, from}))
            buf_text(out, " ·");
        buf_char(out, ' ');
    }
}

void html_marked(struct buf *out, struct slice text, const struct marks *marks)
{
    size_t at = 0;

    for (size_t i = 0; i < marks->count; i++) {
        const struct mark *m = &marks->items[i];

        add_run(out, text, at, m->start);
        buf_text(out, "<mark>");
        add_run(out, text, m->start, m->end);
        buf_text(out, "</mark>");
        at = m->end;
    }
    add_run(out, text, at, text.len);
}

/* ---- data ---- */

void html_json(struct buf *out, const struct json *value)
{
    struct slice text = json_print(out->arena, value);

    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        if (c == '<' || c == '>' || c == '&')
            buf_printf(out, "\\u%04X", (unsigned)c);
        else
            buf_char(out, c);
    }
}
