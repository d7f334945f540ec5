/*
 * opening.h - how the title and the text of a document begin, where that answers a question or
 * does not: "Yes, you can…", "What is cashback?".
 */
#ifndef ENGINE_OPENING_H
#define ENGINE_OPENING_H

#include "engine/index/forward.h"
#include "engine/index/vocabulary.h"
#include "text/definition.h"
#include "text/verdict.h"

/* What a question asks for. Numbers are those of words of the vocabulary, -1 for one it has not. */
struct opening_query {
    enum verdict_wish verdict;
    enum definition_wish definition;
    int64_t verdicts[verdict_word_count];
    int64_t definitions[definition_opening_count][2];
};

struct opening_query opening_query_of(const struct vocabulary *v, struct slice question);

/* The text begins with yes or no: 1 if that was asked for, -1 if it answers nothing; else 0. */
double opening_verdict(const struct forward_document *d, const struct opening_query *q);

/* The title asks what something is: 1 if the question does, -1 if it asks something else; else 0. */
double opening_definition(const struct forward_document *d, const struct opening_query *q);

#endif
