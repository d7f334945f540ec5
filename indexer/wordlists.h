/*
 * wordlists.h - editors' words: the files of a folder `words`, read into rules.
 *
 *      synonyms.txt    вайфай = wi-fi = беспроводная сеть      each means the others
 *                      лк => личный кабинет                    the first also means the second
 *      stopwords.txt   пожалуйста                              a word a line
 *      pins.txt        оплата картой = карта -> ru/payment/pay-by-card
 *                      *возврат* -> ru/payment/refund-times at 2 from 2026-12-01 until 2027-01-15
 *                      плюс -> hide ru/subscription/start-trial
 *                      -> ru/orders/order-status               nothing is typed
 *      questions.txt   где мои баллы? -> ru/orders/bonus       one more question of the article
 *
 * Empty lines and lines that begin with # say nothing. A pin fires when its words are asked, in
 * any order and form, stop words aside; between stars, when they are among what is asked. Days
 * are those of UTC, the last one included; a time is written 2026-12-31T18:00+03:00.
 *
 * A line with a fault is left out and reported with its number; the others stand.
 */
#ifndef INDEXER_WORDLISTS_H
#define INDEXER_WORDLISTS_H

#include "base/map.h"
#include "engine/query/wording_rules.h"
#include "indexer/scan.h"

enum {
    wordlists_file_max = 4 << 20, /* bytes */
    wordlists_line_max = 4000,
    words_question_max = 500, /* bytes; a customer's question that is longer is a letter */
    words_questions_max = 100000
};

/* Where a line stands. */
struct words_place {
    const char *path;
    unsigned line;
};

struct words_question {
    struct slice text, id; /* as written; of the article */
    struct slice norm;     /* its words, as words_join has them */
    struct words_place place;
};

struct words_questions {
    struct words_question *items;
    size_t count;
    struct map by_id; /* of an article: its questions, struct texts */
};

struct wordlists {
    struct wording_rules rules;
    struct words_place *pins; /* of each pin of the rules */
    struct words_questions questions;
};

/* Reads all files that were found. */
void wordlists_read(struct arena *job, const struct scan *scan, struct report *report,
                    struct wordlists *out);

/* Adds to an article's own questions those of the list that it has not. */
void words_questions_add(const struct words_questions *list, struct arena *job, struct slice id,
                         struct texts *questions);

/* Warns of questions of articles that are not there. */
void words_questions_check(const struct words_questions *list, const struct map *ids,
                           struct report *report);

/* Leaves out, with a warning, pins of articles that are not there. */
void wordlists_check_ids(struct wordlists *lists, const struct map *ids, struct report *report);

/* Says which pins are over. */
void wordlists_check_dates(const struct wordlists *lists, int64_t now, struct report *report);

/* Reading a piece at a time: of a text that is no file. */
struct wordlists_reader;
struct wordlists_reader *wordlists_begin(struct arena *job, struct report *report);
void wordlists_read_text(struct wordlists_reader *r, const char *path, enum words_kind kind,
                         struct slice text);
struct wordlists wordlists_finish(struct wordlists_reader *r);

#endif
