/* policy.c - see policy.h */
#include "bot/decide/policy.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "base/embed.h"
#include "base/file.h"
#include "base/nearest.h"
#include "base/sign.h"

enum { policy_max = 64 * 1024 };

struct knob {
    const char *name;
    size_t offset;
    bool whole;
    double least, most;
};

static const struct knob knobs[] = {
    {"cost_wrong", offsetof(struct policy, cost_wrong), false, 0, 1000},
    {"cost_near", offsetof(struct policy, cost_near), false, 0, 1000},
    {"cost_handoff", offsetof(struct policy, cost_handoff), false, 0, 1000},
    {"cost_clarify", offsetof(struct policy, cost_clarify), false, 0, 1000},
    {"clarify_most", offsetof(struct policy, clarify_most), true, 0, 10},
    {"tie_within", offsetof(struct policy, tie_within), false, 0, 1},
    {"rephrase_known", offsetof(struct policy, rephrase_known), false, 0, 1},
    {"follow_gain", offsetof(struct policy, follow_gain), false, 0, 1},
    {"advise_from", offsetof(struct policy, advise_from), false, 0, 1},
    {"unsolved_offer", offsetof(struct policy, unsolved_offer), true, 1, 10},
    {"unsolved_handoff", offsetof(struct policy, unsolved_handoff), true, 1, 10},
    {"frustration_offer", offsetof(struct policy, frustration_offer), false, 1, 100},
    {"frustration_handoff", offsetof(struct policy, frustration_handoff), false, 1, 100},
    {"complexity_handoff", offsetof(struct policy, complexity_handoff), true, 1, 10},
    {"turns_offer", offsetof(struct policy, turns_offer), true, 2, 100},
    {"minutes_offer", offsetof(struct policy, minutes_offer), false, 1, 10000},
    {"minutes_handoff", offsetof(struct policy, minutes_handoff), false, 1, 10000},
};

enum { knob_count = sizeof knobs / sizeof *knobs };

/* The line on which a name stands in its quotes; 0 if it does not. */
static unsigned line_of(struct arena *job, struct slice text, struct slice name)
{
    const char *quoted = arena_printf(job, "\"%.*s\"", SLICE_ARG(name));

    for (unsigned line = 1; text.ptr; line++) {
        const char *here = slice_cstr(job, slice_cut(&text, '\n'));

        if (strstr(here, quoted))
            return line;
    }
    return 0;
}

static bool read_knob(struct arena *job, struct slice text, const struct knob *k,
                      const struct json *root, struct policy *out, struct err *err)
{
    const struct json *v = json_member(root, k->name);
    double n = json_number(v);
    void *at = (char *)out + k->offset;

    if (json_kind(v) != JSON_NUMBER || n < k->least || n > k->most || (k->whole && n != floor(n)))
        return err_at(err, line_of(job, text, slice_of(k->name)),
                      "'%s' must be a%s number from %g to %g%s", k->name, k->whole ? " whole" : "",
                      k->least, k->most, v ? "" : ", and is not there");
    if (k->whole)
        *(uint64_t *)at = (uint64_t)n;
    else
        *(double *)at = n;
    return true;
}

static bool check_name(struct arena *job, struct slice text, struct slice name, struct err *err)
{
    const char *meant = NULL;

    for (size_t i = 0; i < knob_count; i++) {
        if (slice_is(name, knobs[i].name))
            return true;
        nearest_offer(name, knobs[i].name, &meant);
    }
    return err_at(err, line_of(job, text, name), "a policy has no '%.*s'%s%s%s", SLICE_ARG(name),
                  meant ? ": did you mean '" : "", meant ? meant : "", meant ? "'?" : "");
}

bool policy_parse(struct arena *job, struct slice text, struct policy *out, struct err *err)
{
    struct policy p;
    const struct json *root;

    if (!json_parse(job, text, &root, err))
        return false;
    if (json_kind(root) != JSON_OBJECT)
        return err_at(err, 1, "a policy is an object, {\"cost_wrong\": 3.5, …}, this is %s",
                      json_kind_name(json_kind(root)));
    for (const struct json *i = json_first(root); i; i = json_next(i))
        if (!check_name(job, text, json_name(i), err))
            return false;
    for (size_t i = 0; i < knob_count; i++)
        if (!read_knob(job, text, &knobs[i], root, &p, err))
            return false;
    sign_sha256(text, p.sha);
    *out = p;
    return true;
}

bool policy_read(struct arena *job, const char *path, struct policy *out, struct err *err)
{
    static const char standard[] = "bot/data/policy.json";
    struct slice text = embed_find(standard);
    bool own = path && *path;

    if (own && !file_read(job, path, policy_max, &text, err))
        return false;
    return policy_parse(job, text, out, err) || err_in(err, "%s", own ? path : standard);
}

/* So that a cost that is equal by the formula is equal here. */
static const double rounding = 1e-9;

static double cost_of_question(const struct policy *p, double q)
{
    return p->cost_clarify + (1 - q) * p->cost_handoff;
}

double policy_asks_from(const struct policy *p)
{
    return p->cost_handoff > 0 ? fmin(1, p->cost_clarify / p->cost_handoff) : 1;
}

double policy_risks_from(const struct policy *p)
{
    return p->cost_wrong > 0 ? fmax(0, 1 - p->cost_handoff / p->cost_wrong) : 0;
}

double policy_answer_from(const struct policy *p)
{
    double more = p->cost_wrong - p->cost_handoff;
    double over_question = more > 0 ? 1 - p->cost_clarify / more : 0;

    return fmax(policy_risks_from(p), over_question);
}

static bool is_tie(const struct policy *p, const struct policy_case *c)
{
    return c->p - c->second < p->tie_within;
}

enum policy_choice policy_choose(const struct policy *p, const struct policy_case *c,
                                 const char **reason)
{
    bool may_clarify = c->clarified < p->clarify_most;
    double answer = (c->q - c->p) * p->cost_near + (1 - c->q) * p->cost_wrong;
    double clarify = cost_of_question(p, c->q), handoff = p->cost_handoff;
    bool tie = is_tie(p, c);

    *reason = "confident";
    if (!tie && !c->guessed && answer <= handoff + rounding && answer <= clarify + rounding)
        return POLICY_ANSWER;
    *reason = tie ? "tie" : "unsure";
    if (may_clarify && clarify <= handoff + rounding)
        return POLICY_CLARIFY;
    *reason = "not_confident";
    return POLICY_HANDOFF;
}
