/*
 * complete.h - what a person may be about to type.
 *
 *      "опл"            оплата картой (31 articles), «Как оплатить заказ», «Оплата по счёту»
 *      "отмена подпис"  «Отменить подписку»: finished words in all their forms and those of their
 *                       family, the last one as a beginning; in any order, others between
 *      "jgk"            a correction, опл, and what it begins
 *
 * Three kinds: an article by its title; a question to search for, which articles say they answer or
 * words that stand together in several headlines; and, where little begins as typed, a correction:
 * the other keyboard layout, the other alphabet, a letter wrong. No two nearly equal rows.
 *
 * Only what the allowed audiences and tags may see is offered, counted or corrected to: each entry
 * knows the articles that have it, and nothing but this table is asked. It is a file of the
 * generation, made by complete_write.h and mapped by readers; any thread may use it.
 */
#ifndef ENGINE_COMPLETE_H
#define ENGINE_COMPLETE_H

#include "engine/article/article.h"
#include "engine/query/correct.h"
#include "engine/query/wording.h"
#include "engine/show/marks.h"

struct complete;

/* Mapped until `life` is freed. ERR_STALE if the file is not of this version. */
bool complete_open(struct arena *life, const char *path, struct complete **out, struct err *err);

enum completion_type { COMPLETION_ARTICLE, COMPLETION_QUERY, COMPLETION_CORRECTION };

struct completion {
    enum completion_type type;
    struct slice text;         /* as the editor wrote it; of a correction, what to type */
    struct marks marks;        /* where what was typed, or corrected to, stands in it */
    struct slice id, url;      /* of an article… */
    struct slice category;     /* …the innermost, empty without one */
    size_t count;              /* of a query: visible articles that have it */
    enum correction_kind kind; /* of a correction */
};

enum { complete_most = 50, complete_text_max = 512 };

struct complete_request {
    struct slice typed;            /* of up to complete_text_max bytes; the rest is not looked at */
    const enum language *lang;     /* NULL: both */
    const struct texts *audiences; /* whose articles may be seen */
    const struct texts *tags;      /* only articles with one of these; NULL or none: all */
    const struct wording_places *places; /* of an empty text: ids shown first, and not; or NULL */
    size_t most;                         /* up to complete_most */
};

/* Up to `most` completions, best first; of an empty text pinned articles, then popular ones. A
 * correction stands before those of what it corrects to. */
size_t complete_find(const struct complete *c, struct stemmer *stemmer, const struct translit *t,
                     struct arena *job, const struct complete_request *q, struct completion *out);

#endif
