/*
 * deciding.h - one decision in the making. The bot's own: others include bot.h.
 */
#ifndef BOT_DECIDING_H
#define BOT_DECIDING_H

#include "bot/bot.h"
#include "bot/confidence/features.h"
#include "bot/understand/details.h"
#include "bot/understand/foreign.h"
#include "bot/understand/mood.h"
#include "engine/index/reader.h"
#include "text/sets.h"

/* What was learned when a generation was built. */
struct learned {
    struct confidences confidences;
    struct classifier *classifiers[language_count];
};

/* One thread's bot: what stays from turn to turn. */
struct bot {
    struct policy policy;
    struct lexicon *lexicon;
    struct rules rules;
    struct foreign foreign;
    struct sets messages;
    struct arena *generation_life; /* of what belongs to the generation */
    uint64_t generation;
    struct learned learned;
};

enum { deciding_hits_most = 30 };

/* A turn, from what was asked to what is decided. */
struct deciding {
    struct bot *bot;
    struct reader *reader;
    struct arena *job;
    const struct bot_request *request;
    struct slice text; /* what was said, in the letters it was meant in… */
    bool guessed;      /* …all of which were guessed */
    struct turn turn;
    struct reading said; /* all the words of the turn */
    struct slice own; /* words of a question that was looked for with the one before; else empty */
    struct details details;
    size_t questions; /* in this turn */
    bool angered;     /* this turn added to the frustration */
    bool foreign;     /* in neither language: nothing is found for it but its very words */
    const struct bot_state *before;
    enum language searched; /* the language of the articles found */
    struct search_result found;
    struct standing standings[deciding_hits_most]; /* of the hits that may be given, best first */
    size_t rank_count;
    bool exact;               /* the best hit has these very words as a question */
    struct features features; /* of the best hit */
    const char *rule;         /* what the policy said; NULL if it was not asked */
    struct bot_decision out;
};

#endif
