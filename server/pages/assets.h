/*
 * assets.h - pages and files that are part of the program, sent with entity tags.
 */
#ifndef SERVER_ASSETS_H
#define SERVER_ASSETS_H

#include "server/exchange.h"

/* 304 instead of 200 if the client has it. */
void assets_send_text(struct exchange *x, unsigned status, struct slice text, const char *type);

/* What never changes at its address: it need not be asked for again. */
void assets_send_for_ever(struct exchange *x, struct slice text, const char *type);

/* The embedded file of this path, "web/icon.svg"; 404 where there is none. */
void assets_send(struct exchange *x, const char *path);

#endif
