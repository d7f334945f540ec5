/*
 * options.h - what stands on the buttons of a question back: titles, and what tells them apart.
 *
 *      Reset (Routers)          of the same title: where it stands in the help centre that the
 *      Reset (Cameras)          others do not; else the heading of the part that answers, or how
 *                               it begins
 *      Return a parcel          nearly the same: the title, and its own words in `differs_by`
 *      Return a damaged parcel
 */
#ifndef BOT_OPTIONS_H
#define BOT_OPTIONS_H

#include "bot/decide/deciding.h"

/* Sets `title` to the label, and `differs_by`; empty where titles have less than half their words in
 * common. No two labels are the same. */
bool options_label(struct deciding *d, struct bot_candidate *list, size_t count, struct err *err);

#endif
