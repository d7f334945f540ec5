/* wants.c - see wants.h */
#include "text/wants.h"

#include <string.h>

#include "text/words.h"

/* A word as words.h gives it; one that ends in * is a beginning. */
struct cue {
    const char *word;
    unsigned wants;
};

static const struct cue in_questions[] = {
    {"стоимост*", WANT_SUM},
    {"стоит", WANT_SUM},
    {"стоят", WANT_SUM},
    {"стоить", WANT_SUM},
    {"цена", WANT_SUM},
    {"цены", WANT_SUM},
    {"цену", WANT_SUM},
    {"почем", WANT_SUM},
    {"тариф*", WANT_SUM},
    {"платн*", WANT_SUM},
    {"бесплатн*", WANT_SUM},
    {"дорого", WANT_SUM},
    {"price*", WANT_SUM},
    {"cost*", WANT_SUM},
    {"fee", WANT_SUM},
    {"fees", WANT_SUM},
    {"free", WANT_SUM},
    {"much", WANT_SUM},
    {"когда", WANT_TIME},
    {"срок*", WANT_TIME},
    {"долго", WANT_TIME},
    {"быстро", WANT_TIME},
    {"дней", WANT_TIME},
    {"дня", WANT_TIME},
    {"часов", WANT_TIME},
    {"недел*", WANT_TIME},
    {"месяц*", WANT_TIME},
    {"when", WANT_TIME},
    {"long", WANT_TIME},
    {"soon", WANT_TIME},
    {"days", WANT_TIME},
    {"hours", WANT_TIME},
    {"weeks", WANT_TIME},
    {"не", WANT_REMEDY},
    {"проблем*", WANT_REMEDY},
    {"ошибк*", WANT_REMEDY},
    {"сломал*", WANT_REMEDY},
    {"завис*", WANT_REMEDY},
    {"пропал*", WANT_REMEDY},
    {"глюч*", WANT_REMEDY},
    {"лага*", WANT_REMEDY},
    {"тормоз*", WANT_REMEDY},
    {"слетел*", WANT_REMEDY},
    {"вылета*", WANT_REMEDY},
    {"выкид*", WANT_REMEDY},
    {"not", WANT_REMEDY},
    {"cannot", WANT_REMEDY},
    {"cant", WANT_REMEDY},
    {"wont", WANT_REMEDY},
    {"doesnt", WANT_REMEDY},
    {"error*", WANT_REMEDY},
    {"problem*", WANT_REMEDY},
    {"fail*", WANT_REMEDY},
    {"broke*", WANT_REMEDY},
    {"stuck", WANT_REMEDY},
    {"lost", WANT_REMEDY},
    {"forgot*", WANT_REMEDY},
    {"забы*", WANT_REMEDY},
    {"потеря*", WANT_REMEDY},
    {"offline", WANT_REMEDY},
    {0},
};

static const struct cue in_headings[] = {
    {"как", WANT_STEPS},
    {"шаг*", WANT_STEPS},
    {"how", WANT_STEPS},
    {"step*", WANT_STEPS},
    {"не", WANT_REMEDY},
    {"почему", WANT_REMEDY},
    {"если", WANT_REMEDY},
    {"нет", WANT_REMEDY},
    {"делать", WANT_ACTION},
    {"сделать", WANT_ACTION},
    {"проблем*", WANT_REMEDY},
    {"ошибк*", WANT_REMEDY},
    {"not", WANT_REMEDY},
    {"why", WANT_REMEDY},
    {"if", WANT_REMEDY},
    {"do", WANT_ACTION},
    {"problem*", WANT_REMEDY},
    {"error*", WANT_REMEDY},
    {"no", WANT_REMEDY},
    {"fail*", WANT_REMEDY},
    {"rejected", WANT_REMEDY},
    {"trouble*", WANT_REMEDY},
    {0},
};

/* Behind a number. */
static const struct cue units[] = {
    {"руб*", WANT_SUM},
    {"тенге", WANT_SUM},
    {"rub*", WANT_SUM},
    {"dollar*", WANT_SUM},
    {"euro*", WANT_SUM},
    {"день", WANT_TIME},
    {"дня", WANT_TIME},
    {"дней", WANT_TIME},
    {"днем", WANT_TIME},
    {"дни", WANT_TIME},
    {"сут*", WANT_TIME},
    {"час*", WANT_TIME},
    {"минут*", WANT_TIME},
    {"недел*", WANT_TIME},
    {"месяц*", WANT_TIME},
    {"год", WANT_TIME},
    {"года", WANT_TIME},
    {"лет", WANT_TIME},
    {"day*", WANT_TIME},
    {"hour*", WANT_TIME},
    {"minute*", WANT_TIME},
    {"week*", WANT_TIME},
    {"month*", WANT_TIME},
    {"year*", WANT_TIME},
    {0},
};

static const char *const currencies[] = {"₽", "$", "€", "₸", "£"};

enum { unit_reach = 2 }; /* words from a number to its unit: "3 рабочих дня" */

static unsigned look_up(const struct cue *table, struct slice word)
{
    for (; table->word; table++) {
        struct slice cue = slice_of(table->word);

        if (cue.ptr[cue.len - 1] == '*') {
            cue.len--;
            if (word.len >= cue.len && slice_eq((struct slice){word.ptr, cue.len}, cue))
                return table->wants;
        } else if (slice_eq(word, cue)) {
            return table->wants;
        }
    }
    return 0;
}

static bool ends_with_one_of(struct slice word, const char *const *endings)
{
    for (; *endings; endings++)
        if (slice_ends(word, *endings))
            return true;
    return false;
}

static bool is_infinitive(struct slice word)
{
    static const char *const endings[] = {"ть", "ти", "чь", "ться", "тись", NULL};

    return ends_with_one_of(word, endings);
}

/* Behind "сколько" a verb asks how long or how much, a noun how many of them. */
static bool is_verb(struct slice word)
{
    static const char *const endings[] = {"ет", "ит", "ут", "ют", "ат", "ят", "ся", NULL};

    return is_infinitive(word) || ends_with_one_of(word, endings);
}

static bool asks_how_in_english(struct slice word)
{
    return slice_is(word, "to") || slice_is(word, "do") || slice_is(word, "can") ||
           slice_is(word, "i");
}

unsigned wants_of_question(struct slice text)
{
    struct words words = words_of(text);
    struct word w;
    unsigned wants = 0;
    bool how_much = false, after_how_much = false, how = false, after_how = false;

    while (words_next(&words, &w)) {
        wants |= look_up(in_questions, w.norm);
        if (slice_ends(w.norm, "n't"))
            wants |= WANT_REMEDY;
        if ((how && is_infinitive(w.norm)) || (after_how && asks_how_in_english(w.norm)))
            wants |= WANT_STEPS;
        how_much |= after_how_much && is_verb(w.norm);
        after_how_much = slice_is(w.norm, "сколько");
        how |= slice_is(w.norm, "как");
        after_how = slice_is(w.norm, "how");
    }
    if (how_much && !(wants & (WANT_SUM | WANT_TIME)))
        wants |= WANT_SUM | WANT_TIME;
    return wants;
}

bool wants_is_question_word(struct slice norm)
{
    static const char *const words[] = {
        "сколько", "как",    "какой", "какая", "какое", "какие", "когда", "где",  "куда",
        "откуда",  "почему", "зачем", "что",   "кто",   "чем",   "how",   "much", "many",
        "when",    "where",  "why",   "what",  "which", "who",   NULL};

    for (const char *const *w = words; *w; w++)
        if (slice_is(norm, *w))
            return true;
    return false;
}

unsigned wants_in_text(struct slice text)
{
    struct words words = words_of(text);
    struct word w;
    unsigned wants = 0;
    int since_number = unit_reach + 1;

    for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++)
        if (text.len && memmem(text.ptr, text.len, currencies[i], strlen(currencies[i])))
            wants |= WANT_SUM;
    while (words_next(&words, &w)) {
        if (w.script == WORD_NUMBER) {
            since_number = 0;
        } else if (since_number < unit_reach) {
            since_number++;
            wants |= look_up(units, w.norm);
        }
    }
    return wants;
}

unsigned wants_in_heading(struct slice heading)
{
    struct words words = words_of(heading);
    struct word w;
    unsigned wants = 0;

    while (words_next(&words, &w))
        wants |= look_up(in_headings, w.norm);
    return wants;
}
