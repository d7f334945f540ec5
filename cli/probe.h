/*
 * probe.h - the stages of kladez probe, by what they look at; the table of them is in cmd_probe.c.
 *
 *      void probe_language(struct probing *p)
 *      {
 *          buf_text(&p->out, language_code(language_of(p->line, LANGUAGE_EN)));
 *      }
 *
 * A stage reads `line` and writes what it makes of it to `out`, without an end of line.
 */
#ifndef CLI_PROBE_H
#define CLI_PROBE_H

#include "engine/index/reader.h"
#include "text/translit.h"

struct probing {
    struct arena *job; /* of this line */
    struct stemmer *stemmer;
    struct translit *translit;
    struct reader *reader; /* of stages that need one; else NULL */
    struct slice line;
    struct buf out;
};

/* ---- text: probe_text.c ---- */

void probe_normalise(struct probing *p);
void probe_words(struct probing *p);
void probe_stems(struct probing *p);
void probe_families(struct probing *p);
void probe_terms(struct probing *p);
void probe_sentences(struct probing *p);
void probe_language(struct probing *p);
void probe_wants(struct probing *p);
void probe_verdict(struct probing *p);
void probe_definition(struct probing *p);
void probe_layout(struct probing *p);
void probe_translit(struct probing *p);
void probe_distance(struct probing *p);

/* ---- what is asked: probe_query.c ---- */

void probe_query(struct probing *p);
void probe_query_all(struct probing *p);
void probe_filter(struct probing *p);
void probe_correct(struct probing *p);

/* ---- turns: probe_bot.c ---- */

void probe_turn(struct probing *p);
void probe_questions(struct probing *p);
void probe_details(struct probing *p);
void probe_mood(struct probing *p);
void probe_foreign(struct probing *p);
void probe_pick(struct probing *p);

/* ---- editors' words: probe_words.c ---- */

void probe_wording(struct probing *p);

#endif
