/* triage.c - see triage.h */
#include "desk/triage.h"

#include "base/nearest.h"
#include "base/yaml.h"
#include "text/lexicon.h"

enum { said_words_most = 2000 };

static const char *const types[] = {"question", "request",   "incident",
                                    "dispute",  "complaint", NULL};
static const char *const priorities[] = {"low", "normal", "high", "urgent", NULL};

/* Reasons of a hand-off (docs/http-api.md, Reasons). */
static const char *const reasons[] = {"frustrated",
                                      "not_helped",
                                      "already_shown",
                                      "nothing_new_to_say",
                                      "wants_person",
                                      "accepted_offer",
                                      "button",
                                      "not_confident",
                                      "no_match",
                                      "none_of_these",
                                      "foreign_language",
                                      "shadow",
                                      "article_is_gone",
                                      "account_specific",
                                      "complex",
                                      "unsolved",
                                      "many_turns",
                                      "too_long",
                                      "fraud",
                                      "hacked_account",
                                      "threat_to_life",
                                      "medical",
                                      "danger",
                                      "legal",
                                      "personal_data",
                                      "payment_dispute",
                                      NULL};

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

/* What a rule is read from. */
struct source {
    struct arena *life;
    struct slice yaml;
    const struct json *root;
    struct slice rule; /* its name */
};

static bool refuse(const struct source *s, const struct json *at, struct err *err, const char *why,
                   struct slice what)
{
    return err_at(err, yaml_line(s->yaml, 1, s->root, at), "rule '%.*s': '%.*s' %s",
                  SLICE_ARG(s->rule), SLICE_ARG(what), why);
}

static bool read_list(const struct source *s, const struct json *v, struct texts *out,
                      struct err *err)
{
    if (json_kind(v) != JSON_ARRAY)
        return refuse(s, v, err, "takes a list, [one, two]", json_name(v));
    for (const struct json *i = json_first(v); i; i = json_next(i)) {
        if (json_text(i).len == 0)
            return refuse(s, i, err, "takes a list of texts, and this is none", json_name(v));
        texts_add(s->life, out, slice_copy(s->life, json_text(i)));
    }
    return true;
}

/* A rule for a reason that the bot never has would never fit, and nobody would know. */
static bool read_reasons(const struct source *s, const struct json *v, struct texts *out,
                         struct err *err)
{
    if (!read_list(s, v, out, err))
        return false;
    for (const struct json *i = json_first(v); i; i = json_next(i)) {
        const char *meant = NULL;

        if (number_of(reasons, json_text(i)) != NOT_NAMED)
            continue;
        for (size_t k = 0; reasons[k]; k++)
            nearest_offer(json_text(i), reasons[k], &meant);
        return refuse(s, i, err,
                      meant
                          ? arena_printf(s->life, "is no reason: did you mean '%s'?", meant)
                          : "is no reason to hand over, such as not_confident, wants_person, fraud",
                      json_text(i));
    }
    return true;
}

static bool read_name(const struct source *s, const struct json *v, const char *const *list,
                      const char *takes, int *out, struct err *err)
{
    *out = number_of(list, json_text(v));
    return *out != NOT_NAMED || refuse(s, v, err, takes, json_name(v));
}

static bool read_member(const struct source *s, const struct json *v, struct rule *r,
                        struct texts *words, struct err *err)
{
    struct slice name = json_name(v), text = json_text(v);

    if (slice_is(name, "type"))
        return read_name(s, v, types, "takes question, request, incident, dispute or complaint",
                         &r->type, err);
    if (slice_is(name, "priority"))
        return read_name(s, v, priorities, "takes low, normal, high or urgent", &r->priority, err);
    if (slice_is(name, "category"))
        return (r->category = slice_copy(s->life, text)).len > 0 ||
               refuse(s, v, err, "takes a text", name);
    if (slice_is(name, "reasons"))
        return read_reasons(s, v, &r->reasons, err);
    if (slice_is(name, "articles"))
        return read_list(s, v, &r->articles, err);
    if (slice_is(name, "words"))
        return read_list(s, v, words, err);
    return refuse(s, v, err,
                  "is nothing a rule has: type, category, priority, reasons, words, articles",
                  name);
}

static bool read_rule(const struct source *s, const struct json *v, struct rule *out,
                      struct set *words, struct err *err)
{
    struct rule r = {
        .name = slice_copy(s->life, s->rule), .type = NOT_NAMED, .priority = NOT_NAMED};
    struct texts phrases = {0};

    for (const struct json *i = json_kind(v) == JSON_OBJECT ? json_first(v) : NULL; i;
         i = json_next(i))
        if (!read_member(s, i, &r, &phrases, err))
            return false;
    if (phrases.count + r.reasons.count + r.articles.count == 0)
        return err_at(err, yaml_line(s->yaml, 1, s->root, v),
                      "rule '%.*s' never fits: it needs reasons, words or articles",
                      SLICE_ARG(r.name));
    *words = (struct set){.name = r.name, .lines = phrases.items, .count = phrases.count};
    *out = r;
    return true;
}

bool triage_parse(struct arena *life, struct stemmer *stemmer, struct slice yaml,
                  struct triage **out, struct err *err)
{
    struct triage *t = ARENA_NEW(life, struct triage);
    struct source s = {.life = life, .yaml = yaml};
    struct sets words = {0};

    if (!yaml_parse(life, yaml, 1, &s.root, err))
        return false;
    t->rules = ARENA_ARRAY(life, struct rule, json_size(s.root));
    words.items = ARENA_ARRAY(life, struct set, json_size(s.root));
    for (const struct json *i = json_first(s.root); i; i = json_next(i)) {
        s.rule = json_name(i);
        if (t->count == triage_rules_most)
            return err_at(err, yaml_line(yaml, 1, s.root, i), "there are at most %d rules",
                          triage_rules_most);
        if (!read_rule(&s, i, &t->rules[t->count], &words.items[t->count], err))
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
