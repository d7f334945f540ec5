/* definition.c - see definition.h */
#include "text/definition.h"

#include "text/verdict.h"
#include "text/words.h"

const char *const definition_openings[definition_opening_count][2] = {
    {"что", "такое"}, {"что", "значит"}, {"что", "означает"}, {"что", "это"},
    {"what", "is"},   {"what", "are"},   {"what", "does"}};

/* Two words that ask it wherever they stand. */
static const char *const asking[][2] = {
    {"что", "такое"}, {"что", "за"},   {"что", "значит"}, {"что", "означает"}, {"что", "это"},
    {"че", "такое"},  {"че", "за"},    {"че", "значит"},  {"че", "это"},       {"шо", "такое"},
    {"шо", "за"},     {"шо", "это"},   {"это", "что"},    {"это", "как"},      {"what", "is"},
    {"what", "are"},  {"what", "does"}};

enum { asking_count = sizeof asking / sizeof *asking };

enum definition_wish definition_wished(struct slice question)
{
    struct words words = words_of(question);
    uint32_t begun = 0; /* a bit for each pair whose first word is the word before */
    struct word w;

    while (words_next(&words, &w)) {
        uint32_t begins = 0;

        for (unsigned i = 0; i < asking_count; i++) {
            if ((begun >> i & 1) && slice_is(w.norm, asking[i][1]))
                return DEFINITION_WANTED;
            if (slice_is(w.norm, asking[i][0]))
                begins |= 1u << i;
        }
        if (slice_is(w.norm, "what's") || slice_is(w.norm, "whats"))
            return DEFINITION_WANTED;
        begun = begins;
    }
    return verdict_wished(question) == VERDICT_UNSAID ? DEFINITION_UNSAID : DEFINITION_OTHER;
}
