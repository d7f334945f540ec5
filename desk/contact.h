/*
 * contact.h - how a customer can be reached, as a JSON object.
 */
#ifndef DESK_CONTACT_H
#define DESK_CONTACT_H

#include "base/str.h"

/* What was known, and what is said now, which is right where they differ, unless a site has signed
 * what was known (its member `verified` names those). */
struct slice contact_merge(struct arena *job, struct slice before, struct slice now);

#endif
