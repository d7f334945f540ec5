/*
 * read.h - one article, read from what an editor wrote.
 */
#ifndef INDEXER_READ_H
#define INDEXER_READ_H

#include "indexer/fields.h"

enum {
    read_file_max = 16 << 20, /* bytes of a Markdown or HTML file, and of a record */
    read_json_max = 256 << 20 /* bytes of a .json file, which is read whole */
};

enum record_kind { RECORD_MARKDOWN, RECORD_HTML, RECORD_JSON };

/* Something an article can be read from: a file, or a record of a file. */
struct record {
    enum record_kind kind;
    struct origin where;
    struct slice raw;
};

/* Once, before threads. */
void read_start(void);

/* Reads the article. What is odd but no reason to refuse it goes to the report. */
bool read_article(struct arena *job, const struct record *record, struct report *report,
                  struct article *out, bool *draft, struct err *err);

/* ERR_INPUT, at the line, for what is not UTF-8 text: binary files, UTF-16, other
 * encodings. A byte order mark of UTF-8 is cut off. */
bool read_check_text(struct slice *text, struct err *err);

/* Calls `take` with each record of a file of many: .jsonl a line at a time, .json an array
 * of records (or one), .csv a row each under a line of field names. A record that
 * cannot be read is an error handed to `take` in its place; false only if the file cannot
 * be read at all. */
struct record_taker {
    void (*record)(void *self, struct slice raw, unsigned line);
    void (*refused)(void *self, const struct err *err);
    void *self;
};
bool read_jsonl(const char *path, const struct record_taker *take, struct err *err);
bool read_json(const char *path, const struct record_taker *take, struct err *err);
bool read_csv(const char *path, const struct record_taker *take, struct err *err);

#endif
