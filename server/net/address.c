/* address.c - see address.h */
#include "server/net/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

enum { address_max = 64 };

bool address_parse(const char *text, struct sockaddr_storage *out, struct err *err)
{
    const char *colon = strrchr(text, ':');
    struct sockaddr_in *four = (void *)out;
    struct sockaddr_in6 *six = (void *)out;
    char host[address_max];
    size_t len;
    uint64_t port;

    memset(out, 0, sizeof *out);
    if (!colon || !slice_to_count(slice_of(colon + 1), &port) || port > 65535)
        return err_set(err, ERR_INPUT, "'%s' is no address: write 127.0.0.1:8700", text);
    len = (size_t)(colon - text);
    if (len > 2 && text[0] == '[' && text[len - 1] == ']')
        text++, len -= 2;
    if (len == 0 || len >= sizeof host)
        return err_set(err, ERR_INPUT, "'%s' is no address: write 127.0.0.1:8700", text);
    memcpy(host, text, len);
    host[len] = 0;
    if (inet_pton(AF_INET, host, &four->sin_addr) == 1) {
        four->sin_family = AF_INET;
        four->sin_port = htons((uint16_t)port);
        return true;
    }
    if (inet_pton(AF_INET6, host, &six->sin6_addr) == 1) {
        six->sin6_family = AF_INET6;
        six->sin6_port = htons((uint16_t)port);
        return true;
    }
    return err_set(err, ERR_INPUT, "'%s' is no numeric address", host);
}

struct slice address_print(struct arena *job, const struct sockaddr *address)
{
    char text[address_max] = "";

    if (address->sa_family == AF_INET) {
        const struct sockaddr_in *in = (const void *)address;

        inet_ntop(AF_INET, &in->sin_addr, text, sizeof text);
    } else if (address->sa_family == AF_INET6) {
        const struct sockaddr_in6 *in = (const void *)address;

        inet_ntop(AF_INET6, &in->sin6_addr, text, sizeof text);
    }
    return slice_copy(job, slice_of(text));
}

struct slice address_network(struct arena *job, struct slice address)
{
    enum { network_bytes = 8 };
    struct in6_addr six;
    char text[address_max];

    if (inet_pton(AF_INET6, slice_cstr(job, address), &six) != 1)
        return address;
    memset(six.s6_addr + network_bytes, 0, sizeof six.s6_addr - network_bytes);
    inet_ntop(AF_INET6, &six, text, sizeof text);
    return slice_copy(job, slice_of(text));
}
