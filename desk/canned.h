/*
 * canned.h - replies that people give often, by a file of the installation.
 *
 *      received:                       a reply, by its id
 *        ru:
 *          name: Заявка принята        how it is called in the list
 *          text: "{name}, ваша заявка {ticket} у нас."
 *        en: {name: Received, text: "{name}, we have your request {ticket}."}
 *
 * {name} stands for the customer's name, {ticket} for the number; whoever shows the reply fills
 * them in. Once parsed it does not change, and any thread may read it.
 */
#ifndef DESK_CANNED_H
#define DESK_CANNED_H

#include "base/err.h"
#include "base/str.h"
#include "text/language.h"

enum {
    canned_file_max = 1 << 20,
    canned_most = 500,      /* a reply in two languages counts twice */
    canned_name_max = 200,  /* bytes */
    canned_text_max = 4000, /* bytes */
};

struct canned {
    struct slice id, name, text;
    enum language lang;
};

struct canned_list {
    struct canned *items; /* as they stand in the file */
    size_t count;
};

/* ERR_INPUT at the line of the reply that is wrong. */
bool canned_parse(struct arena *life, struct slice yaml, struct canned_list *out, struct err *err);

#endif
