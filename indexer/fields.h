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

    /* Where the fields stand, for messages. */
    struct front front;       /* as they are written; or empty */
    const struct json *lines; /* of a page, by their names; or NULL */
};

/* Reads the known fields of `record` into `out`, which starts as it should be where a
 * field is absent; the rest becomes attributes. What is not understood is a warning in
 * the report. `*draft` is set for an article that must not be published. ERR_INPUT where
 * the article must be refused, as where an attribute looks like who may see it (privacy.h). `out->lang` is language_count where nobody says. */
bool fields_read(struct arena *job, const struct json *record, const struct origin *where,
                 struct report *report, struct article *out, bool *draft, struct err *err);

/* The line on which a field stands, in whatever case its name is written; 0 if nobody knows. */
unsigned fields_line(const struct origin *where, const char *name);

/* The name of the field, as Kladez writes it; NULL for what is none. */
const char *fields_known(struct slice name);

/* The field that was probably meant by a name that is none; NULL if there is no such field. */
const char *fields_meant(struct slice name);

bool fields_is_list(struct slice name);

#endif
