/* understand.c - see understand.h */
#include "bot/understand/understand.h"

enum { reach = 4 };

const char *const turn_kind_names[] = {"question", "smalltalk", "person", "rejection",
                                       "no",       "decline",   "empty"};

/* What may stand around a question, the first `clauses` as clauses of their own, and alone is small
 * talk; the first that is there says which reply it gets. */
static const char *const around[] = {"who_are_you", "chitchat", "how_are_you", "helped",
                                     "bye",         "thanks",   "greeting",    "agreement"};
enum { clauses = 2 };

/* Words around a rejection that add nothing: "it still…". */
static const char *const filler[] = {"rejection", "failure", "filler", "between", "no", NULL};
static const char *const unclear[] = {"unclear", "filler", "politeness", "greeting", NULL};
static const char *const no[] = {"no", "politeness", "thanks", NULL};

struct stripping {
    struct reading r;
    size_t from, to; /* words not yet taken off */
    bool seen[sizeof around / sizeof *around];
};

/* Words that speak to somebody here, and belong to no question: «здравствуйте, поддержка». */
static size_t match_address(const struct stripping *s, size_t at)
{
    size_t n = reading_match(&s->r, "address", at);
    bool apart = n && (at > s->from ? reading_pause(&s->r, at - 1)
                                    : at > 0 || reading_pause(&s->r, at + n - 1));

    return apart || n == s->r.stems.count ? n : 0;
}

/* How many words say so here that an answer did not help. */
static size_t match_rejection(const struct stripping *s, size_t at)
{
    size_t n = reading_match(&s->r, "rejection", at), failure = reading_match(&s->r, "failure", at);

    if (failure > n && (at + failure == s->to || reading_pause(&s->r, at + failure - 1)))
        return failure;
    return n;
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
    return match_rejection(s, at) > longest ? 0 : longest;
}

static void note(struct stripping *s, int set)
{
    if (set >= 0)
        s->seen[set] = true;
}

static void strip_front(struct stripping *s)
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

static void strip_back(struct stripping *s)
{
    while (s->from < s->to && strip_last(s))
        continue;
}

/* «Нет, как оплатить картой», "Terrible! Where is my parcel?": taken off before a pause, if
 * something follows. */
static void strip_exclamation(struct stripping *s, const char *set)
{
    size_t n = s->from < s->to ? reading_match(&s->r, set, s->from) : 0;

    if (n && s->from + n < s->to && reading_pause(&s->r, s->from + n - 1))
        s->from += n;
}

/* At the front it is taken off, for a question may follow; at the end, too, unless it may be the
 * question itself: «приложение не работает». */
static bool take_rejection(struct stripping *s)
{
    size_t end = s->to;
    bool found = false;

    for (size_t i = s->from; i < end; i++) {
        size_t n = match_rejection(s, i);

        if (n == 0)
            continue;
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
static bool take_unclear(struct stripping *s)
{
    bool found = false;

    for (size_t i = s->from; i < s->to && !found; i++)
        found = reading_match(&s->r, "unclear", i) > 0;
    found = found && reading_only(&s->r, unclear, s->from, s->to);
    if (found)
        s->from = s->to;
    return found;
}

static const char *smalltalk_of(const struct stripping *s)
{
    for (size_t i = 0; i < sizeof around / sizeof *around; i++)
        if (s->seen[i])
            return around[i];
    return "greeting"; /* politeness alone: «подскажите, пожалуйста» */
}

/* The text without the words that say no person is wanted. */
static struct slice without(struct arena *job, const struct reading *r, size_t from, size_t to)
{
    struct slice front = {r->text.ptr, r->starts[from]}, back = SLICE("");
    struct buf out = buf_new(job, r->text.len + 2);

    if (to < r->stems.count)
        back = (struct slice){r->text.ptr + r->starts[to], r->text.len - r->starts[to]};
    buf_add(&out, front);
    buf_add(&out, back);
    return buf_slice(&out);
}

/* What is left, with the question mark behind it. */
static struct slice asked(const struct stripping *s)
{
    struct slice text = reading_text(&s->r, s->from, s->to);
    size_t end = s->to < s->r.stems.count ? s->r.starts[s->to] : s->r.text.len;

    for (size_t i = s->r.ends[s->to - 1]; i < end; i++)
        if (s->r.text.ptr[i] == '?')
            return (struct slice){text.ptr, (size_t)(s->r.text.ptr + i + 1 - text.ptr)};
    return text;
}

static void understand_rest(struct stripping *s, struct turn *turn)
{
    turn->rejects = take_unclear(s);
    strip_front(s);
    strip_exclamation(s, "anger");
    strip_exclamation(s, "no");
    strip_front(s);
    turn->rejects |= take_rejection(s);
    strip_front(s);
    strip_back(s);
    if (s->from < s->to)
        turn->kind = reading_only(&s->r, no, s->from, s->to) ? TURN_NO : TURN_QUESTION;
    else
        turn->kind = turn->rejects ? TURN_REJECTION : TURN_SMALLTALK;
    if (turn->kind == TURN_QUESTION)
        turn->question = asked(s);
    if (turn->kind == TURN_SMALLTALK)
        turn->smalltalk = smalltalk_of(s);
}

/* «Поддержка!»: who is only spoken to elsewhere is called, if nothing else is said. */
static bool only_calls(const struct stripping *s)
{
    return s->to > 0 && reading_match(&s->r, "called", 0) == s->to;
}

/* «Как вернуть товар? Позовите оператора»: what else is said, if the wish is a clause of its own;
 * all of it otherwise. */
static struct slice beside_wish(struct arena *job, const struct reading *r, size_t person)
{
    size_t from = person, to = person + 1, ignored;

    while (from > 0 && !reading_pause(r, from - 1))
        from--;
    while (to < r->stems.count && !reading_pause(r, to - 1))
        to++;
    if (to - from == r->stems.count || person_wished(r, from, to, &ignored) != WISH_SURE)
        return r->text;
    return without(job, r, from, to);
}

/* Is a person asked for, surely or perhaps? */
static bool wants_person(struct arena *job, struct stripping *s, struct turn *turn)
{
    struct stripping bare = *s;
    size_t at = 0;

    strip_front(&bare);
    strip_back(&bare);
    turn->wish = only_calls(s) ? WISH_BARE : person_wished(&s->r, bare.from, bare.to, &at);
    if (turn->wish < WISH_PERHAPS && person_contact(&s->r, bare.from, bare.to))
        turn->wish = WISH_CONTACT;
    if (turn->wish == WISH_NONE)
        return false;
    turn->person = reading_text(&s->r, at, at + 1);
    if (turn->wish == WISH_MENTION)
        return false;
    turn->question = s->r.text;
    if (turn->wish == WISH_PERHAPS)
        turn->question = beside_wish(job, &s->r, at);
    if (turn->wish == WISH_CONTACT)
        turn->question = asked(&bare);
    return true;
}

/* A sign that stands alone, as chats have them, in words. */
static struct slice sign_in_words(struct slice text)
{
    static const struct {
        const char *sign, *words;
    } signs[] = {{"\U0001F44D", "ок"},      {"\U0001F44C", "ок"}, {"+", "ок"},
                 {"\U0001F64F", "спасибо"}, {"❤", "спасибо"},     {"\U0001F44E", "не помогло"}};

    text = slice_trim(text);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (slice_starts(text, signs[i].sign))
            return slice_of(signs[i].words);
    return SLICE("");
}

/* What has no words, or nothing but a sign for some. */
static struct turn understand_signs(struct arena *job, const struct lexicon *l,
                                    struct stemmer *stemmer, struct slice text,
                                    enum language fallback)
{
    struct slice words = sign_in_words(text);
    struct turn turn = {.kind = TURN_EMPTY};

    if (words.len)
        turn = understand(job, l, stemmer, words, fallback);
    turn.lang = fallback;
    return turn;
}

struct turn understand(struct arena *job, const struct lexicon *l, struct stemmer *stemmer,
                       struct slice text, enum language fallback)
{
    struct stripping s = {.r = reading_of(job, l, stemmer, text)};
    struct turn turn = {.lang = language_of(text, fallback)};
    size_t from, to;

    s.to = s.r.stems.count;
    if (s.to == 0)
        return understand_signs(job, l, stemmer, text, fallback);
    if (wants_person(job, &s, &turn)) {
        turn.kind = TURN_PERSON;
        return turn;
    }
    if (person_declined(&s.r, &from, &to)) {
        turn = understand(job, l, stemmer, without(job, &s.r, from, to), turn.lang);
        if (turn.kind != TURN_QUESTION && turn.kind != TURN_PERSON)
            turn.kind = TURN_DECLINE;
        return turn;
    }
    understand_rest(&s, &turn);
    return turn;
}
