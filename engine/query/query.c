/* query.c - see query.h */
#include "engine/query/query.h"

#include <string.h>

#include "base/utf8.h"
#include "text/fold.h"

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

void query_take_stems(struct arena *job, struct stemmer *stemmer, struct query_word *w)
{
    w->stem_count = stem_keep(stemmer, job, w->norm, w->script, &w->stems);
    w->stem = w->stems[0];
}

static bool has_few_words_outside(const struct query *q)
{
    size_t outside = 0;

    for (size_t i = 0; i < q->word_count; i++)
        outside += q->words[i].phrase == 0;
    return outside < sentence_least;
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

        w->norm = w->whole = slice_copy(job, word.norm);
        w->script = word.script;
        w->trust = 1;
        query_take_stems(job, stemmer, w);
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
        last->goes_on = !last->phrase && !last->excluded;
    }
    return q;
}

struct query_option *query_add_option(struct arena *job, struct query_word *w, enum query_why why,
                                      double weight, size_t parts)
{
    struct query_option *o;

    w->options = arena_room(job, w->options, w->option_count, sizeof *w->options);
    o = &w->options[w->option_count++];
    *o = (struct query_option){why, weight, ARENA_ARRAY(job, struct query_part, parts), parts,
                               false};
    return o;
}

double query_word_says(const struct query_word *w)
{
    static const double of_function_words = 0.6; /* by measurement: docs/adr/0004-ranking.md */

    return w->function ? w->trust * of_function_words : w->trust;
}

bool query_is_loose(const struct query *q, const struct query_word *w)
{
    return !w->excluded && !w->stop && (!w->phrase || !q->phrases_demanded);
}

double query_sum(uint64_t words, const double *values)
{
    double sum = 0;

    for (size_t i = 0; words; i++, words >>= 1)
        if (words & 1)
            sum += values[i];
    return sum;
}
