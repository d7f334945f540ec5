/*
 * publish_inside.h - what the parts of publishing share.
 */
#ifndef INDEXER_PUBLISH_INSIDE_H
#define INDEXER_PUBLISH_INSIDE_H

#include "indexer/publish.h"

/* A step is done, "publish.N": where tests make it fail or die. */
bool publish_step(const char *name, struct err *err);

#endif
