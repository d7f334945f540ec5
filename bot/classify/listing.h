/*
 * listing.h - the articles of a language by id: in the same order whatever numbers they have in
 * the index, so that an article that changed leaves all others where they were.
 */
#ifndef BOT_LISTING_H
#define BOT_LISTING_H

#include "engine/index/reader.h"

struct listed {
    struct slice id, value;
    uint32_t document;
    bool bot; /* the bot may give it */
};

/* `value` is what each has in the slot; nothing for SLOT_NONE. */
bool listing_read(struct arena *life, struct reader *r, enum language lang, enum slot slot,
                  struct listed **out, size_t *count, struct err *err);

#endif
