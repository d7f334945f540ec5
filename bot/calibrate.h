/*
 * calibrate.h - what this knowledge base's confidences are worth, found out from itself.
 *
 * Questions are taken from the articles and from a bank of questions out of scope (probes.h),
 * and some of the articles are hidden again and again, so that their questions have no right
 * answer. What search makes of all that is what the models of confidence.h are fitted to: no
 * labelled data of an installation is needed. The same generation gives the same result.
 */
#ifndef BOT_CALIBRATE_H
#define BOT_CALIBRATE_H

#include "bot/confidence.h"

/* Of a generation that is built but need not be published; `folder` for passing files. */
bool calibrate(struct arena *life, const struct generation *g, const char *folder,
               struct confidences *out, struct err *err);

#endif
