/*
 * address.h - addresses of the network: the one that is listened on, those of clients.
 *
 * IPv4 and IPv6, numeric; nothing is looked up. Pure.
 */
#ifndef SERVER_ADDRESS_H
#define SERVER_ADDRESS_H

#include <sys/socket.h>

#include "base/err.h"
#include "base/str.h"

/* "127.0.0.1:8700", "[::1]:8700"; ERR_INPUT shows how it is written. */
bool address_parse(const char *text, struct sockaddr_storage *out, struct err *err);

/* Without the port; empty for what is neither IPv4 nor IPv6. */
struct slice address_print(struct arena *job, const struct sockaddr *address);

/* What belongs to one household: an IPv4 address as it is, of IPv6 the first 64 bits, behind which
 * a machine has a new address every day (RFC 8981). What is no address is returned as it is. */
struct slice address_network(struct arena *job, struct slice address);

#endif
