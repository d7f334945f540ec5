/*
 * layout.h - text typed with the keyboard in the wrong layout: ЙЦУКЕН for QWERTY, or the reverse.
 *
 *      ghbdtn -> привет      руддщ -> hello      ,fyr -> банк      gjl]tpl -> подъезд
 *
 * The letters х ъ ж э б ю ё are on keys that are signs in the other layout ([ ] ; ' , . ` and,
 * with shift, { } : " < > ~), so text is flipped before it is cut into words. Capitals stay
 * capitals; what is not on the key of a letter stays as it is.
 *
 * A sign at the end of what was typed may be a letter or a sign: `jgkfnf,` is оплатаб or
 * оплата with a comma. Both readings are given; words of the index decide.
 * Pure; any number of threads.
 */
#ifndef TEXT_LAYOUT_H
#define TEXT_LAYOUT_H

#include "base/str.h"

enum layout {
    LAYOUT_NONE, /* no letter of the two alphabets, or as many of one as of the other */
    LAYOUT_QWERTY,
    LAYOUT_JCUKEN
};

/* The layout most letters of the text were typed in. */
enum layout layout_of(struct slice text);

/* The text as if its keys had been pressed in the other layout than `from`. */
struct slice layout_flip(struct arena *job, struct slice text, enum layout from);

enum { layout_readings_most = 8 };

/* What a piece of text without spaces may have been meant to be; returns how many there are,
 * none if it has no letters. The first is the likeliest as long as nothing is known of
 * words: signs at its end stay signs, those at its beginning are letters. */
size_t layout_readings(struct arena *job, struct slice piece,
                       struct slice readings[layout_readings_most]);

#endif
