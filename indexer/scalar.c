/* scalar.c - see scalar.h */
#include "indexer/scalar.h"

#include <string.h>
#include <strings.h>

#include "base/clock.h"

bool scalar_is(struct slice text, const char *word)
{
    return text.len == strlen(word) && strncasecmp(text.ptr, word, text.len) == 0;
}

bool scalar_text(struct arena *job, const struct json *v, struct slice *out)
{
    if (json_kind(v) == JSON_NUMBER)
        *out = json_print(job, v);
    else if (json_kind(v) == JSON_TEXT)
        *out = slice_trim(json_text(v));
    else
        return false;
    return true;
}

struct slice scalar_print(struct arena *job, const struct json *v)
{
    return json_kind(v) == JSON_TEXT ? slice_trim(json_text(v)) : json_print(job, v);
}

bool scalar_truth(const struct json *v, bool *out)
{
    static const char *const yes[] = {"true", "yes", "on", "1"}, *const no[] = {"false", "no",
                                                                                "off", "0"};
    struct slice text = json_text(v);

    if (json_kind(v) == JSON_BOOL) {
        *out = json_bool(v);
        return true;
    }
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (scalar_is(text, yes[i]) || scalar_is(text, no[i])) {
            *out = scalar_is(text, yes[i]);
            return true;
        }
    return false;
}

bool scalar_time(const struct json *v, int64_t *out)
{
    uint64_t seconds;

    if (json_count(v, &seconds)) {
        *out = (int64_t)seconds * 1000;
        return true;
    }
    return clock_parse(json_text(v), out);
}

bool scalar_ratio(const struct json *v, double *out)
{
    double n = json_number(v);

    if (json_kind(v) != JSON_NUMBER && !slice_to_number(json_text(v), &n))
        return false;
    if (n < 0 || n > 1)
        return false;
    *out = n;
    return true;
}
