/*
 * stray.h - fields that were written where they are not read: without the lines --- around them,
 * with other lines around them, below them, in the body of a record, at the top of a page.
 *
 * They would be published as text, and an article that was not meant for everybody with them. Of a
 * text only its top is looked at: headings, lines of dashes and `name: value`, up to the first line
 * of anything else.
 */
#ifndef INDEXER_STRAY_H
#define INDEXER_STRAY_H

#include "indexer/read.h"

/* `text` is what comes after the fields of the record, from `line` of its file on (of any, for a
 * record of many). ERR_INPUT, at the line, for what looks like who may see the article, if `fields`
 * does not say that; other fields are a warning in the report. */
bool stray_check(struct arena *job, const struct record *record, const struct json *fields,
                 struct slice text, unsigned line, struct report *report, struct err *err);

#endif
