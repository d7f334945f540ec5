/*
 * schema.h - the fields of an article in the index, in one table.
 *
 * Writer and readers use the same table, so a field has one prefix, one weight and one
 * slot. Stems of any field, which ranking asks for, are in postings.h; terms of the index:
 *
 *      Y           as often as all stems of the article count: how long it is
 *      SZслов      a stem in one field: attributesToSearchOn
 *      XNслов      a stem that is in the article but not in its body
 *      Lru         an exact value of a field: filters
 *      Qабв        the article's id      XPru/x.md   the file it was read from
 *
 * Raise engine_version whenever the same article would give other terms, stored records read
 * differently, or a generation holds other files or files of another
 * layout, the bot's included: indexes of another version are refused and
 * built anew.
 */
#ifndef ENGINE_SCHEMA_H
#define ENGINE_SCHEMA_H

#include "engine/article/article.h"

enum { engine_version = 12 };

/* Values kept with a document, by number of Xapian's slot. */
enum slot {
    SLOT_ID,
    SLOT_LANG,
    SLOT_AUDIENCE,
    SLOT_CATEGORY, /* lists: items parted by slot_separator */
    SLOT_TAGS,
    SLOT_UPDATED_AT, /* numbers: sortable */
    SLOT_POPULARITY,
    SLOT_TITLE,       /* folded, for sorting */
    SLOT_SOURCE_DATE, /* modification time of the source, where it served as updatedAt */
    SLOT_TRANSLATION_OF,
    SLOT_HEADLINES, /* a list: the title and the questions, as written */
    SLOT_SOURCE,    /* hash of what the article was read from, binary */
    SLOT_HEADINGS,  /* a list: those of its sections */
    SLOT_URL,       /* article_url */
    slot_count,
    SLOT_NONE = -1
};

enum { slot_separator = 0x1F };

enum field_how {
    FIELD_TEXT,   /* searched as words */
    FIELD_EXACT,  /* filtered by value, compared folded */
    FIELD_NUMBER, /* filtered by range; a time is seconds since 1970 */
    FIELD_STORED, /* shown only */
    FIELD_STAFF   /* shown to those who work here: desk, editors, administrators */
};

struct field {
    const char *name;   /* in the API */
    const char *prefix; /* of its terms; NULL for none */
    unsigned weight;    /* how many times a word counts in ranking; 0 not at all */
    enum field_how how;
    int slot; /* enum slot, or SLOT_NONE */
    bool facet, sortable;
    const char *help;
};

extern const struct field schema[]; /* ends with a name of NULL */

const struct field *schema_find(struct slice name);

/* Names of the fields for which `wanted` is true, parted by commas, for messages. */
const char *schema_names(struct arena *job, bool (*wanted)(const struct field *f));
bool field_is_text(const struct field *f);
bool field_is_filterable(const struct field *f);
bool field_is_facet(const struct field *f);
bool field_is_counted(const struct field *f); /* facets, and numbers */
bool field_is_sortable(const struct field *f);
bool field_is_any(const struct field *f);
bool field_is_public(const struct field *f); /* all but FIELD_STAFF */

/* The prefixes of terms that belong to no field. */
#define PREFIX_STEM     "Z"
#define PREFIX_NOT_BODY "XN"
#define PREFIX_ID       "Q"
#define PREFIX_PATH     "XP"
#define PREFIX_LENGTH                                                                              \
    "Y"                    /* one term, as often as the stems count, which are not in the index:
                                so that Xapian knows how long the article is */
#define PREFIX_NO_BOT "XB" /* one term: the article must not be given as an answer */

/* The term of an exact value: prefix and folded value; what is too long for a term is
 * cut and told apart by its hash. */
struct slice schema_exact_term(struct arena *job, const char *prefix, struct slice value);

/* A list as it is kept in a slot. */
struct slice schema_join_list(struct arena *job, const struct texts *list);

/* The value as it is compared: case, ё and spacing folded. */
struct slice schema_fold_value(struct arena *job, struct slice value);

#endif
