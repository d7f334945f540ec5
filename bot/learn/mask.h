/*
 * mask.h - a customer's words without what is the customer's own.
 *
 *      "Где заказ № 1204? anna@example.com" -> "Где заказ № <number>? <email>"
 *
 * Masked are what details.h finds (numbers of orders and contracts, amounts, dates, telephone
 * numbers, e-mail addresses), any other number of five digits or more, long codes, links, and names
 * that are known. A name that nobody told, and an address in words, are not found. Pure.
 */
#ifndef BOT_MASK_H
#define BOT_MASK_H

#include "bot/understand/reading.h"
#include "engine/article/article.h"

/* `names`: of the customer, as far as they are known; their words in all forms. */
struct slice mask_text(struct arena *job, const struct lexicon *l, struct stemmer *stemmer,
                       struct slice text, const struct texts *names);

/* The same without the marks that stand for what was masked. */
struct slice mask_without(struct arena *job, struct slice masked);

/* The words of a masked text, folded (words.h), and its marks: equal for texts that differ only in
 * case, signs, spacing and what was masked. */
struct slice mask_fold(struct arena *job, struct slice masked);

#endif
