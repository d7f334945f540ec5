/* wordlists_pins.c - see wordlists.h: pins. */
#include "indexer/wordlists_inside.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"

enum { day_ms = 24 * 60 * 60 * 1000 };

static struct slice next_token(struct slice *rest)
{
    struct slice token;
    size_t end = 0;

    *rest = slice_trim(*rest);
    while (end < rest->len && rest->ptr[end] != ' ' && rest->ptr[end] != '\t')
        end++;
    token = (struct slice){rest->ptr, end};
    *rest = (struct slice){rest->ptr + end, rest->len - end};
    return token;
}

static bool read_position(struct wordlists_reader *r, struct slice text, struct wording_pin *pin)
{
    uint64_t n;

    if (!slice_to_count(text, &n) || n < 1 || n > wording_position_max) {
        FAULT(r, "at '%.*s': a place is a number from 1 to %d", SHOWN(text), wording_position_max);
        return false;
    }
    pin->position = (unsigned)n;
    return true;
}

/* The last day is included. */
static bool read_time(struct wordlists_reader *r, struct slice text, bool last, int64_t *out)
{
    bool day = text.len == sizeof "2026-12-31" - 1;

    if (!clock_parse(text, out)) {
        FAULT(r, "'%.*s' is no date: write 2026-12-31, or 2026-12-31T18:00+03:00", SHOWN(text));
        return false;
    }
    *out += last && day ? day_ms : 0;
    return true;
}

static bool is_option(struct slice token)
{
    return slice_is(token, "at") || slice_is(token, "from") || slice_is(token, "until");
}

static bool read_option(struct wordlists_reader *r, struct slice name, struct slice value,
                        struct wording_pin *pin)
{
    if (slice_is(name, "at"))
        return read_position(r, value, pin);
    if (slice_is(name, "from"))
        return read_time(r, value, false, &pin->from);
    if (slice_is(name, "until"))
        return read_time(r, value, true, &pin->until);
    FAULT(r,
          "'%.*s' is not understood: behind the id there may be 'at 2', 'from 2026-12-01', "
          "'until 2026-12-31'",
          SHOWN(name));
    return false;
}

static bool check_target(struct wordlists_reader *r, const struct wording_pin *pin)
{
    if (pin->id.len == 0)
        FAULT(r, "the id of an article is missing behind '->'");
    else if (pin->id.len > article_id_max)
        FAULT(r, "the id '%.*s…' is longer than %d bytes", SHOWN(pin->id), article_id_max);
    else if (pin->hides && pin->position)
        FAULT(r, "an article that is hidden has no place: 'at' is too much");
    else if (pin->until && pin->from >= pin->until)
        FAULT(r, "it ends before it begins");
    else
        return true;
    return false;
}

/* [hide] ID [at N] [from DATE] [until DATE]; an id may hold spaces. */
static bool read_target(struct wordlists_reader *r, struct slice rest, struct wording_pin *pin)
{
    struct slice token = next_token(&rest);
    bool options = false;

    pin->hides = slice_is(token, "hide");
    if (pin->hides)
        token = next_token(&rest);
    for (; token.len; token = next_token(&rest)) {
        options = options || is_option(token);
        if (options && !read_option(r, token, next_token(&rest), pin))
            return false;
        if (!options && pin->id.len == 0)
            pin->id = token;
        else if (!options)
            pin->id.len = (size_t)(token.ptr + token.len - pin->id.ptr);
    }
    return check_target(r, pin);
}

static bool read_stars(struct wordlists_reader *r, struct slice *text, bool *contains)
{
    bool front = slice_starts(*text, "*"), back = slice_ends(*text, "*");

    *contains = front && back && text->len > 2;
    if (*contains)
        *text = slice_trim((struct slice){text->ptr + 1, text->len - 2});
    if (front == back && (!front || (*contains && text->len)))
        return true;
    FAULT(r, "stars stand around words that others may stand beside: write *word*");
    return false;
}

static bool pin_said_before(struct wordlists_reader *r, const struct wording_pin *p,
                            const struct texts *stems)
{
    struct buf key = buf_new(r->job, wordlists_line_max * 8);

    buf_printf(&key, "pin %d %.*s %" PRId64 " %" PRId64 "\n", p->contains, SLICE_ARG(p->id),
               p->from, p->until);
    wordlists_add_sorted(r->job, &key, stems);
    return wordlists_said(r, buf_slice(&key));
}

static void keep_pin(struct wordlists_reader *r, const struct wording_pin *pin)
{
    struct wording_rules *rules = &r->out.rules;

    if (wordlists_full(r, WORDS_PINS, rules->pin_count, wording_pins_max, "pins"))
        return;
    r->out.pins = arena_room(r->job, r->out.pins, rules->pin_count, sizeof *r->out.pins);
    r->out.pins[rules->pin_count] = r->at;
    rules->pins = arena_room(r->job, rules->pins, rules->pin_count, sizeof *pin);
    rules->pins[rules->pin_count++] = *pin;
}

static void read_asked(struct wordlists_reader *r, struct slice text, struct wording_pin pin)
{
    struct texts stems = {0};

    pin.asked = text;
    if (!read_stars(r, &pin.asked, &pin.contains) || !wordlists_phrase(r, pin.asked, &stems))
        return;
    if (!pin_said_before(r, &pin, &stems))
        keep_pin(r, &pin);
}

void wordlists_read_pin(struct wordlists_reader *r, struct slice line)
{
    struct wording_pin pin = {0};
    struct slice asked, target;
    struct texts none = {0};

    if (!wordlists_cut(line, "->", &asked, &target)) {
        FAULT(r, "'->' is missing: write 'what is asked -> id of the article'");
        return;
    }
    if (!read_target(r, target, &pin))
        return;
    if (asked.len == 0) {
        if (!pin_said_before(r, &pin, &none))
            keep_pin(r, &pin);
        return;
    }
    while (asked.ptr)
        read_asked(r, slice_trim(slice_cut(&asked, '=')), pin);
}

/* Several pins may stand in a line: what is wrong with their article is said once. */
static bool same_place(const struct words_place *a, const struct words_place *b)
{
    return a->path && b->path && strcmp(a->path, b->path) == 0 && a->line == b->line;
}

void wordlists_check_ids(struct wordlists *lists, const struct map *ids, struct report *report)
{
    struct wording_rules *rules = &lists->rules;
    struct words_place last = {0};
    size_t kept = 0;

    for (size_t i = 0; i < rules->pin_count; i++) {
        struct wording_pin pin = rules->pins[i];
        struct words_place place = lists->pins[i];

        if (map_find(ids, pin.id)) {
            rules->pins[kept] = pin;
            lists->pins[kept++] = place;
            continue;
        }
        if (!same_place(&place, &last))
            report_add(report, FINDING_WARNING, place.path, place.line,
                       "there is no article '%.*s': left out", SLICE_ARG(pin.id));
        last = place;
    }
    rules->pin_count = kept;
}

void wordlists_check_dates(const struct wordlists *lists, int64_t now, struct report *report)
{
    struct words_place last = {0};

    for (size_t i = 0; i < lists->rules.pin_count; i++) {
        const struct wording_pin *pin = &lists->rules.pins[i];

        if (pin->until && pin->until <= now && !same_place(&lists->pins[i], &last)) {
            report_add(report, FINDING_ADVICE, lists->pins[i].path, lists->pins[i].line,
                       "it is over ('until'): the line may be removed");
            last = lists->pins[i];
        }
    }
}
