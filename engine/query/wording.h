/*
 * wording.h - editors' words, looked up: what else a phrase means, which words count little,
 * which articles are pinned or hidden for a question.
 *
 *      лк => личный кабинет           "вход в лк":            at word 2, one word:
 *                                                             личный кабинет
 *      вайфай = беспроводная сеть     "нет беспроводной сети": at word 1, two words: вайфай
 *      оплата картой -> ru/card       "картой оплата":        ru/card at 1
 *      *картой* -> ru/card            "как оплатить картой":  ru/card at 1
 *
 * Phrases are compared by stems: a word is found in all its forms, and two words are the same if
 * they share any stem. Of more than one word, a phrase of synonyms must stand in the query as it is
 * written, its words next to each other or with function words between; a reflexive verb in it
 * (связаться) is not its plain one (связать). A pin's words may stand in any order: the query must
 * have these words and no others, stop words aside; between stars, others may stand beside them.
 *
 * A wording does not change once it is made; any number of threads may look things up.
 */
#ifndef ENGINE_WORDING_H
#define ENGINE_WORDING_H

#include "engine/query/wording_rules.h"
#include "text/stem.h"

/* A word with all its stems. A word of a query that has none is a gap: no phrase holds it, none
 * goes on behind it. That is how words behind a minus or in quotes are passed over. */
struct wording_word {
    struct slice norm;
    enum word_script script;
    const struct slice *stems;
    size_t stem_count;
};

struct wording_phrase {
    struct slice text; /* as the editor wrote it */
    struct wording_word *words;
    size_t count;
};

/* The words of a text, at most `most`. */
struct wording_phrase wording_phrase_of(struct arena *job, struct stemmer *stemmer,
                                        struct slice text, size_t most);

struct wording;

/* Of rules, which are borrowed; or as a generation keeps them. */
struct wording *wording_new(struct arena *life, struct stemmer *stemmer,
                            const struct wording_rules *rules);
bool wording_open(struct arena *life, struct stemmer *stemmer, const char *path,
                  struct wording **out, struct err *err);

const struct wording_rules *wording_rules(const struct wording *w);

/* ---- synonyms ---- */

struct wording_alternative {
    const struct wording_phrase *phrase;
    bool one_way; /* the line has =>: not the other way round */
};

/* Words first..first+count of the query are a phrase that also means each alternative. */
struct wording_match {
    size_t first, count;
    struct wording_alternative *alternatives; /* in the editors' order, each once */
    size_t alternative_count;
    bool inside; /* all its words are part of one longer match */
};

struct wording_matches {
    struct wording_match *items; /* by first word; of those that begin together, longest first */
    size_t count;
};

/* All of them, overlapping ones too: a query may hold several synonyms. What an alternative
 * means itself is not followed. */
struct wording_matches wording_synonyms(const struct wording *w, struct arena *job,
                                        const struct wording_word *words, size_t count);

/* ---- stop words ---- */

/* A stop word in just this form, normalised: the stem of "как" is that of "какой" as well. */
bool wording_is_stop(const struct wording *w, struct slice norm);

/* Sets stop[i] for each word that is to count little, and returns how many are left. Of stop
 * words alone none is set: such a query is searched as it was typed. */
size_t wording_mark_stops(const struct wording *w, const struct wording_word *words, size_t count,
                          bool *stop);

/* ---- pins ---- */

struct wording_place {
    struct slice id;
    unsigned position; /* from 1, ascending, each used once */
};

struct wording_places {
    struct wording_place *pinned;
    size_t pinned_count; /* at most wording_position_max */
    struct texts hidden; /* ids; none of them is pinned */
};

/* What is pinned and hidden for a query at wall time `now` (clock_now). Ids may be of articles
 * that the one who asks may not see, or did not ask for: filters come after it. */
struct wording_places wording_pins(const struct wording *w, struct arena *job,
                                   const struct wording_word *words, size_t count, int64_t now);

#endif
