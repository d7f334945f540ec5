/* triage.c - see triage.h */
#include "desk/triage.h"

#include "base/yaml.h"
#include "text/lexicon.h"

enum { said_words_most = 2000 };

static const char *const types[] = {"question", "request",   "incident",
                                    "dispute",  "complaint", NULL};
static const char *const priorities[] = {"low", "normal", "high", "urgent", NULL};

enum { NOT_NAMED = -1, TYPE_QUESTION = 0, PRIORITY_NORMAL = 1 };

struct rule {
    struct slice name, category;
    int type, priority; /* numbers in the lists above */
    struct texts reasons, articles;
};

struct triage {
    struct rule *rules;
    size_t count;
    struct lexicon *words; /* a set for each rule, of its name */
};

/* ---- reading ---- */

static int number_of(const char *const *list, struct slice name)
{
    for (int i = 0; list[i]; i++)
        if (slice_is(name, list[i]))
            return i;
    return NOT_NAMED;
}

static bool read_list(struct arena *life, const struct json *v, struct texts *out)
{
    for (const struct json *i = json_first(v); i; i = json_next(i)) {
        if (json_text(i).len == 0)
            return false;
        texts_add(life, out, slice_copy(life, json_text(i)));
    }
    return json_kind(v) == JSON_ARRAY;
}

static bool read_member(struct arena *life, const struct json *v, struct rule *r,
                        struct texts *words)
{
    struct slice name = json_name(v), text = json_text(v);

    if (slice_is(name, "type"))
        return (r->type = number_of(types, text)) != NOT_NAMED;
    if (slice_is(name, "priority"))
        return (r->priority = number_of(priorities, text)) != NOT_NAMED;
    if (slice_is(name, "category"))
        return (r->category = slice_copy(life, text)).len > 0;
    if (slice_is(name, "reasons"))
        return read_list(life, v, &r->reasons);
    if (slice_is(name, "articles"))
        return read_list(life, v, &r->articles);
    return slice_is(name, "words") && read_list(life, v, words);
}

static bool read_rule(struct arena *life, const struct json *v, unsigned line, struct rule *out,
                      struct set *words, struct err *err)
{
    struct rule r = {
        .name = slice_copy(life, json_name(v)), .type = NOT_NAMED, .priority = NOT_NAMED};
    struct texts phrases = {0};

    for (const struct json *i = json_first(v); i; i = json_next(i))
        if (!read_member(life, i, &r, &phrases))
            return err_at(err, line,
                          "rule '%.*s': '%.*s' is not understood: a rule has type (question, "
                          "request, incident, dispute, complaint), category (a text), priority "
                          "(low, normal, high, urgent), and reasons, words, articles (lists)",
                          SLICE_ARG(r.name), SLICE_ARG(json_name(i)));
    if (json_kind(v) != JSON_OBJECT || phrases.count + r.reasons.count + r.articles.count == 0)
        return err_at(err, line, "rule '%.*s' never fits: it needs reasons, words or articles",
                      SLICE_ARG(r.name));
    *words = (struct set){.name = r.name, .lines = phrases.items, .count = phrases.count};
    *out = r;
    return true;
}

bool triage_parse(struct arena *life, struct stemmer *stemmer, struct slice yaml,
                  struct triage **out, struct err *err)
{
    struct triage *t = ARENA_NEW(life, struct triage);
    struct sets words = {0};
    const struct json *root;

    if (!yaml_parse(life, yaml, 1, &root, err))
        return false;
    t->rules = ARENA_ARRAY(life, struct rule, json_size(root));
    words.items = ARENA_ARRAY(life, struct set, json_size(root));
    for (const struct json *i = json_first(root); i; i = json_next(i)) {
        unsigned line = yaml_key_line(yaml, 1, json_name(i));

        if (t->count == triage_rules_most)
            return err_at(err, line, "there are at most %d rules", triage_rules_most);
        if (!read_rule(life, i, line, &t->rules[t->count], &words.items[t->count], err))
            return false;
        t->count++;
    }
    words.count = t->count;
    t->words = lexicon_new(life, stemmer, &words);
    *out = t;
    return true;
}

/* ---- asking ---- */

static bool has_words(const struct triage *t, const struct rule *r, const struct stems *said)
{
    const char *set = r->name.ptr; /* a copy, which ends in zero */

    for (size_t at = 0; at < said->count; at++)
        if (lexicon_match(t->words, set, said, at))
            return true;
    return false;
}

static bool fits(const struct triage *t, const struct rule *r, const struct triage_case *c,
                 const struct stems *said)
{
    if (texts_have(&r->reasons, slice_of(c->reason)))
        return true;
    for (size_t i = 0; i < c->categories.count; i++)
        if (texts_have(&r->articles, c->categories.items[i]))
            return true;
    for (size_t i = 0; i < c->said.count; i++)
        if (has_words(t, r, &said[i]))
            return true;
    return false;
}

struct triage_result triage_of(const struct triage *t, struct stemmer *stemmer, struct arena *job,
                               const struct triage_case *c)
{
    struct stems *said = ARENA_ARRAY(job, struct stems, c->said.count);
    struct triage_result out = {0};
    int type = NOT_NAMED, priority = number_of(priorities, c->priority);

    for (size_t i = 0; i < c->said.count; i++)
        said[i] = stems_of(job, stemmer, c->said.items[i], said_words_most);
    for (size_t i = 0; i < t->count; i++) {
        const struct rule *r = &t->rules[i];

        if (!fits(t, r, c, said))
            continue;
        texts_add(job, &out.rules, r->name);
        type = type == NOT_NAMED ? r->type : type;
        priority = r->priority > priority ? r->priority : priority;
        out.category = out.category.len ? out.category : r->category;
    }
    if (out.category.len == 0 && c->categories.count)
        out.category = c->categories.items[c->categories.count - 1];
    out.type = slice_of(types[type == NOT_NAMED ? TYPE_QUESTION : type]);
    out.priority = slice_of(priorities[priority == NOT_NAMED ? PRIORITY_NORMAL : priority]);
    return out;
}
