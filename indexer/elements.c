/* elements.c - see elements.h */
#include "indexer/elements.h"

#include <string.h>

#include "engine/article/article.h"

static const struct element elements[] = {
    {"script", ROLE_SKIP, 0},
    {"style", ROLE_SKIP, 0},
    {"template", ROLE_SKIP, 0},
    {"noscript", ROLE_SKIP, 0},
    {"nav", ROLE_SKIP, 0},
    {"footer", ROLE_SKIP, 0},
    {"form", ROLE_SKIP, 0},
    {"button", ROLE_SKIP, 0},
    {"svg", ROLE_SKIP, 0},
    {"iframe", ROLE_SKIP, 0},
    {"object", ROLE_SKIP, 0},
    {"select", ROLE_SKIP, 0},
    {"head", ROLE_SKIP, 0},
    {"p", ROLE_BLOCK, 0},
    {"div", ROLE_BLOCK, 0},
    {"section", ROLE_BLOCK, 0},
    {"article", ROLE_BLOCK, 0},
    {"main", ROLE_BLOCK, 0},
    {"header", ROLE_BLOCK, 0},
    {"aside", ROLE_BLOCK, 0},
    {"figure", ROLE_BLOCK, 0},
    {"figcaption", ROLE_BLOCK, 0},
    {"address", ROLE_BLOCK, 0},
    {"details", ROLE_BLOCK, 0},
    {"summary", ROLE_BLOCK, 0},
    {"dl", ROLE_BLOCK, 0},
    {"dt", ROLE_BLOCK, 0},
    {"dd", ROLE_BLOCK, 0},
    {"table", ROLE_BLOCK, 0},
    {"caption", ROLE_BLOCK, 0},
    {"h1", ROLE_HEADING, 1},
    {"h2", ROLE_HEADING, 2},
    {"h3", ROLE_HEADING, 3},
    {"h4", ROLE_HEADING, 4},
    {"h5", ROLE_HEADING, 5},
    {"h6", ROLE_HEADING, 6},
    {"ul", ROLE_BULLETS, 0},
    {"ol", ROLE_STEPS, 0},
    {"li", ROLE_ITEM, 0},
    {"blockquote", ROLE_QUOTE, 0},
    {"pre", ROLE_CODE, 0},
    {"tr", ROLE_ROW, 0},
    {"td", ROLE_CELL, 0},
    {"th", ROLE_CELL, 1},
    {"br", ROLE_BREAK, 0},
    {"hr", ROLE_BREAK, 0},
    {"b", ROLE_SPAN, SPAN_STRONG},
    {"strong", ROLE_SPAN, SPAN_STRONG},
    {"i", ROLE_SPAN, SPAN_EMPHASIS},
    {"em", ROLE_SPAN, SPAN_EMPHASIS},
    {"code", ROLE_SPAN, SPAN_CODE},
    {"kbd", ROLE_SPAN, SPAN_CODE},
    {"samp", ROLE_SPAN, SPAN_CODE},
    {"a", ROLE_LINK, 0},
    {"img", ROLE_IMAGE, 0},
};

const struct element *elements_find(const char *name)
{
    static const struct element through = {"", ROLE_THROUGH, 0};

    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (strcmp(name, elements[i].name) == 0)
            return &elements[i];
    return &through;
}
