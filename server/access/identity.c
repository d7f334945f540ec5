/* identity.c - see identity.h */
#include "server/access/identity.h"

#include <inttypes.h>
#include <stddef.h>

#include "base/clock.h"
#include "base/sign.h"
#include "server/params.h"

enum { member_max = 300 };

static const uint64_t seconds_most = 9999999999; /* the year 2286: more are milliseconds */

struct claims {
    struct slice external_id, name, email, phone;
    uint64_t exp;
};

static const struct param claim_params[] = {
    {"external_id", PARAM_TEXT, offsetof(struct claims, external_id), 0, member_max},
    {"name", PARAM_TEXT, offsetof(struct claims, name), 0, member_max},
    {"email", PARAM_TEXT, offsetof(struct claims, email), 0, member_max},
    {"phone", PARAM_TEXT, offsetof(struct claims, phone), 0, member_max},
    {"exp", PARAM_COUNT, offsetof(struct claims, exp), 1, seconds_most},
    {0},
};

static bool is_signed(struct exchange *x, struct slice payload, struct slice signature)
{
    char sum[sign_hex_size];

    sign_hmac(slice_of(x->server->identity_secret), &payload, 1, sum);
    return sign_same(slice_of(sum), signature);
}

static bool refuse(struct exchange *x, unsigned status, const char *code, const char *text)
{
    reply_error(x, status, code, "%s", text);
    return false;
}

static bool read_claims(struct exchange *x, struct slice payload, const struct json **o,
                        struct claims *c)
{
    struct slice text;
    const char *code;
    struct err err;

    if (!sign_base64_parse(x->job, payload, &text) || !json_parse(x->job, text, o, &err) ||
        json_kind(*o) != JSON_OBJECT)
        return refuse(x, 400, "invalid_identity",
                      "`identity` holds no JSON object in unpadded base64url before its dot");
    if (!params_read(x->job, claim_params, *o, "invalid_identity", c, &code, &err)) {
        reply_error(x, 400, "invalid_identity", "identity: %s", err.text);
        return false;
    }
    if (c->external_id.len == 0 || c->exp == 0)
        return refuse(x, 400, "invalid_identity", "identity: `external_id` and `exp` are needed");
    return true;
}

static bool check(struct exchange *x, struct slice token, const struct json **claims)
{
    struct slice signature = token, payload = slice_cut(&signature, '.');
    struct claims c = {0};

    if (!*x->server->identity_secret)
        return refuse(x, 400, "identity_not_configured",
                      "this server has no `identity-secret` to check `identity` with");
    if (!is_signed(x, payload, signature.ptr ? signature : SLICE("")))
        return refuse(x, 401, "identity_not_signed",
                      "`identity` is not signed with the `identity-secret` of this server");
    if (!read_claims(x, payload, claims, &c))
        return false;
    return (int64_t)c.exp * 1000 > clock_now() ||
           refuse(x, 401, "identity_expired",
                  "`identity` has expired: its page should be loaded anew");
}

/* The texts of an object that are not empty, but for those `except` has. */
static void add_texts(struct json *into, const struct json *from, const struct json *except,
                      struct json *names)
{
    for (const struct json *i = json_first(from); i; i = json_next(i)) {
        if (json_kind(i) == JSON_NULL || (json_kind(i) == JSON_TEXT && json_text(i).len == 0) ||
            json_text(json_member(except, json_name(i).ptr)).len || slice_is(json_name(i), "exp"))
            continue;
        json_add_copy(into, json_name(i).ptr, i);
        if (names)
            json_add_text(names, NULL, json_name(i));
    }
}

bool identity_contact(struct exchange *x, struct slice token, const struct json *contact,
                      struct slice *out)
{
    struct json *whole = json_object(x->job), *names;
    const struct json *claims;

    *out = contact ? json_print(x->job, contact) : SLICE("");
    if (token.len == 0)
        return true;
    if (!check(x, token, &claims))
        return false;
    names = json_array(x->job);
    if (contact)
        add_texts(whole, contact, claims, NULL);
    add_texts(whole, claims, NULL, names);
    json_add_text(whole, "verified_by", SLICE("hmac"));
    json_add_copy(whole, "verified", names);
    *out = json_print(x->job, whole);
    return true;
}
