/*
 * calendar.h - when people are there: a time zone, hours of the week, days that differ.
 *
 *      time_zone: Europe/Moscow        a name of the IANA database
 *      monday: 09:00-18:00
 *      saturday: [10:00-13:00, 14:00-16:00]
 *      sunday: closed                  days that are not named are closed
 *      holidays: [2027-01-01, 2027-01-07]
 *      2026-12-31: 09:00-15:00         a day that differs
 *
 * Times are local; a span that ends at 24:00 goes on to midnight. The zone becomes the one of
 * the process (TZ), where nothing else asks for local time: one calendar a process. Once
 * parsed it does not change, and any thread may ask.
 *
 * No calendar (NULL): always open.
 */
#ifndef DESK_CALENDAR_H
#define DESK_CALENDAR_H

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

enum { calendar_file_max = 64 * 1024, calendar_spans_most = 6, calendar_special_days_most = 500 };

struct calendar;

/* ERR_INPUT at the line that is wrong. */
bool calendar_parse(struct arena *life, struct slice yaml, struct calendar **out, struct err *err);

/* All times are wall milliseconds. */

bool calendar_is_open(const struct calendar *c, int64_t at);

/* `at` itself while it is open; 0 if it does not open within a year. */
int64_t calendar_next_open(const struct calendar *c, int64_t at);

/* When so much open time has passed since `from`; 0 if that takes more than a year. */
int64_t calendar_after(const struct calendar *c, int64_t from, int64_t open_ms);

/* Open time between the two; none if `to` is earlier, as when the clock was set back. */
int64_t calendar_open_between(const struct calendar *c, int64_t from, int64_t to);

struct calendar_time {
    int year, month, day, weekday; /* month from 1, Sunday is 0 */
    int hour, minute;
    int offset; /* of the zone, minutes east of UTC */
};

struct calendar_time calendar_local(int64_t at); /* in the process's zone */

#endif
