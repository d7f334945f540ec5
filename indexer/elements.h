/*
 * elements.h - what each element of HTML means to an article, in one table.
 *
 * Pure; knows names only, not how a page is parsed.
 */
#ifndef INDEXER_ELEMENTS_H
#define INDEXER_ELEMENTS_H

enum role {
    ROLE_THROUGH, /* means nothing: what it holds is read as if it were not there */
    ROLE_SKIP,    /* is left out with all it holds */
    ROLE_BLOCK,
    ROLE_HEADING,
    ROLE_BULLETS,
    ROLE_STEPS,
    ROLE_ITEM,
    ROLE_QUOTE,
    ROLE_CODE,
    ROLE_ROW,
    ROLE_CELL,
    ROLE_BREAK,
    ROLE_SPAN,
    ROLE_LINK,
    ROLE_IMAGE,
    ROLE_TEXT /* no element: what stands between them */
};

struct element {
    const char *name;
    enum role role;
    int detail; /* level of a heading, enum span_kind, 1 for a header cell */
};

/* By its name in small letters. Those not in the table are ROLE_THROUGH; never NULL. */
const struct element *elements_find(const char *name);

#endif
