/* policy.c - see policy.h */
#include "bot/decide/policy.h"

#include <math.h>
#include <stddef.h>

#include "base/embed.h"
#include "base/file.h"
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

static bool read_knob(const struct knob *k, const struct json *root, struct policy *out,
                      struct err *err)
{
    const struct json *v = json_member(root, k->name);
    double n = json_number(v);
    void *at = (char *)out + k->offset;

    if (json_kind(v) != JSON_NUMBER || n < k->least || n > k->most || (k->whole && n != floor(n)))
        return err_set(err, ERR_INPUT, "'%s' must be a%s number from %g to %g", k->name,
                       k->whole ? " whole" : "", k->least, k->most);
    if (k->whole)
        *(uint64_t *)at = (uint64_t)n;
    else
        *(double *)at = n;
    return true;
}

static bool is_known(struct slice name)
{
    for (size_t i = 0; i < knob_count; i++)
        if (slice_is(name, knobs[i].name))
            return true;
    return false;
}

bool policy_parse(struct arena *job, struct slice text, struct policy *out, struct err *err)
{
    struct policy p;
    const struct json *root;

    if (!json_parse(job, text, &root, err))
        return err_in(err, "policy");
    for (const struct json *i = json_first(root); i; i = json_next(i))
        if (!is_known(json_name(i)))
            return err_set(err, ERR_INPUT, "policy: there is no '%.*s'", SLICE_ARG(json_name(i)));
    for (size_t i = 0; i < knob_count; i++)
        if (!read_knob(&knobs[i], root, &p, err))
            return err_in(err, "policy");
    sign_sha256(text, p.sha);
    *out = p;
    return true;
}

bool policy_read(struct arena *job, const char *path, struct policy *out, struct err *err)
{
    struct slice text = embed_find("bot/data/policy.json");

    return (!path || !*path || file_read(job, path, policy_max, &text, err)) &&
           policy_parse(job, text, out, err);
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
