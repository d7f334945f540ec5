/* person.c - see person.h */
#include "bot/understand/person.h"

enum { reach = 4 };

static const char *const asking[] = {"transfer", "want", "between", NULL};
static const char *const between[] = {"between", NULL};
static const char *const small[] = {"between", "politeness", "address", "greeting", NULL};
static const char *const behind[] = {"politeness", "concerning", "not_a_bot", NULL};
static const char *const whole[] = {
    "transfer", "want",    "between",   "person", "person_alone", "politeness", "address",
    "greeting", "wishing", "agreement", "no",     "not_a_bot",    NULL};
static const char *const wishing[] = {"wishing", NULL};

/* Walks back over words that ask; a negation before them, with no pause between, denies them. */
static bool denied(const struct reading *r, size_t at, size_t *from)
{
    while (at > 0) {
        if (!reading_pause(r, at - 1) && reading_match(r, "negation", at - 1)) {
            *from = at - 1;
            return true;
        }
        if (!reading_only(r, asking, at - 1, at))
            return false;
        at--;
    }
    return false;
}

/* A word of transfer, or of a wish, with nothing but small words from `a` up to `b` between it
 * and the person. */
static bool asked_at(const struct reading *r, size_t at, size_t a, size_t b)
{
    size_t ignored;

    if (denied(r, at, &ignored))
        return false;
    return reading_match(r, "transfer", at) ||
           (reading_match(r, "want", at) && reading_only(r, between, a, b));
}

static bool ends_clause(const struct reading *r, size_t at)
{
    return at + 1 == r->stems.count || reading_pause(r, at);
}

/* A person at `person` (`n` words), asked for by a word before it, or behind it at the end of a
 * clause («оператора позовите», not "people get…")? */
static bool asked_for(const struct reading *r, size_t person, size_t n)
{
    size_t first = person > reach ? person - reach : 0, last = person + n + reach;

    for (size_t i = first; i < person; i++)
        if (asked_at(r, i, i + 1, person))
            return true;
    for (size_t i = person + n; i < last && i < r->stems.count; i++)
        if (ends_clause(r, i) && asked_at(r, i, person + n, i))
            return true;
    return false;
}

static size_t clause_end(const struct reading *r, size_t at)
{
    while (at < r->stems.count && !reading_pause(r, at - 1))
        at++;
    return at;
}

/* Somebody who works here, or anybody: "I want people to find my shop"? Behind the first there is
 * nothing in the clause but more of the wish: «с человеком поговорить». */
static bool means_staff(const struct reading *r, size_t at, size_t n)
{
    return reading_match(r, "anybody", at) < n ||
           reading_only(r, whole, at + n, clause_end(r, at + n)) ||
           reading_only(r, behind, at + n, at + n + 1);
}

static enum wish wish_at(const struct reading *r, size_t from, size_t to, size_t at)
{
    size_t n = reading_match(r, "person", at), ignored;
    bool alone = reading_match(r, "person_alone", at) > 0;

    if ((n == 0 && !alone) || denied(r, at, &ignored))
        return WISH_NONE;
    if (alone || (asked_for(r, at, n) && means_staff(r, at, n)))
        return reading_only(r, whole, from, to) ? WISH_SURE : WISH_PERHAPS;
    if (at >= from && at + n <= to && reading_only(r, small, from, at) &&
        reading_only(r, small, at + n, to))
        return WISH_BARE;
    return reading_match(r, "staff", at) ? WISH_MENTION : WISH_NONE;
}

enum wish person_wished(const struct reading *r, size_t from, size_t to, size_t *person)
{
    enum wish best = WISH_NONE;

    for (size_t i = from; i < to; i++) {
        enum wish wish = wish_at(r, from, to, i);

        if (wish > best) {
            best = wish;
            *person = i;
        }
    }
    return best;
}

bool person_contact(const struct reading *r, size_t from, size_t to)
{
    static const char *const sets[] = {"contact", "reaching", "politeness",
                                       "address", "greeting", NULL};

    if (!reading_only(r, sets, from, to))
        return false;
    for (size_t i = from; i < to; i++)
        if (reading_match(r, "contact", i))
            return true;
    return false;
}

bool person_contact_first(const struct reading *r)
{
    for (size_t i = 0, n = 1; i < r->stems.count && n > 0; i += n) {
        if (reading_match(r, "contact", i))
            return true;
        n = reading_match(r, "reaching", i);
    }
    return false;
}

/* …with the words in front that go with them, «я», "I". */
static size_t begins(const struct reading *r, size_t from)
{
    while (from > 0 && !reading_pause(r, from - 1) && reading_only(r, wishing, from - 1, from))
        from--;
    return from;
}

/* …and the person behind them: "don't transfer me to an agent". */
static size_t ends(const struct reading *r, size_t to)
{
    size_t at = to;

    while (at < r->stems.count && !reading_pause(r, at - 1) && reading_only(r, between, at, at + 1))
        at++;
    if (at == r->stems.count || reading_pause(r, at - 1) || !reading_match(r, "person", at))
        return to;
    return at + reading_match(r, "person", at);
}

bool person_declined(const struct reading *r, size_t *from, size_t *to)
{
    for (size_t i = 0; i < r->stems.count; i++) {
        size_t n = reading_match(r, "no_person", i), person = reading_match(r, "person", i);

        if (n) {
            *from = begins(r, i);
            *to = ends(r, i + n);
            return true;
        }
        if (person && denied(r, i, from)) {
            *from = begins(r, *from);
            *to = i + person;
            return true;
        }
    }
    return false;
}
