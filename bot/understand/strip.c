/* strip.c - see strip.h */
#include "bot/understand/strip.h"

enum { reach = 4 };

/* What may stand around a question, the first `clauses` as clauses of their own, and alone is small
 * talk; the first that is there says which reply it gets. */
static const char *const around[strip_sets] = {
    "who_are_you", "chitchat", "praise",   "how_are_you", "helped",
    "bye",         "thanks",   "greeting", "agreement"};
enum { clauses = 3 };

/* Words around a rejection that add nothing: "it still…". */
static const char *const filler[] = {"rejection", "failure", "no_use", "filler",
                                     "between",   "no",      NULL};
static const char *const unclear[] = {"unclear", "filler", "politeness", "greeting", NULL};

/* Words that speak to somebody here, and belong to no question: «здравствуйте, поддержка». */
static size_t match_address(const struct stripping *s, size_t at)
{
    size_t n = reading_match(&s->r, "address", at);
    bool apart = n && (at > s->from ? reading_pause(&s->r, at - 1)
                                    : at > 0 || reading_pause(&s->r, at + n - 1));

    return apart || n == s->r.stems.count ? n : 0;
}

/* Of a phrase that says so only with a pause, or nothing, behind it. */
static size_t match_ended(const struct stripping *s, const char *set, size_t at)
{
    size_t n = reading_match(&s->r, set, at);

    return n && (at + n == s->to || reading_pause(&s->r, at + n - 1)) ? n : 0;
}

/* How many words say so here that an answer did not help; `*fails`: that what it told was tried. */
static size_t match_rejection(const struct stripping *s, size_t at, bool *fails)
{
    size_t n = reading_match(&s->r, "rejection", at), failure = match_ended(s, "failure", at),
           no_use = match_ended(s, "no_use", at);

    *fails = failure > n && failure > no_use;
    return *fails ? failure : no_use > n ? no_use : n;
}

/* Is it a clause by itself: "how old are you", not "how old are you in 2019"? */
static bool is_clause(const struct stripping *s, size_t at, size_t n)
{
    return (at == s->from || reading_pause(&s->r, at - 1)) &&
           (at + n == s->to || reading_pause(&s->r, at + n - 1));
}

/* The longest phrase of any set around a question that begins at the word, unless more words say that
 * an answer did not help: «всё равно не приходит». `*set` is its number, or -1 for politeness. */
static size_t match_around(const struct stripping *s, size_t at, int *set)
{
    size_t longest = reading_match(&s->r, "politeness", at), address = match_address(s, at);
    bool fails;

    if (address > longest)
        longest = address;
    *set = -1;
    for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
        size_t n = reading_match(&s->r, around[i], at);

        if (i < clauses && !is_clause(s, at, n))
            continue;
        if (n > longest || (n == longest && n > 0 && *set < 0)) {
            longest = n;
            *set = (int)i;
        }
    }
    return match_rejection(s, at, &fails) > longest ? 0 : longest;
}

static void note(struct stripping *s, int set)
{
    if (set >= 0)
        s->seen[set] = true;
}

void strip_front(struct stripping *s)
{
    while (s->from < s->to) {
        int set;
        size_t n = match_around(s, s->from, &set);

        if (n == 0)
            return;
        note(s, set);
        s->from = s->from + n < s->to ? s->from + n : s->to;
    }
}

/* Takes off the longest phrase that ends the text. */
static bool strip_last(struct stripping *s)
{
    size_t from = s->to - s->from > reach ? s->to - reach : s->from;

    for (size_t at = from; at < s->to; at++) {
        int set;

        if (at + match_around(s, at, &set) != s->to)
            continue;
        note(s, set);
        s->to = at;
        return true;
    }
    return false;
}

void strip_back(struct stripping *s)
{
    while (s->from < s->to && strip_last(s))
        continue;
}

/* «Нет, как оплатить картой», "Terrible! Where is my parcel?": taken off before a pause, if
 * something follows. */
void strip_exclamation(struct stripping *s, const char *set)
{
    size_t n = s->from < s->to ? reading_match(&s->r, set, s->from) : 0;

    if (n && s->from + n < s->to && reading_pause(&s->r, s->from + n - 1))
        s->from += n;
}

/* At the front it is taken off, for a question may follow; at the end, too, unless it may be the
 * question itself: «приложение не работает». */
bool strip_rejection(struct stripping *s, bool *fails)
{
    size_t end = s->to;
    bool found = false, here;

    for (size_t i = s->from; i < end; i++) {
        size_t n = match_rejection(s, i, &here);

        if (n == 0)
            continue;
        *fails = found ? *fails && here : here;
        found = true;
        if (i == s->from)
            s->from += n;
        else if (i + reading_match(&s->r, "rejection", i) == end && reading_pause(&s->r, i - 1))
            s->to = i;
    }
    if (found && reading_only(&s->r, filler, s->from, s->to))
        s->from = s->to;
    return found;
}

/* «Объясните проще», and nothing else. */
bool strip_unclear(struct stripping *s)
{
    bool found = false;

    for (size_t i = s->from; i < s->to && !found; i++)
        found = reading_match(&s->r, "unclear", i) > 0;
    found = found && reading_only(&s->r, unclear, s->from, s->to);
    if (found)
        s->from = s->to;
    return found;
}

const char *strip_smalltalk(const struct stripping *s)
{
    for (size_t i = 0; i < sizeof around / sizeof *around; i++)
        if (s->seen[i])
            return around[i];
    return "greeting"; /* politeness alone: «подскажите, пожалуйста» */
}

/* What is left, with the question mark behind it. */
struct slice strip_asked(const struct stripping *s)
{
    struct slice text = reading_text(&s->r, s->from, s->to);
    size_t end = s->to < s->r.stems.count ? s->r.starts[s->to] : s->r.text.len;

    for (size_t i = s->r.ends[s->to - 1]; i < end; i++)
        if (s->r.text.ptr[i] == '?')
            return (struct slice){text.ptr, (size_t)(s->r.text.ptr + i + 1 - text.ptr)};
    return text;
}
