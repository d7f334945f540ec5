/*
 * terminal.h - what customers wrote, on a terminal.
 */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include "base/str.h"

/* Without what a terminal would obey; on one line if `flat`. */
struct slice terminal_harmless(struct arena *life, struct slice text, bool flat);

#endif
