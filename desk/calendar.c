/* calendar.c - see calendar.h: everything is asked of one walk over the spans that are open. */
#include "desk/calendar.h"

#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/yaml.h"

enum { days_ahead = 366, day_minutes = 24 * 60 };

#define ZONES "/usr/share/zoneinfo"

struct hours { /* of a day, in order, minutes since midnight */
    int open[calendar_spans_most], close[calendar_spans_most];
    size_t count;
};

struct special_day {
    int year, month, day;
    struct hours hours;
};

struct calendar {
    struct hours week[7]; /* from Sunday */
    struct special_day *special;
    size_t special_count;
};

static const char *const days[] = {"sunday",   "monday", "tuesday", "wednesday",
                                   "thursday", "friday", "saturday"};

/* ---- reading ---- */

/* "09:30", up to "24:00". */
static bool read_minute(struct slice text, int *out)
{
    struct slice rest = slice_trim(text), hour = slice_cut(&rest, ':');
    uint64_t h, m;

    if (hour.len != 2 || rest.len != 2 || !slice_to_count(hour, &h) || !slice_to_count(rest, &m) ||
        m > 59 || h * 60 + m > day_minutes)
        return false;
    *out = (int)(h * 60 + m);
    return true;
}

static bool add_span(struct hours *h, struct slice text)
{
    struct slice rest = text, open = slice_cut(&rest, '-');
    int from, to;

    if (h->count == calendar_spans_most || !read_minute(open, &from) || !read_minute(rest, &to) ||
        from >= to || (h->count && from < h->close[h->count - 1]))
        return false;
    h->open[h->count] = from;
    h->close[h->count++] = to;
    return true;
}

/* "closed", "09:00-18:00", or a list of such spans. */
static bool read_hours(const struct json *v, struct hours *out)
{
    struct hours h = {.count = 0};

    if (json_kind(v) == JSON_ARRAY) {
        for (const struct json *i = json_first(v); i; i = json_next(i))
            if (!add_span(&h, json_text(i)))
                return false;
    } else if (!slice_is(json_text(v), "closed") && !add_span(&h, json_text(v))) {
        return false;
    }
    *out = h;
    return true;
}

static bool add_special(struct arena *life, struct calendar *c, struct slice date,
                        const struct hours *hours)
{
    struct special_day s = {.hours = *hours};
    int64_t at;
    time_t seconds;
    struct tm tm;

    if (date.len != 10 || c->special_count == calendar_special_days_most || !clock_parse(date, &at))
        return false;
    seconds = (time_t)(at / 1000);
    gmtime_r(&seconds, &tm);
    s.year = tm.tm_year + 1900;
    s.month = tm.tm_mon + 1;
    s.day = tm.tm_mday;
    c->special = arena_room(life, c->special, c->special_count, sizeof *c->special);
    c->special[c->special_count++] = s;
    return true;
}

/* The value that is wrong, or NULL. */
static const struct json *read_holidays(struct arena *life, struct calendar *c,
                                        const struct json *list)
{
    static const struct hours closed = {.count = 0};

    if (json_kind(list) != JSON_ARRAY)
        return list;
    for (const struct json *i = json_first(list); i; i = json_next(i))
        if (!add_special(life, c, json_text(i), &closed))
            return i;
    return NULL;
}

static bool read_zone(struct arena *life, struct slice name)
{
    bool is_name = name.len > 0 && name.ptr[0] != '/' && name.ptr[0] != '.';
    const char *path = arena_printf(life, ZONES "/%.*s", SLICE_ARG(name));

    if (!is_name || !file_exists(path))
        return false;
    setenv("TZ", arena_printf(life, ":%.*s", SLICE_ARG(name)), 1);
    tzset();
    return true;
}

/* What a calendar is read from. */
struct source {
    struct slice yaml;
    const struct json *root;
};

static unsigned line_of(const struct source *s, const struct json *v)
{
    return yaml_line(s->yaml, 1, s->root, v);
}

static bool read_member(struct arena *life, struct calendar *c, const struct source *s,
                        const struct json *v, struct err *err)
{
    struct slice name = json_name(v);
    const struct json *wrong;
    struct hours hours;

    if (slice_is(name, "time_zone"))
        return read_zone(life, json_text(v)) ||
               err_at(err, line_of(s, v),
                      "there is no time zone '%.*s': write one such as Europe/Moscow",
                      SLICE_ARG(json_text(v)));
    if (slice_is(name, "holidays")) {
        wrong = read_holidays(life, c, v);
        return !wrong || err_at(err, line_of(s, wrong),
                                "'holidays' is a list of at most %d days, [2027-01-01, 2027-01-02]",
                                calendar_special_days_most);
    }
    if (!read_hours(v, &hours))
        return err_at(err, line_of(s, v),
                      "'%.*s' takes closed, 09:00-18:00, or a list of such spans in order",
                      SLICE_ARG(name));
    for (int i = 0; i < 7; i++)
        if (slice_is(name, days[i])) {
            c->week[i] = hours;
            return true;
        }
    return add_special(life, c, name, &hours) ||
           err_at(err, line_of(s, v),
                  "'%.*s' is not time_zone, holidays, a day of the week (monday), or a date "
                  "(2026-12-31)",
                  SLICE_ARG(name));
}

bool calendar_parse(struct arena *life, struct slice yaml, struct calendar **out, struct err *err)
{
    struct calendar *c = ARENA_NEW(life, struct calendar);
    struct source s = {.yaml = yaml};
    size_t spans = 0;

    if (!yaml_parse(life, yaml, 1, &s.root, err))
        return false;
    for (const struct json *i = json_first(s.root); i; i = json_next(i))
        if (!read_member(life, c, &s, i, err))
            return false;
    if (!json_member(s.root, "time_zone"))
        return err_at(err, 1, "'time_zone' is missing, such as time_zone: Europe/Moscow");
    for (int i = 0; i < 7; i++)
        spans += c->week[i].count;
    if (spans == 0)
        return err_at(err, 1, "no day of the week has hours, such as monday: 09:00-18:00");
    *out = c;
    return true;
}

/* ---- asking ---- */

struct calendar_time calendar_local(int64_t at)
{
    time_t seconds = (time_t)(at / 1000);
    struct tm tm;

    localtime_r(&seconds, &tm);
    return (struct calendar_time){.year = tm.tm_year + 1900,
                                  .month = tm.tm_mon + 1,
                                  .day = tm.tm_mday,
                                  .weekday = tm.tm_wday,
                                  .hour = tm.tm_hour,
                                  .minute = tm.tm_min,
                                  .offset = (int)(tm.tm_gmtoff / 60)};
}

/* A minute of the day that is `ahead` days behind that of `from`, as wall time. mktime sets
 * right what the change to summer time moves. */
static int64_t moment(const struct calendar_time *from, int ahead, int minute)
{
    struct tm tm = {.tm_year = from->year - 1900,
                    .tm_mon = from->month - 1,
                    .tm_mday = from->day + ahead,
                    .tm_hour = minute / 60,
                    .tm_min = minute % 60,
                    .tm_isdst = -1};

    return (int64_t)mktime(&tm) * 1000;
}

static const struct hours *hours_of(const struct calendar *c, const struct calendar_time *from,
                                    int ahead)
{
    struct calendar_time day = calendar_local(moment(from, ahead, day_minutes / 2));

    for (size_t i = 0; i < c->special_count; i++) {
        const struct special_day *s = &c->special[i];

        if (s->year == day.year && s->month == day.month && s->day == day.day)
            return &s->hours;
    }
    return &c->week[day.weekday];
}

/* A walk over what is open from a moment on. */
struct walk {
    const struct calendar *calendar;
    struct calendar_time first;
    int64_t from;
    int day;
    size_t span;
};

static struct walk walk_from(const struct calendar *c, int64_t from)
{
    return (struct walk){.calendar = c, .first = calendar_local(from), .from = from};
}

/* The next span that ends after the moment, cut at it; false a year later. */
static bool walk_next(struct walk *w, int64_t *open, int64_t *close)
{
    for (; w->day <= days_ahead; w->day++, w->span = 0) {
        const struct hours *h = hours_of(w->calendar, &w->first, w->day);

        while (w->span < h->count) {
            size_t i = w->span++;

            *open = moment(&w->first, w->day, h->open[i]);
            *close = moment(&w->first, w->day, h->close[i]);
            *open = *open < w->from ? w->from : *open;
            if (*close > *open)
                return true;
        }
    }
    return false;
}

int64_t calendar_next_open(const struct calendar *c, int64_t at)
{
    struct walk w;
    int64_t open, close;

    if (!c)
        return at;
    w = walk_from(c, at);
    return walk_next(&w, &open, &close) ? open : 0;
}

bool calendar_is_open(const struct calendar *c, int64_t at)
{
    return calendar_next_open(c, at) == at;
}

int64_t calendar_after(const struct calendar *c, int64_t from, int64_t open_ms)
{
    struct walk w;
    int64_t open, close;

    if (!c)
        return from + open_ms;
    w = walk_from(c, from);
    while (walk_next(&w, &open, &close)) {
        if (close - open >= open_ms)
            return open + open_ms;
        open_ms -= close - open;
    }
    return 0;
}

int64_t calendar_open_between(const struct calendar *c, int64_t from, int64_t to)
{
    struct walk w;
    int64_t open, close, sum = 0;

    if (to <= from)
        return 0;
    if (!c)
        return to - from;
    w = walk_from(c, from);
    while (walk_next(&w, &open, &close) && open < to)
        sum += (close < to ? close : to) - open;
    return sum;
}
