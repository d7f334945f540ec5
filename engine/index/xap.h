/*
 * xap.h - the door to Xapian: reading. Writing is behind xap_write.h.
 *
 * Everything of Xapian is behind this door (xap.cc): no object, iterator or exception
 * passes it, results are copied into the caller's arena. A handle belongs to one thread.
 * Indexes that are read are immutable, so a reader never meets ERR_STALE.
 * Document numbers mean nothing outside the handle they came from.
 */
#ifndef ENGINE_XAP_H
#define ENGINE_XAP_H

#include "engine/query/filter.h"

struct xap_reader;

/* One database, or several searched as one. ERR_NOT_FOUND where there is none. */
struct xap_reader *xap_reader_open(const char *const *paths, size_t count, struct err *err);
void xap_reader_close(struct xap_reader *r); /* NULL is fine */

struct xap_size {
    size_t documents;
    double mean_length; /* as BM25 counts: words times their fields' weights */
};

struct xap_sort {
    int slot;
    bool descending;
};

struct xap_hit {
    uint32_t document;
    double weight;
};

/* A value or term, and how many documents have it. */
struct xap_tally {
    struct slice text;
    size_t count;
};

struct xap_facet {
    struct xap_tally *values; /* by value */
    size_t count;
};

/* What Xapian does with documents that were found by others (match.h). */
struct xap_request {
    const struct xap_hit *found; /* ascending by number, of one database; NULL: every document */
    size_t found_count;
    size_t count; /* hits wanted */
    const struct xap_sort *sorts;
    size_t sort_count; /* 0: by weight */
    int distinct;      /* only the best document of each value of this slot; or SLOT_NONE */
    const int *facets; /* slots whose values are counted */
    size_t facet_count;
};

struct xap_hits {
    struct xap_hit *hits; /* best first; ties by document number */
    size_t count;
    size_t total;             /* documents, of each value of the distinct slot one */
    struct xap_facet *facets; /* as many as asked for */
};

bool xap_arrange(struct xap_reader *r, struct arena *job, const struct xap_request *request,
                 struct xap_hits *out, struct err *err);

/* Numbers of the documents that pass the filter, ascending. */
bool xap_filtered(struct xap_reader *r, struct arena *job, const struct filter *filter,
                  uint32_t **out, size_t *count, struct err *err);

bool xap_measure(struct xap_reader *r, struct xap_size *out, struct err *err);
bool xap_length(struct xap_reader *r, uint32_t document, double *out, struct err *err);

/* Documents that hold the term. */
bool xap_term_count(struct xap_reader *r, struct slice term, size_t *out, struct err *err);

/* The document with this (unique) term; ERR_NOT_FOUND. */
bool xap_document_of(struct xap_reader *r, struct slice term, uint32_t *out, struct err *err);

/* Numbers of all documents with the term, ascending; all documents for an empty one. */
bool xap_documents_of(struct xap_reader *r, struct arena *job, struct slice term, uint32_t **out,
                      size_t *count, struct err *err);

/* The same, with how often the term counts in each. */
struct xap_posting {
    uint32_t document, count;
};
bool xap_postings(struct xap_reader *r, struct arena *job, struct slice term,
                  struct xap_posting **out, size_t *count, struct err *err);

bool xap_value(struct xap_reader *r, struct arena *job, uint32_t document, enum slot slot,
               struct slice *out, struct err *err);

/* A stored number (updatedAt in seconds, popularity). */
bool xap_number(struct xap_reader *r, uint32_t document, enum slot slot, double *out,
                struct err *err);

/* The same of many documents at once, whose numbers ascend: each part of the index is read once.
 * A value for each; "" and 0 where a document has none. */
bool xap_values(struct xap_reader *r, struct arena *job, enum slot slot, const uint32_t *documents,
                size_t count, struct slice **out, struct err *err);
bool xap_numbers(struct xap_reader *r, struct arena *job, enum slot slot, const uint32_t *documents,
                 size_t count, double **out, struct err *err);

/* Terms that begin with `prefix`, in byte order, at most `most` of them, with the numbers
 * of their documents. */
bool xap_terms(struct xap_reader *r, struct arena *job, struct slice prefix, size_t most,
               struct xap_tally **out, size_t *count, struct err *err);

/* A text kept with the index; empty if it is not there. */
bool xap_metadata(struct xap_reader *r, struct arena *job, const char *key, struct slice *out,
                  struct err *err);

#endif
