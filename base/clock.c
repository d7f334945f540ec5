/* clock.c - see clock.h */
#include "base/clock.h"

#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

static _Atomic int64_t pinned_at = -1;

static int64_t read_clock(clockid_t which, int64_t per_second)
{
    struct timespec now;

    clock_gettime(which, &now);
    return (int64_t)now.tv_sec * per_second + now.tv_nsec / (1000000000 / per_second);
}

bool clock_pinned(void)
{
    return atomic_load(&pinned_at) >= 0;
}

int64_t clock_now(void)
{
    int64_t pinned = atomic_load(&pinned_at);

    return pinned >= 0 ? pinned : read_clock(CLOCK_REALTIME, 1000);
}

int64_t clock_passing(void)
{
    return read_clock(CLOCK_MONOTONIC, 1000000);
}

struct timespec clock_in(int64_t ms)
{
    struct timespec at;

    clock_gettime(CLOCK_REALTIME, &at);
    at.tv_sec += ms / 1000;
    at.tv_nsec += (ms % 1000) * 1000000;
    if (at.tv_nsec >= 1000000000) {
        at.tv_sec++;
        at.tv_nsec -= 1000000000;
    }
    return at;
}

int64_t clock_monotonic(void)
{
    int64_t pinned = atomic_load(&pinned_at);

    return pinned >= 0 ? pinned * 1000 : clock_passing();
}

void clock_pin(int64_t wall)
{
    atomic_store(&pinned_at, wall);
}

void clock_move(int64_t by_ms)
{
    atomic_fetch_add(&pinned_at, by_ms);
}

void clock_print(int64_t wall, char text[clock_text_size])
{
    time_t seconds = (time_t)(wall / 1000);
    int ms = (int)(wall % 1000);
    struct tm tm;
    size_t used;

    if (ms < 0) {
        ms += 1000;
        seconds--;
    }
    gmtime_r(&seconds, &tm);
    used = strftime(text, clock_text_size, "%Y-%m-%dT%H:%M:%S", &tm);
    snprintf(text + used, clock_text_size - used, ms ? ".%03dZ" : "Z", ms);
}

int clock_year(int64_t wall)
{
    time_t seconds = (time_t)(wall / 1000);
    struct tm tm;

    gmtime_r(&seconds, &tm);
    return tm.tm_year + 1900;
}

/* Reads exactly `digits` digits and moves behind them. */
static bool number(struct slice *s, size_t digits, int low, int high, int *out)
{
    uint64_t n;

    if (s->len < digits || !slice_to_count((struct slice){s->ptr, digits}, &n))
        return false;
    if ((int)n < low || (int)n > high)
        return false;
    *out = (int)n;
    s->ptr += digits;
    s->len -= digits;
    return true;
}

static bool mark(struct slice *s, char c)
{
    if (s->len == 0 || s->ptr[0] != c)
        return false;
    s->ptr++;
    s->len--;
    return true;
}

static bool fraction(struct slice *s, int *ms)
{
    int scale = 100;

    if (s->len == 0 || s->ptr[0] < '0' || s->ptr[0] > '9')
        return false;
    for (; s->len && s->ptr[0] >= '0' && s->ptr[0] <= '9'; s->ptr++, s->len--, scale /= 10)
        *ms += (s->ptr[0] - '0') * scale;
    return true;
}

static bool zone(struct slice *s, int64_t *offset_ms)
{
    int sign, hours, minutes;

    *offset_ms = 0;
    if (s->len == 0 || mark(s, 'Z') || mark(s, 'z'))
        return true;
    sign = mark(s, '+') ? 1 : mark(s, '-') ? -1 : 0;
    if (!sign || !number(s, 2, 0, 14, &hours))
        return false;
    mark(s, ':');
    if (!number(s, 2, 0, 59, &minutes))
        return false;
    *offset_ms = sign * (hours * 60 + minutes) * 60000;
    return true;
}

static bool day_exists(const struct tm *tm)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = tm->tm_year + 1900;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return tm->tm_mday <= days[tm->tm_mon] + (leap && tm->tm_mon == 1);
}

bool clock_parse(struct slice text, int64_t *wall)
{
    struct slice s = slice_trim(text);
    struct tm tm = {0};
    int year, month, ms = 0;
    int64_t offset = 0;

    if (!number(&s, 4, 1970, 9999, &year) || !mark(&s, '-') || !number(&s, 2, 1, 12, &month) ||
        !mark(&s, '-') || !number(&s, 2, 1, 31, &tm.tm_mday))
        return false;
    tm.tm_year = year - 1900;
    tm.tm_mon = month - 1;
    if (!day_exists(&tm))
        return false;
    if (s.len && (mark(&s, 'T') || mark(&s, 't') || mark(&s, ' '))) {
        if (!number(&s, 2, 0, 23, &tm.tm_hour) || !mark(&s, ':') ||
            !number(&s, 2, 0, 59, &tm.tm_min))
            return false;
        if (mark(&s, ':') && !number(&s, 2, 0, 60, &tm.tm_sec))
            return false;
        if (mark(&s, '.') && !fraction(&s, &ms))
            return false;
        if (!zone(&s, &offset))
            return false;
    }
    if (s.len)
        return false;
    *wall = (int64_t)timegm(&tm) * 1000 + ms - offset;
    return true;
}
