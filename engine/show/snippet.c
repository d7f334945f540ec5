/* snippet.c - see snippet.h: a window of words slides from mark to mark. */
#include "engine/show/snippet.h"

/* How good a window is that begins at mark `first`. */
struct value {
    unsigned different, marks;
};

static struct value value_of(const struct marks *marks, size_t first, size_t words)
{
    uint64_t seen = 0; /* query_words_max is 64 */
    struct value v = {0};

    for (size_t i = first; i < marks->count; i++) {
        uint64_t bit = 1ull << (marks->items[i].word % 64);

        if (marks->items[i].at >= marks->items[first].at + words)
            break;
        v.different += !(seen & bit);
        v.marks++;
        seen |= bit;
    }
    return v;
}

static size_t best_mark(const struct marks *marks, size_t words)
{
    struct value best = {0};
    size_t at = 0;

    for (size_t i = 0; i < marks->count; i++) {
        struct value v = value_of(marks, i, words);

        if (v.different > best.different ||
            (v.different == best.different && v.marks > best.marks)) {
            best = v;
            at = i;
        }
    }
    return at;
}

/* The word of the text with which the window begins: the marks in its middle, but no
 * farther left than leaves room for them. */
static size_t first_word(const struct marks *marks, size_t words)
{
    size_t first, last, spare, before;

    if (marks->count == 0)
        return 0;
    first = last = best_mark(marks, words);
    while (last + 1 < marks->count && marks->items[last + 1].at < marks->items[first].at + words)
        last++;
    spare = words - (marks->items[last].at - marks->items[first].at + 1);
    before = spare / 2;
    return marks->items[first].at > before ? marks->items[first].at - before : 0;
}

static struct marks marks_within(struct arena *job, const struct marks *marks, size_t start,
                                 size_t end)
{
    struct marks out = {ARENA_ARRAY(job, struct mark, marks->count), 0};

    for (size_t i = 0; i < marks->count; i++)
        if (marks->items[i].start >= start && marks->items[i].end <= end) {
            out.items[out.count] = marks->items[i];
            out.items[out.count].start -= start;
            out.items[out.count++].end -= start;
        }
    return out;
}

struct snippet snippet_make(struct arena *job, struct slice text, const struct marks *marks,
                            size_t words)
{
    size_t from = first_word(marks, words), n = 0, start = 0, end = text.len;
    struct words all = words_of(text);
    struct word w;
    struct snippet s;

    while (words_next(&all, &w)) {
        if (n == from && from > 0)
            start = w.start;
        if (n == from + words) { /* punctuation belongs to the word before it */
            end = w.start;
            while (end > start && (text.ptr[end - 1] == ' ' || text.ptr[end - 1] == '\n' ||
                                   text.ptr[end - 1] == '\t'))
                end--;
            break;
        }
        n++;
    }
    s.text = (struct slice){text.ptr + start, end - start};
    s.cut_before = start > 0;
    s.cut_after = end < text.len;
    s.marks = marks_within(job, marks, start, end);
    return s;
}
