/* language.c - see language.h */
#include "text/language.h"

#include "text/fold.h"

static const char *const codes[language_count] = {[LANGUAGE_EN] = "en", [LANGUAGE_RU] = "ru"};

enum { looked_at_most = 64 * 1024 }; /* bytes: enough to know */

enum language language_of(struct slice text, enum language fallback)
{
    size_t latin = 0, cyrillic = 0;
    struct folded f;

    for (size_t at = 0; at < text.len && at < looked_at_most;) {
        fold_next(text, &at, &f);
        latin += f.class == FOLD_LATIN;
        cyrillic += f.class == FOLD_CYRILLIC;
    }
    if (latin + cyrillic == 0)
        return fallback;
    return cyrillic * 10 >= (latin + cyrillic) * 3 ? LANGUAGE_RU : LANGUAGE_EN;
}

const char *language_code(enum language l)
{
    return codes[l];
}

bool language_parse(struct slice code, enum language *out)
{
    for (int l = 0; l < language_count; l++)
        if (slice_is(code, codes[l])) {
            *out = (enum language)l;
            return true;
        }
    return false;
}
