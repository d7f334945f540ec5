/*
 * draft.h - a section of an article while it is being written.
 *
 * Text comes in pieces, as a tree is walked; blocks and spans are ranges of it. White space
 * becomes single spaces and there is none at the ends of a block, but in code it stays. A
 * block begins when its first text comes, so that elements without text leave nothing:
 *
 *      d.next = (struct block){.kind = BLOCK_STEP, .number = 1};
 *      draft_write(&d, SLICE(" Press  Reset "));          "Press Reset"
 *      draft_end_block(&d);
 *
 * Knows nothing of HTML. Everything is in the job's memory; text beyond article_text_max is
 * dropped.
 */
#ifndef INDEXER_DRAFT_H
#define INDEXER_DRAFT_H

#include "engine/article/article.h"

struct draft {
    struct arena *job;

    /* The section. */
    struct section meta; /* its heading, anchor and level, set by the caller */
    struct buf text;
    struct block *blocks;
    size_t block_count;
    struct span *spans;
    size_t span_count;
    size_t number; /* of drafts that were before it */
    bool cut;      /* one of them had more text than an article may have */

    /* Around the place that is being written. */
    struct block next; /* the block to begin when text comes */
    bool in_block, in_code, space_pending;
    struct buf *heading; /* text goes here instead, inside a heading */
};

struct draft draft_new(struct arena *job);

/* Hands out the section, if it has a heading or a block, and begins the next one at the
 * same place: `next`, `in_code` and `heading` stay. */
bool draft_finish(struct draft *d, struct section *out);

void draft_begin_block(struct draft *d); /* unless one is open */
void draft_end_block(struct draft *d);
void draft_write(struct draft *d, struct slice text);

/* Code is one block, without white space at its end. */
void draft_begin_code(struct draft *d, struct block kind);
void draft_end_code(struct draft *d);

/* A table's row is one block; its cells are parted by tabs, and empty ones stay. */
void draft_begin_row(struct draft *d, bool header);
void draft_begin_cell(struct draft *d, bool first);
void draft_end_row(struct draft *d);

/* Is a row or heading open? Text stays in it, whatever blocks are written there. */
bool draft_in_line(const struct draft *d);

/* In a heading and in code there is text and nothing else: no spans, no blocks. */
bool draft_only_text(const struct draft *d);

/* A span that was begun here. It is not ended if a new section began inside it. */
struct draft_span {
    size_t slot, blocks, number;
    bool in_block;
};
struct draft_span draft_begin_span(struct draft *d, enum span_kind kind, struct slice target);
void draft_end_span(struct draft *d, struct draft_span begun);
void draft_add_image(struct draft *d, struct slice target);

#endif
