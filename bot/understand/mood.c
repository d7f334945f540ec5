/* mood.c - see mood.h */
#include "bot/understand/mood.h"

#include "base/utf8.h"

enum { run_least = 2, capitals_least = 8, capitals_percent = 60 };

static bool has_run_of_marks(struct slice text)
{
    size_t run = 0;

    for (size_t i = 0; i < text.len; i++) {
        run = text.ptr[i] == '!' || text.ptr[i] == '?' ? run + 1 : 0;
        if (run >= run_least)
            return true;
    }
    return false;
}

static bool is_capital(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 0x410 && c <= 0x42f) || c == 0x401;
}

static bool is_small(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 0x430 && c <= 0x44f) || c == 0x451;
}

static bool in_capitals(struct slice text)
{
    size_t capitals = 0, small = 0;

    for (size_t i = 0; i < text.len;) {
        uint32_t c = utf8_next(text, &i);

        capitals += is_capital(c);
        small += is_small(c);
    }
    return capitals + small >= capitals_least &&
           capitals * 100 >= (capitals + small) * capitals_percent;
}

double mood_anger(const struct reading *r)
{
    return 2.0 * reading_has(r, "anger") + has_run_of_marks(r->text) + in_capitals(r->text);
}

static bool read_rule(struct arena *life, struct slice name, struct rule *out, struct err *err)
{
    struct slice rest = name, reason = slice_cut(&rest, ' '), priority = slice_cut(&rest, ' ');

    if ((!slice_is(priority, "urgent") && !slice_is(priority, "high")) ||
        (rest.len && !slice_is(rest, "end")))
        return err_set(err, ERR_INPUT,
                       "rules: [%.*s] must be a reason, then urgent or high, then nothing or end",
                       SLICE_ARG(name));
    *out = (struct rule){slice_cstr(life, reason), slice_cstr(life, priority),
                         slice_cstr(life, name), rest.len > 0};
    return true;
}

bool rules_parse(struct arena *life, struct stemmer *stemmer, struct slice text, struct rules *out,
                 struct err *err)
{
    struct rules rules = {0};
    struct sets sets;

    if (!sets_parse(life, text, &sets, err) ||
        !lexicon_parse(life, stemmer, text, &rules.lexicon, err))
        return err_in(err, "rules");
    rules.items = ARENA_ARRAY(life, struct rule, sets.count + 1);
    for (; rules.count < sets.count; rules.count++)
        if (!read_rule(life, sets.items[rules.count].name, &rules.items[rules.count], err))
            return false;
    *out = rules;
    return true;
}

static bool applies(const struct rules *rules, const struct rule *rule, const struct reading *r,
                    size_t at)
{
    size_t n = lexicon_match(rules->lexicon, rule->set, &r->stems, at);

    return n && (!rule->ends || at + n == r->stems.count || reading_pause(r, at + n - 1));
}

const struct rule *rules_match(const struct rules *rules, const struct reading *r)
{
    for (size_t i = 0; i < rules->count; i++)
        for (size_t at = 0; at < r->stems.count; at++)
            if (applies(rules, &rules->items[i], r, at))
                return &rules->items[i];
    return NULL;
}
