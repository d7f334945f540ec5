/*
 * identity.h - who a customer is, said and signed by the site that embeds the chat.
 *
 *      token = payload "." signature
 *      payload = base64url, unpadded, of {"external_id", "name", "email", "phone", "exp"}
 *      signature = HMAC-SHA-256 of the payload as it stands in the token, in hex
 *
 * `external_id` and `exp`, in seconds since 1970, are needed. A contact that comes so has
 * `verified_by: "hmac"`, and `verified` names what was signed: no turn without a token changes it.
 */
#ifndef SERVER_IDENTITY_H
#define SERVER_IDENTITY_H

#include "server/exchange.h"

/* The contact of a turn, as JSON: what it says of itself, and above it what the token says. Replies
 * with 400 or 401, and returns false, where the token is not to be believed. Both may be absent:
 * then `*out` is empty. */
bool identity_contact(struct exchange *x, struct slice token, const struct json *contact,
                      struct slice *out);

#endif
