/*
 * fields.h - what an author may say about an article, from front matter or a record.
 */
#ifndef INDEXER_FIELDS_H
#define INDEXER_FIELDS_H

#include "engine/article/article.h"
#include "indexer/markdown.h"
#include "indexer/report.h"

/* Where a record stands, and what holds for it if it says nothing itself. */
struct origin {
    const char *path;          /* of the file, for messages */
    unsigned line;             /* of the record; 0 for a whole file */
    struct slice id;           /* the path without extension; empty: an id must be given */
    struct slice source;       /* the path below its source; empty for a record of many */
    const enum language *lang; /* by folder; NULL: by script */
    struct slice translation_of;
    int64_t modified;
    struct front front; /* the fields as they are written, for lines in messages; or empty */
};

/* Reads the known fields of `record` into `out`, which starts as it should be where a
 * field is absent; the rest becomes attributes. What is not understood is a warning in
 * the report. `*draft` is set for an article that must not be published. ERR_INPUT where
 * the article must be refused. `out->lang` is language_count where nobody says. */
bool fields_read(struct arena *job, const struct json *record, const struct origin *where,
                 struct report *report, struct article *out, bool *draft, struct err *err);

/* Names of all fields an author may use, for lint and documentation. */
const char *fields_names(struct arena *job);
bool fields_known(struct slice name);
bool fields_is_list(struct slice name);

#endif
