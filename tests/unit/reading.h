/*
 * reading.h - an article read from a text, as the indexer reads it from a file.
 */
#ifndef TESTS_READING_H
#define TESTS_READING_H

#include "indexer/read.h"
#include "tests/unit/test.h"

static struct report report;

/* Reads an article from a text; `report` has what is odd. */
static inline bool read(struct fixture *f, enum record_kind kind, const char *text,
                        struct article *a)
{
    struct record r = {.kind = kind, .where = {.path = "x.md", .id = SLICE("x")}};
    bool draft;

    read_start();
    report_start(&report, f->job);
    r.raw = slice_of(text);
    return read_article(f->job, &r, &report, a, &draft, &f->err);
}

static const char markdown[] =
    "---\ntitle: Оплата картой\ntags: [карта]\ncategory: Деньги/Карты\nquestions:\n  - Как "
    "платить?\n"
    "updatedAt: 2026-05-01\nfoo: bar\n---\n"
    "Intro **bold** and [link](a.md).\n\n## Как оплатить {#pay}\n\n1. Откройте *корзину*.\n"
    "2. Нажмите `Оплатить`.\n   - под\n\n> Важно.\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n```\ncode  "
    "x\n```\n";

#endif
