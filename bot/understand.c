/* understand.c - see understand.h */
#include "bot/understand.h"

enum { reach = 4, negation_reach = 3 };

/* What may stand around a question, and alone is small talk; the first that is there says
 * which reply it gets. */
static const char *const around[] = {"who_are_you", "how_are_you", "bye",
                                     "thanks",      "greeting",    "agreement"};

struct reading {
    const struct lexicon *lexicon;
    struct stems stems;
    size_t *starts, *ends; /* bytes of each word */
    size_t from, to;       /* words not yet taken off */
    bool seen[sizeof around / sizeof *around];
};

static void read_words(struct arena *job, struct stemmer *stemmer, struct slice text,
                       struct reading *r)
{
    struct words words = words_of(text);
    struct word w;
    size_t n = 0;

    r->stems = stems_of(job, stemmer, text, turn_words_max);
    r->starts = ARENA_ARRAY(job, size_t, r->stems.count + 1);
    r->ends = ARENA_ARRAY(job, size_t, r->stems.count + 1);
    while (n < r->stems.count && words_next(&words, &w)) {
        r->starts[n] = w.start;
        r->ends[n++] = w.end;
    }
    r->to = n;
}

/* The longest phrase of any set around a question that begins at the word; `*set` is its
 * number, or -1 for politeness. */
static size_t match_around(const struct reading *r, size_t at, int *set)
{
    size_t longest = lexicon_match(r->lexicon, "politeness", &r->stems, at);

    *set = -1;
    for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
        size_t n = lexicon_match(r->lexicon, around[i], &r->stems, at);

        if (n > longest || (n == longest && n > 0 && *set < 0)) {
            longest = n;
            *set = (int)i;
        }
    }
    return longest;
}

static void note(struct reading *r, int set)
{
    if (set >= 0)
        r->seen[set] = true;
}

static void strip_front(struct reading *r)
{
    while (r->from < r->to) {
        int set;
        size_t n = match_around(r, r->from, &set);

        if (n == 0)
            return;
        note(r, set);
        r->from = r->from + n < r->to ? r->from + n : r->to;
    }
}

static void strip_back(struct reading *r)
{
    for (size_t at = r->to; at > r->from;) {
        int set;
        size_t n = match_around(r, --at, &set);

        if (n && at + n == r->to) {
            note(r, set);
            r->to = at;
        } else if (r->to - at >= reach) {
            return;
        }
    }
}

static bool negated(const struct reading *r, size_t at)
{
    for (size_t i = at; i > 0 && at - i < negation_reach; i--)
        if (lexicon_match(r->lexicon, "negation", &r->stems, i - 1))
            return true;
    return false;
}

/* Are the words from `a` up to `b` of the kind that may stand between wish and person? */
static bool only_between(const struct reading *r, size_t a, size_t b)
{
    for (size_t i = a; i < b; i++)
        if (!lexicon_match(r->lexicon, "between", &r->stems, i))
            return false;
    return true;
}

/* A person at `person` (`n` words), asked for by a word before or behind it? */
static bool asked_for(const struct reading *r, size_t person, size_t n)
{
    size_t first = person > reach ? person - reach : 0, last = person + n + reach;

    for (size_t i = first; i < last && i < r->stems.count; i++) {
        size_t from, to;

        if (i >= person && i < person + n)
            continue;
        from = i < person ? i + 1 : person + n;
        to = i < person ? person : i;
        if (negated(r, i < person ? i : person))
            continue;
        if (lexicon_match(r->lexicon, "transfer", &r->stems, i))
            return true;
        if (lexicon_match(r->lexicon, "want", &r->stems, i) && only_between(r, from, to))
            return true;
    }
    return false;
}

/* Nothing but a person and small words: «оператора, пожалуйста». */
static bool nothing_else(const struct reading *r, size_t person, size_t n)
{
    return only_between(r, r->from, person) && only_between(r, person + n, r->to);
}

static bool wants_person(const struct reading *r)
{
    for (size_t i = 0; i < r->stems.count; i++) {
        size_t n = lexicon_match(r->lexicon, "person", &r->stems, i);
        bool alone = lexicon_match(r->lexicon, "person_alone", &r->stems, i) > 0;

        if (alone && !negated(r, i))
            return true;
        if (n && !negated(r, i) &&
            (asked_for(r, i, n) || (i >= r->from && i + n <= r->to && nothing_else(r, i, n))))
            return true;
    }
    return false;
}

static bool take_rejection(struct reading *r)
{
    bool found = false;

    for (size_t i = r->from; i < r->to; i++) {
        size_t n = lexicon_match(r->lexicon, "rejection", &r->stems, i);

        if (n == 0)
            continue;
        found = true;
        if (i == r->from) /* at the front it is taken off: a question may follow */
            r->from += n;
    }
    return found;
}

static const char *smalltalk_of(const struct reading *r)
{
    for (size_t i = 0; i < sizeof around / sizeof *around; i++)
        if (r->seen[i])
            return around[i];
    return "greeting"; /* politeness alone: «подскажите, пожалуйста» */
}

struct turn understand(struct arena *job, const struct lexicon *l, struct stemmer *stemmer,
                       struct slice text, enum language fallback)
{
    struct reading r = {.lexicon = l};
    struct turn turn = {.kind = TURN_EMPTY, .lang = language_of(text, fallback)};

    read_words(job, stemmer, text, &r);
    if (r.stems.count == 0)
        return turn;
    if (wants_person(&r)) {
        turn.kind = TURN_PERSON;
        turn.question = text;
        return turn;
    }
    strip_front(&r);
    turn.rejects = take_rejection(&r);
    strip_front(&r);
    strip_back(&r);
    if (r.from < r.to) {
        size_t end = r.to == r.stems.count ? text.len : r.ends[r.to - 1];

        turn.kind = TURN_QUESTION;
        turn.question =
            slice_trim((struct slice){text.ptr + r.starts[r.from], end - r.starts[r.from]});
    } else {
        turn.kind = turn.rejects ? TURN_REJECTION : TURN_SMALLTALK;
        turn.smalltalk = smalltalk_of(&r);
    }
    return turn;
}
