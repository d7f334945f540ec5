/* privacy.c - see privacy.h: names and values of Kladez and of other programs, in tables. */
#include "indexer/privacy.h"

#include "base/nearest.h"
#include "indexer/scalar.h"

enum { words_most = 8 };

static const struct privacy audience = {"audience", "internal", "public"},
                            draft = {"draft", "true", "false"};

static const char *const everybody[words_most] = {"public",  "all",    "everyone", "everybody",
                                                  "anybody", "anyone", "все",      "всем"};
static const char *const nobody[words_most] = {"private",  "internal", "hidden",    "secret",
                                               "unlisted", "staff",    "restricted"};
static const char *const unfinished[words_most] = {"draft", "unpublished", "черновик"};

enum takes {
    NOT_EVERYBODY, /* any value, but a word for everybody */
    NOBODY,
    UNFINISHED,
    YES,
    NO
};

static const struct {
    const char *name;
    bool near; /* also what is nearly the name */
    enum takes takes;
    const struct privacy *field;
} table[] = {
    {"audience", true, NOT_EVERYBODY, &audience},
    {"аудитория", true, NOT_EVERYBODY, &audience},
    {"visibility", true, NOBODY, &audience},
    {"access", false, NOBODY, &audience},
    {"private", false, YES, &audience},
    {"internal", false, YES, &audience},
    {"hidden", false, YES, &audience},
    {"unlisted", false, YES, &audience},
    {"public", false, NO, &audience},
    {"draft", true, YES, &draft},
    {"черновик", true, YES, &draft},
    {"status", false, UNFINISHED, &draft},
    {"status", false, NOBODY, &audience},
    {"state", false, UNFINISHED, &draft},
    {"published", true, NO, &draft},
};

/* Latin letters may be capitals. */
static bool is_one_of(struct slice text, const char *const words[words_most])
{
    for (size_t i = 0; i < words_most && words[i]; i++)
        if (scalar_is(text, words[i]))
            return true;
    return false;
}

static bool fits(const struct json *value, enum takes takes)
{
    struct slice text = slice_trim(json_text(value));
    bool truth;

    switch (takes) {
    case NOT_EVERYBODY: return !is_one_of(text, everybody);
    case NOBODY: return is_one_of(text, nobody);
    case UNFINISHED: return is_one_of(text, unfinished);
    case YES: return (scalar_truth(value, &truth) && truth) || scalar_is(text, "да");
    case NO: return (scalar_truth(value, &truth) && !truth) || scalar_is(text, "нет");
    }
    return false;
}

/* As fields of other formats are written: kladez-audience, kladez.audience. */
static struct slice without_prefix(struct slice name)
{
    static const size_t len = sizeof "kladez" - 1;

    if (name.len > len + 1 && scalar_is((struct slice){name.ptr, len}, "kladez"))
        return (struct slice){name.ptr + len + 1, name.len - len - 1};
    return name;
}

static bool says(const struct json *fields, const char *name)
{
    for (const struct json *i = json_first(fields); i; i = json_next(i))
        if (scalar_is(json_name(i), name))
            return true;
    return false;
}

const struct privacy *privacy_meant(const struct json *fields, struct slice name,
                                    const struct json *value)
{
    name = without_prefix(name);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if ((scalar_is(name, table[i].name) ||
             (table[i].near && nearest_meant(name, slice_of(table[i].name)))) &&
            fits(value, table[i].takes) && !says(fields, table[i].field->name))
            return table[i].field;
    return NULL;
}
