/* query.c - see query.h */
#include "engine/query.h"

#include <string.h>

#include "base/utf8.h"
#include "text/fold.h"

/* Chosen by measurement: docs/adr/0004-ranking.md. */
const double query_weight_of_start = 0.5;

/* What a whole word may be the beginning of counts less than what it is. */
static const double weight_of_longer = 0.3;

/* A quoted part of the text. */
struct quote {
    size_t start, end; /* of what stands between the quotes */
    bool excluded;
};

enum {
    quotes_most = 16,
    joined_most = 3,
    sentence_least = 6 /* words outside the quotes that make the text a sentence, not a search */
};

static uint32_t closing_of(uint32_t c)
{
    switch (c) {
    case '"': return '"';
    case 0xAB: return 0xBB;     /* «» */
    case 0x201C: return 0x201D; /* “” */
    case 0x201E: return 0x201C; /* „“ */
    default: return 0;
    }
}

static bool is_space_at(struct slice text, size_t at)
{
    return text.ptr[at] == ' ' || text.ptr[at] == '\t' || text.ptr[at] == '\n';
}

/* Is there a minus right before `at`, itself at a beginning? */
static bool minus_before(struct slice text, size_t at)
{
    return at >= 1 && text.ptr[at - 1] == '-' && (at == 1 || is_space_at(text, at - 2));
}

static size_t find_quotes(struct slice text, struct quote quotes[quotes_most])
{
    size_t n = 0;

    for (size_t at = 0; at < text.len && n < quotes_most;) {
        size_t open = at, end;
        uint32_t closing = closing_of(utf8_next(text, &at));

        if (!closing)
            continue;
        quotes[n] = (struct quote){at, text.len, minus_before(text, open)};
        while (at < text.len) {
            end = at;
            if (utf8_next(text, &at) == closing) {
                quotes[n].end = end;
                break;
            }
        }
        n++;
    }
    return n;
}

static void place_word(struct query_word *w, struct slice text, const struct quote *quotes,
                       size_t quote_count)
{
    for (size_t i = 0; i < quote_count; i++)
        if (w->start >= quotes[i].start && w->start < quotes[i].end) {
            w->phrase = (unsigned)i + 1;
            w->excluded = quotes[i].excluded;
            w->glued = false;
            return;
        }
    w->excluded = minus_before(text, w->start);
}

/* вай-фай may be written вайфай in the articles. */
static void join_words(struct arena *job, struct stemmer *stemmer, struct query *q)
{
    for (size_t i = 0, n; i < q->word_count; i += n) {
        struct query_word *first = &q->words[i];
        struct buf joined = buf_new(job, joined_most * word_bytes_max);
        enum word_script script = first->script;

        for (n = 1; i + n < q->word_count && first[n].glued; n++)
            ;
        if (n == 1 || n > joined_most)
            continue;
        for (size_t k = 0; k < n; k++) {
            buf_add(&joined, first[k].norm);
            if (first[k].script != script)
                script = WORD_MIXED;
        }
        first->joined = n;
        first->joined_stem = slice_copy(job, stem_word(stemmer, buf_slice(&joined), script));
    }
}

static bool has_few_words_outside(const struct query *q)
{
    size_t outside = 0;

    for (size_t i = 0; i < q->word_count; i++)
        outside += q->words[i].phrase == 0;
    return outside < sentence_least;
}

bool query_word_unfinished(const struct query_word *w)
{
    return w->goes_on && !w->known && w->expansions.count;
}

struct query query_parse(struct arena *job, struct stemmer *stemmer, struct slice text)
{
    struct quote quotes[quotes_most];
    struct query q = {.text = utf8_cut(text, query_text_max)};
    size_t quote_count = find_quotes(q.text, quotes);
    struct words words = words_of(q.text);
    struct word word;
    struct query_word *last;

    q.words = ARENA_ARRAY(job, struct query_word, query_words_max + 1); /* a zero one ends them */
    while (q.word_count < query_words_max && words_next(&words, &word)) {
        struct query_word *w = &q.words[q.word_count++];

        w->norm = slice_copy(job, word.norm);
        w->stem = slice_copy(job, stem_word(stemmer, word.norm, word.script));
        w->script = word.script;
        w->start = word.start;
        w->end = word.end;
        w->glued = word.glue == '-' || word.glue == '_';
        place_word(w, q.text, quotes, quote_count);
        if (w->glued)
            w->excluded = q.words[q.word_count - 2].excluded;
    }
    join_words(job, stemmer, &q);
    q.phrases_demanded = has_few_words_outside(&q);
    if (q.word_count) {
        last = &q.words[q.word_count - 1];
        last->goes_on = last->end == q.text.len && !last->phrase && !last->excluded;
    }
    return q;
}

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
                 n->kind == QUERY_PHRASE;

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

/* The stem, and with less weight what its forms begin with: stems part some forms. */
static const struct query_node *forms_node(struct arena *job, const struct query_word *w,
                                           const struct texts *fields)
{
    const struct query_node *stem = stem_node(job, w->stem, fields);
    struct query_node *start;
    char room[start_room];

    if (fields || w->excluded) /* what only begins alike is not meant */
        return stem;
    start = term_node(job, "", schema_start_term(w->norm, room));
    start->weight = query_weight_of_start;
    return pair(job, QUERY_ANY, stem, start);
}

static const struct query_node *word_node(struct arena *job, const struct query_word *w,
                                          const struct texts *fields)
{
    const struct query_node *typed = forms_node(job, w, fields);
    struct query_node *longer;

    if (w->expansions.count == 0)
        return typed;
    longer = node_new(job, QUERY_SYNONYM, w->expansions.count);
    for (size_t i = 0; i < w->expansions.count; i++)
        node_add(longer, stem_node(job, w->expansions.items[i], fields));
    longer->weight = w->known ? weight_of_longer : 1;
    return pair(job, QUERY_BEST, typed, longer);
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

/* The words of a phrase stand there as written; in which field, only their stems tell. */
static const struct query_node *phrase_node(const struct shape *shape,
                                            const struct query_word *words, size_t *count)
{
    struct query_node *n = node_new(shape->job, QUERY_PHRASE, query_words_max);
    struct query_node *within;

    for (*count = 0; words[*count].phrase == words->phrase && *count < query_words_max; ++*count)
        node_add(n, term_node(shape->job, "", words[*count].norm));
    if (!shape->fields)
        return simple(n);
    within = node_new(shape->job, QUERY_ALL, n->count + 1);
    node_add(within, simple(n));
    for (size_t i = 0; i < n->count; i++)
        node_add(within, stem_node(shape->job, words[i].stem, shape->fields));
    return within;
}

/* Does the word rank like any other? */
static bool is_loose(const struct query *q, const struct query_word *w)
{
    return !w->excluded && (!w->phrase || !q->phrases_demanded);
}

static bool repeated(const struct query *q, size_t at)
{
    const struct query_word *w = &q->words[at];

    for (size_t i = 0; i < at; i++)
        if (is_loose(q, &q->words[i]) && !q->words[i].joined && !w->joined &&
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
        if (!is_loose(q, &q->words[i]) || repeated(q, i))
            continue;
        unit = unit_node(shape, &q->words[i], &n);
        node_add(into, unit);
    }
}

/* Phrases that are demanded, and words that are excluded. An excluded phrase cannot be
 * told from its words here: phrase.h does. */
static void add_special(const struct shape *shape, const struct query *q,
                        struct query_node *demanded, struct query_node *excluded)
{
    for (size_t i = 0, n; i < q->word_count; i += n) {
        const struct query_word *w = &q->words[i];

        n = 1;
        if (is_loose(q, w) || (w->excluded && w->phrase))
            continue;
        if (w->excluded)
            node_add(excluded, unit_node(shape, w, &n));
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
