/* params.c - see params.h */
#include "server/params.h"

#include <inttypes.h>

static const struct param *find(const struct param *table, struct slice name)
{
    for (; table->name; table++)
        if (slice_is(name, table->name))
            return table;
    return NULL;
}

static const char *code_of(struct arena *job, const char *prefix, const char *name)
{
    struct buf out = buf_new(job, 256);

    buf_printf(&out, "%s_", prefix);
    for (; *name; name++) {
        if (*name >= 'A' && *name <= 'Z')
            buf_printf(&out, "_%c", *name - 'A' + 'a');
        else
            buf_char(&out, *name);
    }
    return buf_slice(&out).ptr;
}

static bool wrong(const struct param *p, const struct json *v, const char *expected,
                  struct err *err)
{
    return err_set(err, ERR_INPUT, "`%s` must be %s, it is %s", p->name, expected,
                   json_kind_name(json_kind(v)));
}

static bool read_texts(struct arena *job, const struct param *p, const struct json *v,
                       struct texts *out, struct err *err)
{
    if (json_kind(v) != JSON_ARRAY)
        return wrong(p, v, "an array of texts", err);
    for (const struct json *i = json_first(v); i; i = json_next(i)) {
        if (json_kind(i) != JSON_TEXT)
            return wrong(p, i, "an array of texts", err);
        if (out->count == p->max)
            return err_set(err, ERR_INPUT, "`%s` holds at most %" PRIu64 " texts", p->name, p->max);
        texts_add(job, out, json_text(i));
    }
    return true;
}

static bool read_count(const struct param *p, const struct json *v, uint64_t *out, struct err *err)
{
    uint64_t n;

    if (json_kind(v) != JSON_NUMBER)
        return wrong(p, v, "a number", err);
    if (!json_count(v, &n) || n < p->min || n > p->max)
        return err_set(err, ERR_INPUT, "`%s` must be a whole number from %" PRIu64 " to %" PRIu64,
                       p->name, p->min, p->max);
    *out = n;
    return true;
}

static bool read_number(const struct param *p, const struct json *v, double *out, struct err *err)
{
    if (json_kind(v) != JSON_NUMBER)
        return wrong(p, v, "a number", err);
    *out = json_number(v);
    if (p->kind == PARAM_RATIO && (*out < 0 || *out > 1))
        return err_set(err, ERR_INPUT, "`%s` must be a number from 0 to 1", p->name);
    return true;
}

static bool read_text(const struct param *p, const struct json *v, struct slice *out,
                      struct err *err)
{
    if (json_kind(v) != JSON_TEXT)
        return wrong(p, v, "a text", err);
    if (json_text(v).len > p->max)
        return err_set(err, ERR_INPUT, "`%s` is longer than %" PRIu64 " bytes", p->name, p->max);
    *out = json_text(v);
    return true;
}

static bool read_one(struct arena *job, const struct param *p, const struct json *v, void *target,
                     struct err *err)
{
    void *at = (char *)target + p->offset;

    switch (p->kind) {
    case PARAM_TEXT: return read_text(p, v, at, err);
    case PARAM_COUNT: return read_count(p, v, at, err);
    case PARAM_RATIO:
    case PARAM_NUMBER: return read_number(p, v, at, err);
    case PARAM_TEXTS: return read_texts(job, p, v, at, err);
    case PARAM_BOOL:
        if (json_kind(v) != JSON_BOOL)
            return wrong(p, v, "true or false", err);
        *(bool *)at = json_bool(v);
        return true;
    case PARAM_OBJECT:
        if (json_kind(v) != JSON_OBJECT)
            return wrong(p, v, "an object", err);
        *(const struct json **)at = v;
        return true;
    case PARAM_JSON: *(const struct json **)at = v; return true;
    case PARAM_REFUSED: break;
    }
    return err_set(err, ERR_INPUT, "`%s` is a feature of Meilisearch that Kladez does not have",
                   p->name);
}

static bool unknown(struct arena *job, const struct param *table, struct slice name,
                    struct err *err)
{
    struct buf names = buf_new(job, 2048);

    for (const struct param *p = table; p->name; p++)
        if (p->kind != PARAM_REFUSED)
            buf_printf(&names, "%s`%s`", names.len ? ", " : "", p->name);
    return err_set(err, ERR_INPUT, "there is no field `%.*s`; there are %s", SLICE_ARG(name),
                   buf_slice(&names).ptr);
}

bool params_read(struct arena *job, const struct param *table, const struct json *object,
                 const char *prefix, void *target, const char **code, struct err *err)
{
    for (const struct json *v = json_first(object); v; v = json_next(v)) {
        const struct param *p = find(table, json_name(v));

        *code = "bad_request";
        if (!p)
            return unknown(job, table, json_name(v), err);
        if (json_member(object, p->name) != v)
            return err_set(err, ERR_INPUT, "`%s` is given twice", p->name);
        if (json_kind(v) == JSON_NULL)
            continue;
        *code = p->kind == PARAM_REFUSED ? "feature_not_available" : code_of(job, prefix, p->name);
        if (!read_one(job, p, v, target, err))
            return false;
    }
    return true;
}

/* What does not read as its kind stays a text, which the check then refuses. */
static void add_value(struct json *o, const struct param *p, const char *name, struct slice text)
{
    struct json *list;
    double n;

    switch (p ? p->kind : PARAM_TEXT) {
    case PARAM_COUNT:
    case PARAM_RATIO:
    case PARAM_NUMBER:
        if (slice_to_number(text, &n)) {
            json_add_number(o, name, n);
            return;
        }
        break;
    case PARAM_BOOL:
        if (slice_is(text, "true") || slice_is(text, "false")) {
            json_add_bool(o, name, slice_is(text, "true"));
            return;
        }
        break;
    case PARAM_TEXTS:
        list = json_add_array(o, name);
        while (text.ptr)
            json_add_text(list, NULL, slice_trim(slice_cut(&text, ',')));
        return;
    default: break;
    }
    json_add_text(o, name, text);
}

const struct json *params_of_query(struct arena *job, const struct param *table,
                                   const struct http_request *request)
{
    struct json *o = json_object(job);

    for (size_t i = 0; i < request->arg_count; i++)
        add_value(o, find(table, request->args[i].name), slice_cstr(job, request->args[i].name),
                  request->args[i].value);
    return o;
}
