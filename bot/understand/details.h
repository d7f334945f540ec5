/*
 * details.h - what a turn says of the customer's own affairs: numbers of orders and contracts,
 * amounts, dates, telephone numbers, e-mail addresses.
 *
 *      "Где заказ № 1204 от 12 ноября, 3 500 ₽?" -> order 1204, date 12 ноября, amount 3 500 ₽
 *
 * A number counts as an order or a contract near a word for it (sets of
 * bot/data/lexicon.txt). Pure.
 */
#ifndef BOT_DETAILS_H
#define BOT_DETAILS_H

#include "bot/understand/reading.h"

enum detail_kind {
    DETAIL_ORDER,
    DETAIL_CONTRACT,
    DETAIL_AMOUNT,
    DETAIL_DATE,
    DETAIL_PHONE,
    DETAIL_EMAIL,
    detail_kind_count
};

extern const char *const detail_names[detail_kind_count];

struct detail {
    enum detail_kind kind;
    struct slice text; /* as it was written */
};

enum { details_most = 16 };

struct details {
    struct detail items[details_most];
    size_t count;
};

/* In the order of the text; more than details_most are left out. */
struct details details_of(const struct reading *r);

/* Is the turn about an order, a contract or a payment of the customer's own? A date or an
 * address alone does not say so. */
bool details_own(const struct details *d);

#endif
