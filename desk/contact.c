/* contact.c - see contact.h */
#include "desk/contact.h"

#include "base/json.h"

enum { russian_digits = 11 }; /* with the 7 of the country, or the 8 that is dialled in its place */

/* Was it signed, and the new one is not? Then it stays. */
static bool is_kept(const struct json *old, const struct json *new, struct slice name)
{
    if (json_member(new, "verified"))
        return false;
    for (const struct json *i = json_first(json_member(old, "verified")); i; i = json_next(i))
        if (slice_eq(json_text(i), name))
            return true;
    return false;
}

struct slice contact_merge(struct arena *job, struct slice before, struct slice now)
{
    const struct json *old, *new;
    struct json *both = json_object(job);
    struct err ignored;

    if (!json_parse(job, before, &old, &ignored) || !json_parse(job, now, &new, &ignored))
        return now;
    for (const struct json *i = json_first(old); i; i = json_next(i))
        if (!json_member(new, json_name(i).ptr) || is_kept(old, new, json_name(i)))
            json_add_copy(both, json_name(i).ptr, i);
    for (const struct json *i = json_first(new); i; i = json_next(i))
        if (!is_kept(old, new, json_name(i)))
            json_add_copy(both, json_name(i).ptr, i);
    return json_print(job, both);
}

struct slice contact_phone(struct arena *job, struct slice text)
{
    bool abroad = slice_starts(slice_trim(text), "+");
    char *digits = arena_alloc(job, text.len + 1);
    size_t count = 0;

    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9')
            digits[count++] = text.ptr[i];
    if (count == russian_digits && digits[0] == '8' && !abroad)
        digits[0] = '7';
    return (struct slice){digits, count};
}
