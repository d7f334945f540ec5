/*
 * item.h - a record on its way to an article: made by the main thread, read by a worker into terms,
 * words and the record that is kept.
 */
#ifndef INDEXER_ITEM_H
#define INDEXER_ITEM_H

#include "base/pool.h"
#include "base/sign.h"
#include "engine/article/terms.h"
#include "indexer/read.h"
#include "indexer/wordlists.h"

struct known;

struct item {
    struct arena *job; /* of all of it */
    struct record record;
    const struct words_questions *questions; /* of all articles, from editors' words */
    struct sign_hash hash;                   /* item_hash_with, once the id is known */
    struct known *unchanged;                 /* nothing to read */

    /* By the worker. */
    struct report report;
    bool ok, draft;
    struct err err; /* unless ok */
    struct slice id;
    enum language lang;
    struct document document;
    struct tokens tokens;
    struct slice printed; /* the article's record */
};

/* In an arena of its own, with a copy of the record; `hash` is of everything the article depends on
 * but questions in editors' words and the date of its file. */
struct item *item_new(const struct record *record, const struct words_questions *questions);

/* An article that has questions in editors' words is known by the hash of its record, each byte
 * combined with that of theirs: either is found from the other. */
struct sign_hash item_hash_with(struct sign_hash hash, const struct words_questions *list,
                                struct slice id);

/* Reads items that are not unchanged, on any thread. */
extern const struct pool_job item_job;

#endif
