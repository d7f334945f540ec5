/* filter_tokens.c - the text of a filter, token by token: see filter_inside.h */
#include "engine/query/filter_inside.h"

static bool is_sign(char c)
{
    return c == '(' || c == ')' || c == '[' || c == ']' || c == ',' || c == '=' || c == '!' ||
           c == '<' || c == '>';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* A quoted text; a backslash takes the next character as it is. */
static bool quoted(struct filter_text *t)
{
    char quote = t->rest.ptr[0];
    struct buf out = buf_new(t->job, filter_text_max);

    for (size_t i = 1; i < t->rest.len; i++) {
        if (t->rest.ptr[i] == quote) {
            t->token = (struct filter_token){FILTER_TOKEN_TEXT, buf_slice(&out)};
            t->rest = (struct slice){t->rest.ptr + i + 1, t->rest.len - i - 1};
            return true;
        }
        if (t->rest.ptr[i] == '\\' && i + 1 < t->rest.len)
            i++;
        buf_char(&out, t->rest.ptr[i]);
    }
    return err_set(t->err, ERR_INPUT, "a quote is not closed: %.*s", SLICE_ARG(t->rest));
}

bool filter_next(struct filter_text *t)
{
    size_t len = 0;

    while (t->rest.len && is_blank(t->rest.ptr[0]))
        t->rest = (struct slice){t->rest.ptr + 1, t->rest.len - 1};
    t->start = t->rest.ptr;
    if (t->rest.len == 0) {
        t->token = (struct filter_token){FILTER_TOKEN_END, SLICE("the end")};
        return true;
    }
    if (t->rest.ptr[0] == '"' || t->rest.ptr[0] == '\'')
        return quoted(t);
    if (is_sign(t->rest.ptr[0])) {
        bool two = t->rest.len > 1 && t->rest.ptr[1] == '=' &&
                   (t->rest.ptr[0] == '!' || t->rest.ptr[0] == '<' || t->rest.ptr[0] == '>');

        len = two ? 2 : 1;
        t->token.kind = FILTER_TOKEN_SIGN;
    } else {
        while (len < t->rest.len && !is_blank(t->rest.ptr[len]) && !is_sign(t->rest.ptr[len]))
            len++;
        t->token.kind = FILTER_TOKEN_WORD;
    }
    t->token.text = (struct slice){t->rest.ptr, len};
    t->rest = (struct slice){t->rest.ptr + len, t->rest.len - len};
    return true;
}

bool filter_at_keyword(const struct filter_text *t, const char *upper, const char *lower)
{
    return t->token.kind == FILTER_TOKEN_WORD &&
           (slice_is(t->token.text, upper) || slice_is(t->token.text, lower));
}

bool filter_at_sign(const struct filter_text *t, const char *sign)
{
    return t->token.kind == FILTER_TOKEN_SIGN && slice_is(t->token.text, sign);
}

bool filter_at_value(const struct filter_text *t)
{
    return t->token.kind == FILTER_TOKEN_WORD || t->token.kind == FILTER_TOKEN_TEXT;
}

bool filter_expected(struct filter_text *t, const char *what)
{
    return err_set(t->err, ERR_INPUT, "expected %s, found '%.*s'", what, SLICE_ARG(t->token.text));
}
