/*
 * contact.h - who asks how the support is reached: «телефон поддержки», "how do I contact you".
 *
 * By the article that tells it, if there is one, with the way to a person; without one a person is
 * offered here, and the second time called.
 */
#ifndef BOT_CONTACT_H
#define BOT_CONTACT_H

#include "bot/decide/deciding.h"

/* Decides on d->turn.question, whose wish is WISH_CONTACT. */
bool contact_decide(struct deciding *d, struct err *err);

#endif
