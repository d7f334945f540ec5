/*
 * contact.h - how a customer can be reached, as a JSON object.
 */
#ifndef DESK_CONTACT_H
#define DESK_CONTACT_H

#include "base/str.h"

/* What was known, and what is said now, which is right where they differ, unless a site has signed
 * what was known (its member `verified` names those). */
struct slice contact_merge(struct arena *job, struct slice before, struct slice now);

/* A telephone number as numbers are compared: its digits, a Russian one beginning with 7 however
 * it was written (8 912 …, +7 912 …). Empty: there are none. */
struct slice contact_phone(struct arena *job, struct slice text);

/* SQL: how the member `name` (email, phone, external_id) is compared, as far as it differs from
 * `value`. NULL and '' are nobody's. */
#define CONTACT_COMPARED(name, value)                                                              \
    "CASE " name " WHEN 'email' THEN folded(trim(" value ")) WHEN 'phone' THEN phone(" value ")"   \
    " ELSE " value " END"

#endif
