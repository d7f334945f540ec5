/* summary.c - see summary.h */
#include "desk/summary.h"

#include <string.h>

enum { minute_ms = 60 * 1000 };

/* ---- what was shown and picked ---- */

static bool tried_before(struct summary *s, struct slice article, bool rejected)
{
    for (size_t i = 0; i < s->tried_count; i++)
        if (slice_eq(s->tried[i].article, article)) {
            s->tried[i].rejected |= rejected;
            return true;
        }
    return false;
}

static void add_tried(struct summary *s, const struct transcript_turn *turn,
                      const struct texts *rejected)
{
    bool failed = turn->helpful == HELPFUL_NO || texts_have(rejected, turn->article);

    if (!tried_before(s, turn->article, failed) && s->tried_count < summary_most)
        s->tried[s->tried_count++] = (struct summary_tried){turn->article, failed};
}

/* The bot's question without the options below it. */
static struct slice question_of(struct slice text)
{
    const char *options = text.len ? memmem(text.ptr, text.len, "\n– ", strlen("\n– ")) : NULL;

    return options ? slice_trim((struct slice){text.ptr, (size_t)(options - text.ptr)}) : text;
}

static void add_picked(struct summary *s, struct slice asked, struct slice picked)
{
    if (s->clarified_count < summary_most)
        s->clarified[s->clarified_count++] = (struct summary_picked){question_of(asked), picked};
}

/* ---- quotations ---- */

static const struct {
    const char *open, *close;
} marks[] = {{"«", "»"}, {"“", "”"}, {"„", "“"}, {"\"", "\""}, {"`", "`"}};

/* The quotation that begins here; empty if none does. Behind it `*len` bytes were read. */
static struct slice quotation_at(struct slice text, size_t *len)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t open = strlen(marks[i].open);
        const char *end;

        if (!slice_starts(text, marks[i].open))
            continue;
        end = memmem(text.ptr + open, text.len - open, marks[i].close, strlen(marks[i].close));
        if (!end)
            continue;
        *len = (size_t)(end - text.ptr) + strlen(marks[i].close);
        return slice_trim((struct slice){text.ptr + open, (size_t)(end - text.ptr) - open});
    }
    *len = 1;
    return SLICE("");
}

static void add_quotations(struct arena *job, struct summary *s, struct slice text)
{
    for (size_t len; text.len; text.ptr += len, text.len -= len) {
        struct slice quoted = quotation_at(text, &len);

        if (quoted.len >= quoted_bytes_least && quoted.len <= quoted_bytes_most &&
            s->quoted.count < summary_most && !texts_have(&s->quoted, quoted))
            texts_add(job, &s->quoted, quoted);
    }
}

/* ---- all of it ---- */

static void add_turn(struct arena *job, struct summary *s, const struct transcript_turn *turn,
                     const struct transcript_turn *before, const struct summary_facts *facts)
{
    if (turn->article.len && !turn->private)
        add_tried(s, turn, &facts->rejected);
    if (!slice_is(turn->author, "customer"))
        return;
    s->turns++;
    if (turn->choice.len && before && slice_is(before->decision, "clarify"))
        add_picked(s, before->text, turn->text);
    else
        add_quotations(job, s, turn->text);
}

void summary_of(struct arena *job, const struct transcript *t, const struct summary_facts *facts,
                int64_t now, struct summary *out)
{
    int64_t began = now;

    *out = (struct summary){.question = facts->question};
    for (size_t i = t->count; i-- > 0 && t->turns[i].episode == t->conversation.episode;)
        began = t->turns[i].at;
    for (size_t i = 0; i < t->count; i++)
        if (t->turns[i].episode == t->conversation.episode)
            add_turn(job, out, &t->turns[i], i ? &t->turns[i - 1] : NULL, facts);
    out->minutes = (now - began) / minute_ms;
    for (size_t i = 0; i < facts->questions.count; i++)
        if (!slice_eq(facts->questions.items[i], facts->question) &&
            !texts_have(&out->in_other_words, facts->questions.items[i]) &&
            out->in_other_words.count < summary_most)
            texts_add(job, &out->in_other_words, facts->questions.items[i]);
}
