/*
 * fuzz_query.c - any text is a query, and what it marks, cuts and chooses lies in the text.
 *
 * The first line of an input is the query, the rest the text it is held against.
 */
#include <math.h>

#include "base/utf8.h"
#include "engine/query/query.h"
#include "engine/show/passage.h"
#include "engine/show/snippet.h"
#include "tests/fuzz/driver.h"

static const struct slice seeds[] = {
    FUZZ_SEED("-возврат \"личный кабинет\" оплата кар\n"
              "Личный кабинет. Оплатите картой: в личном кабинете есть «Оплата».\nВозврат - тут."),
    FUZZ_SEED("wi-fi «как подключить» email'ом \n"
              "Как подключить Wi‑Fi?\nWifi подключают по e-mail, wi-fi — нет. Вай-фай."),
    FUZZ_SEED("how do I cancel my subscripti\n"
              "Cancel the subscription: open Settings. You don't pay 5,000 again! Cancelled."),
    FUZZ_SEED("\"c++ 5 000\" -\"не то\" -это -\n5000 за C++\tи ещё\n1. шаг\n2. шаг"),
};

static const char *const tokens[] = {
    "\"",      "«",  "»",     "“",       "”",     "-",      "-\"",  "- ",  " -",
    "\n",      " ",  "wi-fi", "-а-б-в-", "email", "оплата", "карт", "C++", "5 000",
    "вай-фай", "ёж", "don't", "a",       "я",     "\"\"",   "--",   NULL,
};

static void check_query(const struct query *q, struct slice text)
{
    size_t from = 0;
    unsigned phrase = 0;

    CHECK(fuzz_is_within(q->text, text) && q->text.len <= query_text_max);
    CHECK(q->word_count <= query_words_max);
    for (size_t i = 0; i < q->word_count; i++) {
        const struct query_word *w = &q->words[i];

        CHECK(w->start >= from && w->start < w->end && w->end <= q->text.len);
        from = w->end;
        CHECK(w->norm.len > 0 && w->norm.len <= word_bytes_max && fuzz_is_utf8(w->norm));
        CHECK(w->stem.len > 0 && fuzz_is_utf8(w->stem));
        CHECK(!w->goes_on || i + 1 == q->word_count);
        CHECK(w->joined == 0 || (w->joined >= 2 && i + w->joined <= q->word_count));
        CHECK(w->joined == 0 || w->joined_stem.len > 0);
        CHECK(w->phrase == 0 || w->phrase >= phrase);
        phrase = w->phrase ? w->phrase : phrase;
        CHECK(!w->glued || i > 0);
    }
}

/* What xap.cc relies on. */
static void check_node(const struct query_node *n, int depth)
{
    CHECK(n && depth < 20);
    CHECK(isfinite(n->weight) && n->weight >= 0);
    for (size_t i = 0; i < n->count; i++)
        check_node(n->parts[i], depth + 1);
    switch (n->kind) {
    case QUERY_NOTHING:
    case QUERY_EVERYTHING: CHECK(n->count == 0); return;
    case QUERY_TERM:
        CHECK(n->count == 0 && n->term.len > 0 && n->term.len <= 245);
        CHECK(fuzz_is_utf8(n->term));
        return;
    case QUERY_ANY:
    case QUERY_ALL:
    case QUERY_BEST:
    case QUERY_SYNONYM:
    case QUERY_PHRASE: CHECK(n->count >= 1); return;
    case QUERY_MAYBE:
    case QUERY_WITHOUT: CHECK(n->count == 2); return;
    }
    CHECK(!"a kind of node");
}

static struct slice printed(struct arena *job, const struct query_node *n)
{
    struct buf out = buf_new(job, 1 << 22);

    query_print(n, &out);
    CHECK(!out.too_big);
    return buf_slice(&out);
}

static void check_trees(struct arena *job, const struct query *q)
{
    struct slice names[] = {SLICE("title"), SLICE("body")};
    struct texts fields = {names, 1 + fuzz_random(2)};
    const struct query_node *any = query_tree(job, q, QUERY_MATCH_ANY, NULL);

    check_node(any, 0);
    check_node(query_tree(job, q, QUERY_MATCH_ALL, NULL), 0);
    check_node(query_tree(job, q, QUERY_MATCH_ANY, &fields), 0);
    check_node(query_without(job, any, SLICE("Qx")), 0);
    CHECK(slice_eq(printed(job, any), printed(job, query_tree(job, q, QUERY_MATCH_ANY, NULL))));
    CHECK(q->word_count > 0 || any->kind == QUERY_EVERYTHING);
}

static void check_marks(const struct marks *m, struct slice text, const struct query *q)
{
    size_t from = 0, words = 0;

    for (size_t i = 0; i < m->count; i++) {
        CHECK(m->items[i].start >= from && m->items[i].start < m->items[i].end);
        CHECK(m->items[i].end <= text.len && m->items[i].word < q->word_count);
        CHECK(!q->words[m->items[i].word].excluded);
        CHECK(i == 0 || m->items[i].at > words);
        if (fuzz_is_utf8(text))
            CHECK(fuzz_is_boundary(text, m->items[i].start) &&
                  fuzz_is_boundary(text, m->items[i].end));
        from = m->items[i].end;
        words = m->items[i].at;
    }
}

static size_t count_words(struct slice text)
{
    struct words words = words_of(text);
    struct word w;
    size_t n = 0;

    while (words_next(&words, &w))
        n++;
    return n;
}

static void check_snippet(struct arena *job, struct slice text, const struct marks *m,
                          const struct query *q)
{
    size_t most = 1 + fuzz_random(12);
    struct snippet s = snippet_make(job, text, m, most);

    CHECK(fuzz_is_within(s.text, text));
    check_marks(&s.marks, s.text, q);
    CHECK(s.marks.count <= m->count);
    if (most >= 4) /* a marked compound of three words may not fit into fewer */
        CHECK((s.marks.count > 0) == (m->count > 0));
    if (!fuzz_is_utf8(text))
        return;
    CHECK(fuzz_is_utf8(s.text));
    CHECK(count_words(text) == 0 || s.text.len > 0);
    CHECK(s.cut_before == (s.text.ptr > text.ptr) || s.text.len == 0 ||
          slice_trim((struct slice){text.ptr, (size_t)(s.text.ptr - text.ptr)}).len == 0);
}

/* The text as the article's: a line a block. */
static void check_passage(struct arena *job, struct marker *m, const struct query *q,
                          struct slice text)
{
    double *rarity = ARENA_ARRAY(job, double, q->word_count);
    struct passage_query asked = {
        .rarity = rarity, .count = q->word_count, .wants = wants_of_question(text)};
    struct section section = {.heading = SLICE("Оплата"), .anchor = SLICE("o"), .level = 2};
    struct article a = {.title = SLICE("Как оплатить"), .sections = &section, .section_count = 1};
    struct block *blocks = NULL;
    struct passage p;

    for (size_t at = 0; at < text.len; at++)
        if (at == 0 || text.ptr[at - 1] == '\n') {
            blocks = arena_room(job, blocks, section.block_count, sizeof *blocks);
            blocks[section.block_count++] =
                (struct block){.kind = (enum block_kind)fuzz_random(BLOCK_ROW + 1),
                               .start = (uint32_t)at,
                               .number = (uint16_t)fuzz_random(20)};
        }
    section.text = text;
    section.blocks = blocks;
    for (size_t i = 0; i < q->word_count; i++)
        rarity[i] = fuzz_random(8);
    p = passage_choose(job, m, &a, &asked);
    CHECK(p.section == &section || p.section == NULL);
    CHECK(utf8_length(p.text) <= passage_characters_max);
    CHECK(!fuzz_is_utf8(text) || fuzz_is_utf8(p.text));
    CHECK(passage_section(job, m, &a, &asked) == (text.len ? &section : NULL));
}

static void one(struct arena *job, struct slice input)
{
    size_t line = slice_find(input, '\n');
    struct slice text = {input.ptr + line + (line < input.len),
                         input.len - line - (line < input.len)};
    struct slice words = {input.ptr, line};
    struct query *q = ARENA_NEW(job, struct query);
    struct marker *marker;
    struct marks marks;

    *q = query_parse(job, fuzz_stemmer, words);
    check_query(q, words);
    check_trees(job, q);
    marker = marker_new(job, fuzz_stemmer, q);
    marks = marker_find(marker, text);
    check_marks(&marks, text, q);
    check_snippet(job, text, &marks, q);
    check_passage(job, marker, q, text);
}

struct fuzz_target fuzz_target = {
    .name = "fuzz_query",
    .seeds = seeds,
    .seed_count = FUZZ_COUNT(seeds),
    .tokens = tokens,
    .max = 1500,
    .cost = 1,
    .round = one,
};
