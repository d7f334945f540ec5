/* query_tree.c - see query.h: words as a tree. */
#include "engine/query/query.h"

static struct query_node *node_new(struct arena *job, enum query_kind kind, size_t most)
{
    struct query_node *n = ARENA_NEW(job, struct query_node);

    n->kind = kind;
    n->weight = 1;
    n->parts = ARENA_ARRAY(job, const struct query_node *, most);
    return n;
}

static void node_add(struct query_node *n, const struct query_node *part)
{
    n->parts[n->count++] = part;
}

/* A node of one part is that part. */
static const struct query_node *simple(const struct query_node *n)
{
    bool joins = n->kind == QUERY_ANY || n->kind == QUERY_ALL || n->kind == QUERY_BEST ||
                 n->kind == QUERY_SYNONYM || n->kind == QUERY_PHRASE;

    return joins && n->count == 1 ? n->parts[0] : n;
}

static const struct query_node *pair(struct arena *job, enum query_kind kind,
                                     const struct query_node *a, const struct query_node *b)
{
    struct query_node *n = node_new(job, kind, 2);

    node_add(n, a);
    node_add(n, b);
    return n;
}

static struct query_node *term_node(struct arena *job, const char *prefix, struct slice text)
{
    struct query_node *n = node_new(job, QUERY_TERM, 0);

    n->term = slice_of(arena_printf(job, "%s%.*s", prefix, SLICE_ARG(text)));
    return n;
}

/* A stem in the fields wanted. */
static const struct query_node *stem_node(struct arena *job, struct slice stem,
                                          const struct texts *fields)
{
    struct query_node *any;

    if (!fields)
        return term_node(job, PREFIX_STEM, stem);
    any = node_new(job, QUERY_BEST, fields->count);
    for (size_t i = 0; i < fields->count; i++) {
        const struct field *f = schema_find(fields->items[i]);

        if (!f || !field_is_text(f))
            continue;
        if (f->prefix[0])
            node_add(any, term_node(job, arena_printf(job, "%s" PREFIX_STEM, f->prefix), stem));
        else
            node_add(any, pair(job, QUERY_WITHOUT, term_node(job, PREFIX_STEM, stem),
                               term_node(job, PREFIX_NOT_BODY, stem)));
    }
    return any->count ? simple(any) : node_new(job, QUERY_NOTHING, 0);
}

static const struct query_node *stems_node(struct arena *job, const struct slice *stems,
                                           size_t count, const struct texts *fields)
{
    struct query_node *any = node_new(job, QUERY_SYNONYM, count);

    for (size_t i = 0; i < count; i++)
        node_add(any, stem_node(job, stems[i], fields));
    return simple(any);
}

static const struct query_node *weighted(struct arena *job, const struct query_node *node,
                                         double weight)
{
    struct query_node *n;

    if (weight == 1)
        return node;
    n = ARENA_NEW(job, struct query_node);
    *n = *node;
    n->weight *= weight;
    return n;
}

static const struct query_node *option_node(struct arena *job, const struct query_option *o,
                                            const struct texts *fields)
{
    struct query_node *all = node_new(job, QUERY_ALL, o->count);

    for (size_t i = 0; i < o->count; i++)
        node_add(all, stems_node(job, o->parts[i].stems, o->parts[i].count, fields));
    return weighted(job, simple(all), o->weight);
}

static const struct query_node *word_node(struct arena *job, const struct query_word *w,
                                          const struct texts *fields)
{
    struct query_node *best;

    if (w->excluded) /* what is only like it is not meant, nor what its form may be else */
        return stem_node(job, w->stem, fields);
    best = node_new(job, QUERY_BEST, w->option_count + 1);
    best->of_word = true;
    node_add(best, stems_node(job, w->stems, w->stem_count, fields));
    for (size_t i = 0; i < w->option_count; i++)
        if (!w->options[i].only_weighs)
            node_add(best, option_node(job, &w->options[i], fields));
    return weighted(job, simple(best), query_word_says(w));
}

/* How the words of a tree are put together. */
struct shape {
    struct arena *job;
    enum query_kind join; /* QUERY_ANY or QUERY_ALL */
    const struct texts *fields;
};

/* A word, or the words from here on that are joined; `*count` says how many. */
static const struct query_node *unit_node(const struct shape *shape, const struct query_word *w,
                                          size_t *count)
{
    struct query_node *parts;

    *count = w->joined ? w->joined : 1;
    if (!w->joined)
        return word_node(shape->job, w, shape->fields);
    parts = node_new(shape->job, shape->join, w->joined);
    for (size_t i = 0; i < w->joined; i++)
        node_add(parts, word_node(shape->job, &w[i], shape->fields));
    return pair(shape->job, QUERY_BEST, stem_node(shape->job, w->joined_stem, shape->fields),
                parts);
}

/* Documents that have the words of a phrase; phrase.h looks whether they stand as written. */
static const struct query_node *phrase_node(const struct shape *shape,
                                            const struct query_word *words, size_t *count)
{
    struct query_node *n = node_new(shape->job, QUERY_PHRASE, query_words_max);

    for (*count = 0; words[*count].phrase == words->phrase && *count < query_words_max; ++*count)
        node_add(n, stems_node(shape->job, words[*count].stems, words[*count].stem_count,
                               shape->fields));
    return simple(n);
}

static bool repeated(const struct query *q, size_t at)
{
    const struct query_word *w = &q->words[at];

    for (size_t i = 0; i < at; i++)
        if (query_is_loose(q, &q->words[i]) && !q->words[i].joined && !w->joined &&
            slice_eq(q->words[i].stem, w->stem))
            return true;
    return false;
}

static void add_loose_words(const struct shape *shape, const struct query *q,
                            struct query_node *into)
{
    for (size_t i = 0, n; i < q->word_count; i += n) {
        const struct query_node *unit;

        n = 1;
        if (!query_is_loose(q, &q->words[i]) || repeated(q, i))
            continue;
        unit = unit_node(shape, &q->words[i], &n);
        node_add(into, unit);
    }
}

/* Phrases that are demanded, and words that are excluded: of вай-фай what has both parts. An
 * excluded phrase cannot be told from its words here: phrase.h does. */
static void add_special(const struct shape *shape, const struct query *q,
                        struct query_node *demanded, struct query_node *excluded)
{
    struct shape whole = {shape->job, QUERY_ALL, shape->fields};

    for (size_t i = 0, n; i < q->word_count; i += n) {
        const struct query_word *w = &q->words[i];

        n = 1;
        if (query_is_loose(q, w) || w->stop || (w->excluded && w->phrase))
            continue;
        if (w->excluded)
            node_add(excluded, unit_node(&whole, w, &n));
        else
            node_add(demanded, phrase_node(shape, w, &n));
    }
}

const struct query_node *query_tree(struct arena *job, const struct query *q,
                                    enum query_matching matching, const struct texts *fields)
{
    struct shape shape = {job, matching == QUERY_MATCH_ALL ? QUERY_ALL : QUERY_ANY, fields};
    struct query_node *words = node_new(job, shape.join, 2 * q->word_count);
    struct query_node *phrases = node_new(job, QUERY_ALL, q->word_count);
    struct query_node *excluded = node_new(job, QUERY_ANY, q->word_count);
    const struct query_node *root;

    add_loose_words(&shape, q, words);
    add_special(&shape, q, phrases, excluded);
    if (phrases->count && words->count)
        root = pair(job, matching == QUERY_MATCH_ALL ? QUERY_ALL : QUERY_MAYBE, simple(phrases),
                    simple(words));
    else if (phrases->count || words->count)
        root = simple(phrases->count ? phrases : words);
    else
        root = node_new(job, QUERY_EVERYTHING, 0);
    return excluded->count ? pair(job, QUERY_WITHOUT, root, simple(excluded)) : root;
}

const struct query_node *query_without(struct arena *job, const struct query_node *tree,
                                       struct slice term)
{
    return pair(job, QUERY_WITHOUT, tree, term_node(job, "", term));
}

void query_print(const struct query_node *node, struct buf *out)
{
    static const char *const names[] = {"nothing", "everything", "term",   "any",   "all",
                                        "best",    "synonym",    "phrase", "maybe", "without"};

    if (node->kind == QUERY_TERM) {
        buf_add(out, node->term);
    } else {
        buf_printf(out, "(%s", names[node->kind]);
        for (size_t i = 0; i < node->count; i++) {
            buf_char(out, ' ');
            query_print(node->parts[i], out);
        }
        buf_char(out, ')');
    }
    if (node->weight != 1)
        buf_printf(out, "^%g", node->weight);
}
