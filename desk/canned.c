/* canned.c - see canned.h */
#include "desk/canned.h"

#include "base/yaml.h"

/* Where the text has a brace that opens neither {name} nor {ticket}; else its length. */
static size_t wrong_place(struct slice text)
{
    for (size_t at = 0; at < text.len; at++) {
        struct slice rest = {text.ptr + at, text.len - at};

        if (*rest.ptr == '{' && !slice_starts(rest, "{name}") && !slice_starts(rest, "{ticket}"))
            return at;
    }
    return text.len;
}

/* What the replies are read from. */
struct source {
    struct slice yaml;
    const struct json *root;
};

static unsigned line_of(const struct source *s, const struct json *v)
{
    return yaml_line(s->yaml, 1, s->root, v);
}

static bool read_one(struct arena *life, const struct source *s, const struct json *v,
                     struct slice id, struct canned *out, struct err *err)
{
    const struct json *named = json_member(v, "name"), *says = json_member(v, "text");
    struct slice name = slice_trim(json_text(named)), text = slice_trim(json_text(says));

    if (!language_parse(json_name(v), &out->lang))
        return err_at(err, line_of(s, v), "reply '%.*s': '%.*s' is no language: ru, en",
                      SLICE_ARG(id), SLICE_ARG(json_name(v)));
    if (json_size(v) != 2 || name.len == 0 || text.len == 0)
        return err_at(err, line_of(s, v),
                      "reply '%.*s': each language has a name and a text, nothing else",
                      SLICE_ARG(id));
    if (name.len > canned_name_max || text.len > canned_text_max)
        return err_at(err, line_of(s, name.len > canned_name_max ? named : says),
                      "reply '%.*s': a name has at most %d bytes, a text at most %d", SLICE_ARG(id),
                      canned_name_max, canned_text_max);
    if (wrong_place(text) < text.len)
        return err_at(err, line_of(s, says),
                      "reply '%.*s': only {name} and {ticket} may stand in braces", SLICE_ARG(id));
    out->id = slice_copy(life, id);
    out->name = slice_copy(life, name);
    out->text = slice_copy(life, text);
    return true;
}

bool canned_parse(struct arena *life, struct slice yaml, struct canned_list *out, struct err *err)
{
    struct canned_list list = {0};
    struct source s = {.yaml = yaml};

    if (!yaml_parse(life, yaml, 1, &s.root, err))
        return false;
    for (const struct json *i = json_first(s.root); i; i = json_next(i)) {
        if (json_kind(i) != JSON_OBJECT || json_size(i) == 0)
            return err_at(err, line_of(&s, i), "reply '%.*s' says nothing: it needs ru or en",
                          SLICE_ARG(json_name(i)));
        for (const struct json *v = json_first(i); v; v = json_next(v)) {
            if (list.count == canned_most)
                return err_at(err, line_of(&s, v), "there are at most %d replies", canned_most);
            list.items = arena_room(life, list.items, list.count, sizeof *list.items);
            if (!read_one(life, &s, v, json_name(i), &list.items[list.count], err))
                return false;
            list.count++;
        }
    }
    *out = list;
    return true;
}
