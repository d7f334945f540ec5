/* questions.c - see questions.h */
#include "bot/understand/questions.h"

enum { words_least = 2 };

struct cutting {
    struct reading r;
    struct slice *out;
    size_t count;
    size_t from; /* first word of the question that is being read */
};

static void end_question(struct cutting *c, size_t to)
{
    if (to < c->from + words_least || c->count == questions_most)
        return; /* too short to be one: it stays with the next */
    c->out[c->count++] = reading_text(&c->r, c->from, to);
    c->from = to;
}

static bool asks(const struct reading *r, size_t at)
{
    size_t end = at + 1 < r->stems.count ? r->starts[at + 1] : r->text.len;

    for (size_t i = r->ends[at]; i < end; i++)
        if (r->text.ptr[i] == '?')
            return true;
    return false;
}

/* How many words join two questions here: one alone does only behind a pause. */
static size_t joins(const struct cutting *c, size_t at)
{
    size_t n = reading_match(&c->r, "joining", at);

    return n > 1 || at == c->from || reading_pause(&c->r, at - 1) ? n : 0;
}

static void cut(struct cutting *c)
{
    bool joined = false;

    for (size_t i = 0; i < c->r.stems.count;) {
        size_t n = joins(c, i);

        if (n && i > c->from)
            end_question(c, i);
        if (n && i == c->from) {
            c->from = i + n;
            joined = true;
        }
        i += n ? n : 1;
        if (asks(&c->r, i - 1)) {
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

    cut(&c);
    if (c.count < 2) {
        out[0] = text;
        return 1;
    }
    last = &out[c.count - 1]; /* what stands behind the last question adds to it */
    last->len = (size_t)(text.ptr + text.len - last->ptr);
    return c.count;
}
