/* reading.c - see reading.h */
#include "bot/understand/reading.h"

#include <string.h>

#include "text/function_words.h"

struct reading reading_of(struct arena *job, const struct lexicon *l, struct stemmer *stemmer,
                          struct slice text)
{
    struct reading r = {.lexicon = l, .text = text};
    struct words words = words_of(text);
    struct word w;

    r.stems = stems_of(job, stemmer, text, turn_words_max);
    r.starts = ARENA_ARRAY(job, size_t, r.stems.count + 1);
    r.ends = ARENA_ARRAY(job, size_t, r.stems.count + 1);
    for (size_t n = 0; n < r.stems.count && words_next(&words, &w); n++) {
        r.starts[n] = w.start;
        r.ends[n] = w.end;
    }
    return r;
}

size_t reading_match(const struct reading *r, const char *set, size_t at)
{
    return lexicon_match(r->lexicon, set, &r->stems, at);
}

bool reading_has(const struct reading *r, const char *set)
{
    for (size_t i = 0; i < r->stems.count; i++)
        if (reading_match(r, set, i))
            return true;
    return false;
}

bool reading_only(const struct reading *r, const char *const sets[], size_t from, size_t to)
{
    while (from < to) {
        size_t longest = 0;

        for (size_t i = 0; sets[i]; i++) {
            size_t n = reading_match(r, sets[i], from);

            if (n > longest)
                longest = n;
        }
        if (longest == 0)
            return false;
        from += longest;
    }
    return true;
}

size_t reading_own(const struct reading *r, size_t from)
{
    static const char *const empty[] = {"leaning", "going_on", "pronoun", "asking", NULL};
    struct words words = words_of(r->text);
    struct word w;
    size_t n = 0;

    for (size_t i = 0; i < r->stems.count && words_next(&words, &w); i++)
        n += i >= from && !is_function_word(w.norm) && !reading_only(r, empty, i, i + 1);
    return n;
}

bool reading_pause(const struct reading *r, size_t at)
{
    size_t end = at + 1 < r->stems.count ? r->starts[at + 1] : r->text.len;

    for (size_t i = r->ends[at]; i < end; i++)
        if (strchr(",.;:!?\n", r->text.ptr[i]))
            return true;
    return false;
}

struct slice reading_text(const struct reading *r, size_t from, size_t to)
{
    size_t end;

    if (from >= to)
        return SLICE("");
    end = to == r->stems.count ? r->text.len : r->ends[to - 1];
    return slice_trim((struct slice){r->text.ptr + r->starts[from], end - r->starts[from]});
}
