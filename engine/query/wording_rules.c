/* wording_rules.c - see wording_rules.h */
#include "engine/query/wording_rules.h"

static void print_pin(struct json *o, const struct wording_pin *p)
{
    json_add_text(o, "asked", p->asked);
    json_add_bool(o, "contains", p->contains);
    json_add_bool(o, "hides", p->hides);
    json_add_text(o, "id", p->id);
    json_add_number(o, "position", p->position);
    json_add_number(o, "from", (double)p->from);
    json_add_number(o, "until", (double)p->until);
}

struct slice wording_rules_print(struct arena *job, const struct wording_rules *rules)
{
    struct json *o = json_object(job), *list = json_add_array(o, "synonyms");

    for (size_t i = 0; i < rules->synonym_count; i++) {
        struct json *line = json_add_object(list, NULL);

        texts_print(line, "from", &rules->synonyms[i].from);
        texts_print(line, "to", &rules->synonyms[i].to);
    }
    texts_print(o, "stops", &rules->stops);
    list = json_add_array(o, "pins");
    for (size_t i = 0; i < rules->pin_count; i++)
        print_pin(json_add_object(list, NULL), &rules->pins[i]);
    return json_print(job, o);
}

static void parse_synonyms(struct arena *job, const struct json *list, struct wording_rules *out)
{
    out->synonyms = ARENA_ARRAY(job, struct wording_synonym, json_size(list));
    for (const struct json *i = json_first(list); i; i = json_next(i))
        out->synonyms[out->synonym_count++] = (struct wording_synonym){
            texts_parse(job, json_member(i, "from")), texts_parse(job, json_member(i, "to"))};
}

static void parse_pins(struct arena *job, const struct json *list, struct wording_rules *out)
{
    out->pins = ARENA_ARRAY(job, struct wording_pin, json_size(list));
    for (const struct json *i = json_first(list); i; i = json_next(i))
        out->pins[out->pin_count++] =
            (struct wording_pin){.asked = json_text(json_member(i, "asked")),
                                 .contains = json_bool(json_member(i, "contains")),
                                 .hides = json_bool(json_member(i, "hides")),
                                 .id = json_text(json_member(i, "id")),
                                 .position = (unsigned)json_number(json_member(i, "position")),
                                 .from = (int64_t)json_number(json_member(i, "from")),
                                 .until = (int64_t)json_number(json_member(i, "until"))};
}

bool wording_rules_parse(struct arena *job, struct slice text, struct wording_rules *out,
                         struct err *err)
{
    struct wording_rules rules = {0};
    const struct json *o;

    if (!json_parse(job, text, &o, err))
        return false;
    parse_synonyms(job, json_member(o, "synonyms"), &rules);
    rules.stops = texts_parse(job, json_member(o, "stops"));
    parse_pins(job, json_member(o, "pins"), &rules);
    *out = rules;
    return true;
}
