/*
 * person.h - does a turn ask for a person?
 *
 * A verb of transfer ("connect", «позовите») within four words of a person ("agent",
 * «оператор»), or a wish with nothing but small words before the person. "People" and the like may
 * be anybody: they must end their clause. A negation in front turns it round: «не надо оператора» asks for no person, and
 * its words are no question. Who asks how the support is reached, and nothing else, wants one as well.
 */
#ifndef BOT_PERSON_H
#define BOT_PERSON_H

#include "bot/understand/reading.h"

enum wish {
    WISH_NONE,
    WISH_MENTION, /* of somebody, without a verb: «сменить оператора связи» */
    WISH_PERHAPS, /* a verb and a person among other words, which may be a topic */
    WISH_BARE,    /* a person and nothing else: «оператора, пожалуйста» */
    WISH_CONTACT, /* a way to one, and nothing else: «телефон поддержки» */
    WISH_SURE     /* a verb, a person and nothing else */
};

/* Words `from` up to `to` are what is left without greetings and politeness; `*person` is the
 * word that means somebody. */
enum wish person_wished(const struct reading *r, size_t from, size_t to, size_t *person);

/* Do the words `from` up to `to` ask how the support is reached, and for nothing else? Does a text
 * begin by that? */
bool person_contact(const struct reading *r, size_t from, size_t to);
bool person_contact_first(const struct reading *r);

/* Words `*from` up to `*to` that say no person is wanted. */
bool person_declined(const struct reading *r, size_t *from, size_t *to);

#endif
