/* details.c - see details.h */
#include "bot/understand/details.h"

#include <string.h>

enum { near = 3, number_digits_least = 3, phone_digits_least = 10, phone_digits_most = 13 };

const char *const detail_names[detail_kind_count] = {"order", "contract", "amount",
                                                     "date",  "phone",    "email"};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t digits_in(struct slice s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++)
        n += is_digit(s.ptr[i]);
    return n;
}

static void add(struct details *d, enum detail_kind kind, struct slice text)
{
    if (d->count < details_most && text.len)
        d->items[d->count++] = (struct detail){kind, slice_trim(text)};
}

static struct slice word_at(const struct reading *r, size_t at)
{
    return (struct slice){r->text.ptr + r->starts[at], r->ends[at] - r->starts[at]};
}

static struct slice between(const struct reading *r, size_t from, size_t to)
{
    return (struct slice){r->text.ptr + r->starts[from], r->ends[to] - r->starts[from]};
}

/* ---- things that are not words: a run of characters without white space ---- */

static bool in_address(char c)
{
    return (unsigned char)c > ' ' && !strchr(",;()<>\"", c);
}

static struct slice address_around(struct slice text, size_t at)
{
    size_t from = at, to = at + 1;

    while (from > 0 && in_address(text.ptr[from - 1]))
        from--;
    while (to < text.len && in_address(text.ptr[to]))
        to++;
    while (to > at + 1 && strchr(".!?:", text.ptr[to - 1]))
        to--;
    return (struct slice){text.ptr + from, to - from};
}

static void find_addresses(struct slice text, struct details *d)
{
    for (size_t i = 0; i < text.len; i++) {
        struct slice address, host;

        if (text.ptr[i] != '@')
            continue;
        address = address_around(text, i);
        host = (struct slice){text.ptr + i, (size_t)(address.ptr + address.len - text.ptr) - i};
        if (address.ptr < text.ptr + i && slice_find(host, '.') > 1 &&
            slice_find(host, '.') + 2 < host.len)
            add(d, DETAIL_EMAIL, address);
    }
}

static bool in_phone(char c)
{
    return is_digit(c) || strchr(" -()", c);
}

/* +7 900 000-00-00, 8(900)0000000: how many bytes from here; 0 if it is none. */
static size_t phone_at(struct slice text, size_t at)
{
    struct slice phone = {text.ptr + at, 1};
    size_t digits;

    if ((at > 0 && (is_digit(text.ptr[at - 1]) || text.ptr[at - 1] == '.')) ||
        !(text.ptr[at] == '+' || text.ptr[at] == '7' || text.ptr[at] == '8'))
        return 0;
    while (at + phone.len < text.len && text.ptr[at + phone.len] &&
           in_phone(text.ptr[at + phone.len]))
        phone.len++;
    digits = digits_in(phone);
    if (digits < phone_digits_least || digits > phone_digits_most ||
        (text.ptr[at] != '+' && digits != phone_digits_least + 1))
        return 0;
    while (!is_digit(phone.ptr[phone.len - 1]))
        phone.len--;
    return phone.len;
}

static void find_phones(struct slice text, struct details *d)
{
    for (size_t i = 0; i < text.len; i++) {
        size_t n = phone_at(text, i);

        add(d, DETAIL_PHONE, (struct slice){text.ptr + i, n});
        i += n;
    }
}

/* ---- numbers among words ---- */

static bool taken(const struct details *d, struct slice word)
{
    for (size_t i = 0; i < d->count; i++)
        if (word.ptr >= d->items[i].text.ptr &&
            word.ptr < d->items[i].text.ptr + d->items[i].text.len)
            return true;
    return false;
}

static bool near_word(const struct reading *r, const char *set, size_t at)
{
    for (size_t i = at > near ? at - near : 0; i < at; i++)
        if (reading_match(r, set, i))
            return true;
    return false;
}

/* 12.11.2026, 12/11/26, 2026-11-12: day and month of one or two digits, all signs alike. */
static bool is_date(struct slice s)
{
    size_t digits[3] = {0}, part = 0;
    char sign = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (is_digit(s.ptr[i])) {
            digits[part]++;
        } else if (strchr("./-", s.ptr[i]) && (!sign || sign == s.ptr[i]) && part < 2) {
            sign = s.ptr[i];
            part++;
        } else {
            return false;
        }
    }
    if (digits[0] == 4)
        return digits[1] == 2 && digits[2] == 2;
    return digits[0] && digits[0] <= 2 && digits[1] && digits[1] <= 2 &&
           (digits[2] == 2 || digits[2] == 4);
}

/* How many words a date in digits has: the words of a text part at - and /. */
static size_t written_date(const struct reading *r, size_t at)
{
    if (is_date(word_at(r, at)))
        return 1;
    return at + 2 < r->stems.count && is_date(between(r, at, at + 2)) ? 3 : 0;
}

static size_t date_at(const struct reading *r, size_t at)
{
    struct slice word = word_at(r, at);

    if (word.len <= 2 && at + 1 < r->stems.count && reading_match(r, "month", at + 1))
        return 2;
    return written_date(r, at);
}

/* A sign of money in the text right before or behind the word. */
static bool money_sign(const struct reading *r, size_t at, struct slice *amount)
{
    static const char *const signs[] = {"₽", "$", "€", "£", "₸"};
    size_t end = r->ends[at], start = r->starts[at];

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t len = strlen(signs[i]), gap = end < r->text.len && r->text.ptr[end] == ' ';

        if (slice_starts((struct slice){r->text.ptr + end + gap, r->text.len - end - gap},
                         signs[i])) {
            *amount = (struct slice){r->text.ptr + start, end - start + gap + len};
            return true;
        }
        if (start >= len && memcmp(r->text.ptr + start - len, signs[i], len) == 0) {
            *amount = (struct slice){r->text.ptr + start - len, end - start + len};
            return true;
        }
    }
    return false;
}

static bool amount_at(const struct reading *r, size_t at, struct slice *amount)
{
    if (money_sign(r, at, amount))
        return true;
    if (at + 1 >= r->stems.count || !reading_match(r, "money", at + 1))
        return false;
    *amount = between(r, at, at + 1);
    return true;
}

/* KB-77812, 55-1234/7: the number with what is written on to it. */
static struct slice code_around(const struct reading *r, size_t at)
{
    size_t from = at, to = at;

    while (from > 0 && r->starts[from] == r->ends[from - 1] + 1 &&
           strchr("-/", r->text.ptr[r->ends[from - 1]]))
        from--;
    while (to + 1 < r->stems.count && r->starts[to + 1] == r->ends[to] + 1 &&
           strchr("-/", r->text.ptr[r->ends[to]]))
        to++;
    return between(r, from, to);
}

/* What the number at `at` is; how many words it takes. */
static size_t number_at(const struct reading *r, size_t at, struct details *d)
{
    struct slice word = word_at(r, at), amount;
    size_t date;

    if (digits_in(word) == 0 || taken(d, word))
        return 1;
    if ((date = date_at(r, at)) > 0) {
        add(d, DETAIL_DATE, between(r, at, at + date - 1));
        return date;
    }
    if (amount_at(r, at, &amount))
        add(d, DETAIL_AMOUNT, amount);
    else if (digits_in(word) < number_digits_least)
        return 1;
    else if (near_word(r, "contract", at))
        add(d, DETAIL_CONTRACT, code_around(r, at));
    else if (near_word(r, "order", at))
        add(d, DETAIL_ORDER, code_around(r, at));
    return 1;
}

struct details details_of(const struct reading *r)
{
    struct details d = {.count = 0};

    find_addresses(r->text, &d);
    find_phones(r->text, &d);
    for (size_t i = 0; i < r->stems.count;)
        i += number_at(r, i, &d);
    return d;
}

bool details_own(const struct details *d)
{
    for (size_t i = 0; i < d->count; i++)
        if (d->items[i].kind <= DETAIL_AMOUNT)
            return true;
    return false;
}
