/*
 * automaton.h - sorted keys with numbers, as the smallest acyclic automaton.
 *
 * Method: Daciuk, Mihov, Watson, Watson: Incremental Construction of Minimal Acyclic
 * Finite-State Automata, 2000. A state is written once no key can change it any more, and
 * never twice: what equals a written state is that state. Several automata may be made one
 * after another into the same arcs; they share states.
 */
#ifndef TEXT_BUILD_AUTOMATON_H
#define TEXT_BUILD_AUTOMATON_H

#include "base/str.h"

struct automaton;

struct automaton *automaton_new(struct arena *job);

/* Keys are labels (morph_table.h), in the order of their bytes, each once. */
void automaton_add(struct automaton *a, struct slice key, uint32_t number);
uint32_t automaton_finish(struct automaton *a); /* the root; the next key begins another */

const uint32_t *automaton_arcs(const struct automaton *a, size_t *count);

#endif
