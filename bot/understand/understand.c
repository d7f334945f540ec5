/* understand.c - see understand.h */
#include "bot/understand/understand.h"

#include "bot/understand/strip.h"

const char *const turn_kind_names[] = {"question", "smalltalk", "person", "rejection",
                                       "no",       "decline",   "empty"};

static const char *const no[] = {"no", "politeness", "thanks", NULL};

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

static void understand_rest(struct stripping *s, struct turn *turn)
{
    turn->rejects = strip_unclear(s);
    strip_front(s);
    strip_exclamation(s, "anger");
    strip_exclamation(s, "no");
    strip_front(s);
    turn->rejects |= strip_rejection(s, &turn->fails);
    strip_front(s);
    strip_back(s);
    if (s->from < s->to)
        turn->kind = reading_only(&s->r, no, s->from, s->to) ? TURN_NO : TURN_QUESTION;
    else
        turn->kind = turn->rejects ? TURN_REJECTION : TURN_SMALLTALK;
    if (turn->kind == TURN_QUESTION)
        turn->question = strip_asked(s);
    if (turn->kind == TURN_SMALLTALK)
        turn->smalltalk = strip_smalltalk(s);
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
        turn->question = strip_asked(&bare);
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
