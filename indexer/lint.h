/*
 * lint.h - what an editor should mend, without indexing anything.
 *
 * All that reading refuses or warns of, and besides: ids and titles used twice, keys of the
 * front matter that Kladez does not know, links to files that are not there, reviews that are
 * overdue, headings with nothing under them, lists of tags written as one, labelled questions
 * with a fault or about articles that do not exist; and of editors' words, lines with a fault,
 * pins and questions of articles that do not exist, pins that are over, questions that an
 * article asks itself.
 */
#ifndef INDEXER_LINT_H
#define INDEXER_LINT_H

#include "indexer/scan.h"

struct lint_counts {
    size_t articles;
    size_t without_questions; /* alternate questions in the front matter */
    size_t without_translation;
};

/* Findings go to the report. */
void lint_sources(struct arena *job, const struct scan *scan, struct report *report,
                  struct lint_counts *counts);

#endif
