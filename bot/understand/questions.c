/* questions.c - see questions.h */
#include "bot/understand/questions.h"

enum { words_least = 2 };

struct cutting {
    struct reading r;
    struct slice *out;
    size_t count;
    size_t from; /* first word of the question that is being read */
    bool listed; /* there is a "1)" before a "2)" */
};

static void end_question(struct cutting *c, size_t to)
{
    if (to < c->from + words_least || c->count == questions_most)
        return; /* too short to be one: it stays with the next */
    c->out[c->count++] = reading_text(&c->r, c->from, to);
    c->from = to;
}

static bool ends_asking(const struct reading *r, size_t at)
{
    size_t end = at + 1 < r->stems.count ? r->starts[at + 1] : r->text.len;

    for (size_t i = r->ends[at]; i < end; i++)
        if (r->text.ptr[i] == '?')
            return true;
    return false;
}

static bool asked(const struct cutting *c, size_t at)
{
    for (size_t i = c->from; i < at; i++)
        if (reading_match(&c->r, "asking", i))
            return true;
    return false;
}

/* «…и когда вернут деньги»: a word that asks, behind one that asked, and more than «и что указать»? */
static bool asks_more(const struct cutting *c, size_t at)
{
    return reading_match(&c->r, "and", at) && reading_match(&c->r, "asking", at + 1) &&
           asked(c, at) && reading_own(&c->r, at + 1) >= words_least;
}

/* The same on a line of its own. */
static bool asks_on_a_line(const struct cutting *c, size_t at)
{
    bool line = false;

    for (size_t i = at > 0 ? c->r.ends[at - 1] : 0; at > 0 && i < c->r.starts[at]; i++)
        line = line || c->r.text.ptr[i] == '\n';
    return line && reading_match(&c->r, "asking", at) && asked(c, at);
}

/* "2)", "2.": the number of an item? */
static bool numbers(const struct reading *r, size_t at, char least)
{
    size_t end = r->ends[at];

    return end == r->starts[at] + 1 && end < r->text.len && r->text.ptr[end - 1] >= least &&
           r->text.ptr[end - 1] <= '9' && (r->text.ptr[end] == ')' || r->text.ptr[end] == '.');
}

static bool has_list(const struct reading *r)
{
    bool first = false;

    for (size_t i = 0; i < r->stems.count; i++) {
        if (first && numbers(r, i, '2'))
            return true;
        first = first || (numbers(r, i, '1') && !numbers(r, i, '2'));
    }
    return false;
}

/* How many words join two questions here: one alone does only behind a pause. */
static size_t joins(const struct cutting *c, size_t at)
{
    size_t n = reading_match(&c->r, "joining", at);

    if (n > 1 || (n && (at == c->from || reading_pause(&c->r, at - 1))))
        return n;
    return asks_more(c, at) || (c->listed && numbers(&c->r, at, at == c->from ? '1' : '2'));
}

static void cut(struct cutting *c)
{
    bool joined = false;

    for (size_t i = 0; i < c->r.stems.count;) {
        size_t n = joins(c, i);
        bool begins = n || asks_on_a_line(c, i);

        if (begins && i > c->from)
            end_question(c, i);
        if (begins && i == c->from) {
            c->from = i + n;
            joined = true;
        }
        i += n ? n : 1;
        if (ends_asking(&c->r, i - 1)) {
            end_question(c, i);
            joined = false;
        }
    }
    if (joined)
        end_question(c, c->r.stems.count);
}

size_t questions_of(struct arena *job, const struct lexicon *l, struct stemmer *stemmer,
                    struct slice text, struct slice out[questions_most])
{
    struct cutting c = {.r = reading_of(job, l, stemmer, text), .out = out};
    struct slice *last;

    c.listed = has_list(&c.r);
    cut(&c);
    if (c.count < 2) {
        out[0] = text;
        return 1;
    }
    last = &out[c.count - 1]; /* what stands behind the last question adds to it */
    last->len = (size_t)(text.ptr + text.len - last->ptr);
    return c.count;
}
