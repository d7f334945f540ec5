/*
 * trial.h - a generation with some articles changed, for as long as a trial takes.
 *
 * Calibration must ask questions that the index does not hold word for word. The changed
 * articles are put into a small index of their own, searched together with the
 * generation's; the originals are hidden. Nothing of the generation is touched.
 */
#ifndef ENGINE_TRIAL_H
#define ENGINE_TRIAL_H

#include "engine/index/reader.h"

struct trial;

/* `folder` (new, removed again by trial_close) holds the small index. */
bool trial_open(const struct generation *g, const char *folder, const struct article *changed,
                size_t count, struct trial **out, struct err *err);
void trial_close(struct trial *t); /* NULL is fine */

struct reader *trial_reader(const struct trial *t);

/* For search_request.accept, with the trial as its self: false for hidden originals. */
bool trial_accept(void *trial, uint32_t document);

#endif
