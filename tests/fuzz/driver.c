/* driver.c - see driver.h */
#include "tests/fuzz/driver.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/random.h"
#include "base/utf8.h"

enum { changes_most = 8, repeats_most = 400, rounds_standard = 20000 };

struct arena *fuzz_life;
struct stemmer *fuzz_stemmer;

/* The round that is being run, for those who must tell of it. */
static struct {
    unsigned long number;
    uint64_t random;
    struct slice input;
    char text[64]; /* "fuzz_json: round 731", made before it is needed */
} now;

/* ---- chance ---- */

uint32_t fuzz_random(uint32_t below)
{
    return random_below(&now.random, below);
}

static size_t place_in(size_t len)
{
    return fuzz_random((uint32_t)len + 1);
}

/* ---- failing ---- */

static void say(const char *text)
{
    size_t len = strlen(text);

    while (len) {
        ssize_t n = write(STDERR_FILENO, text, len);

        if (n <= 0)
            return;
        text += n;
        len -= (size_t)n;
    }
}

/* Only calls that are allowed in a signal handler. */
static void tell(const char *why)
{
    static char path[] = "/tmp/kladez-fuzz-input-XXXXXX";
    static const char digits[] = "0123456789ABCDEF";
    int out = mkstemp(path);

    say(now.text);
    say(": ");
    say(why);
    say("\nits input begins");
    for (size_t i = 0; i < now.input.len && i < 64; i++) {
        unsigned char c = (unsigned char)now.input.ptr[i];

        say((const char[]){' ', digits[c >> 4], digits[c & 15], 0});
    }
    if (out >= 0 && write(out, now.input.ptr, now.input.len) == (ssize_t)now.input.len) {
        say("\nall of it is in ");
        say(path);
    }
    say("\n");
}

_Noreturn void fuzz_fail(const char *file, int line, const char *what)
{
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
    tell("a promise was broken");
    _exit(1);
}

static void on_signal(int number)
{
    tell(number == SIGALRM ? "it does not end" : strsignal(number));
    signal(number, SIG_DFL);
    raise(number == SIGALRM ? SIGKILL : number);
}

static void on_sanitizer(void)
{
    tell("the sanitizer found something");
}

/* There only where the program was built with SAN=1. */
void __sanitizer_set_death_callback(void (*)(void)) __attribute__((weak));

static void watch(void)
{
    static const int numbers[] = {SIGABRT, SIGALRM, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
    static char stack[64 * 1024];
    stack_t other = {.ss_sp = stack, .ss_size = sizeof stack}; /* the usual one may be full */
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_ONSTACK};
    size_t count = sizeof numbers / sizeof *numbers;

    if (__sanitizer_set_death_callback) {
        __sanitizer_set_death_callback(on_sanitizer);
        count = 2; /* it tells of the other signals itself */
    } else {
        sigaltstack(&other, NULL);
    }
    for (size_t i = 0; i < count; i++)
        sigaction(numbers[i], &action, NULL);
}

/* ---- damage ---- */

/* What breaks parsers of text, whatever they parse. */
static const struct slice hostile[] = {
    {"\0", 1},
    {"\xFF", 1},
    {"\xC0\xAF", 2},     /* overlong */
    {"\xED\xA0\x80", 3}, /* a surrogate */
    {"\xF4\x90\x80\x80", 4},
    {"\xD0", 1}, /* half a Cyrillic letter */
    {"\xE2\x80", 2},
    {"\xEF\xBB\xBF", 3},
    {"\xE2\x80\x8B", 3}, /* zero width space */
    {"\xC2\xAD", 2},     /* soft hyphen */
    {"\xE2\x80\xAE", 3}, /* right to left override */
    {"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB", 11},
    {"и\xCC\x86", 4}, /* й in two characters */
    {"е\xCC\x81", 4},
    {"\xCC\x81", 2},
    {"\xEF\xB7\xBA", 3}, /* U+FDFA, which folds to 18 characters */
    {"\xEF\xAC\x81", 3}, /* a ligature */
    {"ё", 2},
    {"Щука", 8},
    {"cчёт", 7},
    {"漢字", 6},
    {"\xC2\xA0", 2},
    {"\xE2\x80\xA8", 3},
    {"\r\n", 2},
    {"\n", 1},
    {"\t", 1},
    {" ", 1},
    {"\"", 1},
    {"'", 1},
    {"\\", 1},
    {"<", 1},
    {">", 1},
    {"&", 1},
    {"%00", 3},
    {"-1", 2},
    {"0", 1},
    {"65536", 5},
    {"4294967295", 10},
    {"18446744073709551616", 20},
    {"1e999", 5},
    {"2026-02-30", 10},
    {"(", 1},
    {"[", 1},
    {"{", 1},
    {":", 1},
    {",", 1},
    {".", 1},
    {"\xFF\xFF\xFF\xFF", 4},
    {"\x80\x80\x80\x80", 4},
};

static struct slice token(void)
{
    size_t count = 0, all = sizeof hostile / sizeof *hostile;

    while (fuzz_target.tokens[count])
        count++;
    if (count && fuzz_random(3))
        return slice_of(fuzz_target.tokens[fuzz_random((uint32_t)count)]);
    return hostile[fuzz_random((uint32_t)all)];
}

/* The text `s` with the bytes from..to replaced. */
static struct slice replaced(struct arena *job, struct slice s, size_t from, size_t to,
                             struct slice by)
{
    struct buf out = buf_new(job, s.len + by.len + 1);

    buf_add(&out, (struct slice){s.ptr, from});
    buf_add(&out, by);
    buf_add(&out, (struct slice){s.ptr + to, s.len - to});
    return buf_slice(&out);
}

static struct slice repeated(struct arena *job, struct slice part, size_t count)
{
    struct buf out = buf_new(job, part.len * count + 1);

    for (size_t i = 0; i < count; i++)
        buf_add(&out, part);
    return buf_slice(&out);
}

/* Seldom many: they only make rounds longer. */
static size_t times(void)
{
    return 1 + fuzz_random(fuzz_random(8) ? 8 : repeats_most);
}

static struct slice one_byte(struct arena *job, struct slice s, size_t at)
{
    char *copy = (char *)slice_cstr(job, s);

    if (at < s.len)
        copy[at] =
            (char)(fuzz_random(2) ? copy[at] ^ (1 << fuzz_random(8)) : (int)fuzz_random(256));
    return (struct slice){copy, s.len};
}

static struct slice changed(struct arena *job, struct slice s)
{
    size_t a = place_in(s.len), b = place_in(s.len);
    size_t from = a < b ? a : b, to = a < b ? b : a;
    size_t near = from + place_in(to - from < 16 ? to - from : 16); /* short parts are likelier */
    struct slice part = {s.ptr + from, near - from}, seed;

    switch (fuzz_random(11)) {
    case 0:
    case 1: return one_byte(job, s, a);
    case 2: return replaced(job, s, from, near, SLICE(""));
    case 3: return replaced(job, s, from, to, SLICE(""));
    case 4: return (struct slice){s.ptr, a};
    case 5: return replaced(job, s, a, a, repeated(job, part, times()));
    case 6: return replaced(job, s, a, a, repeated(job, token(), times()));
    case 7: /* a part from elsewhere */
        seed = fuzz_target.seeds[fuzz_random((uint32_t)fuzz_target.seed_count)];
        a = place_in(seed.len);
        return replaced(job, s, from, near, (struct slice){seed.ptr + a, place_in(seed.len - a)});
    default: return replaced(job, s, from, fuzz_random(2) ? near : from, token());
    }
}

static struct slice capped(struct slice s)
{
    return (struct slice){s.ptr, s.len < fuzz_target.max ? s.len : fuzz_target.max};
}

struct slice fuzz_damage(struct arena *job, struct slice text)
{
    size_t changes = 1 + fuzz_random(fuzz_random(4) ? 3 : changes_most);

    for (size_t i = 0; i < changes; i++)
        text = capped(changed(job, text));
    return text;
}

static struct slice rubbish(struct arena *job)
{
    struct buf out = buf_new(job, fuzz_target.max + 1);

    for (size_t i = fuzz_random(60); i > 0; i--) {
        if (fuzz_random(4))
            buf_add(&out, token());
        else
            buf_char(&out, (char)fuzz_random(256));
    }
    return capped(buf_slice(&out));
}

enum { seeds_most = 20 };

struct slice fuzz_add_seed(char kind, struct slice text)
{
    static struct slice seeds[seeds_most];
    struct buf out = buf_new(fuzz_life, text.len + 2);
    struct slice *seed = &seeds[fuzz_target.seed_count++];

    buf_char(&out, kind);
    buf_add(&out, text);
    *seed = buf_slice(&out);
    fuzz_target.seeds = seeds;
    return (struct slice){seed->ptr + 1, seed->len - 1};
}

void fuzz_by_kind(const struct fuzz_kind *kinds, size_t count, struct arena *job,
                  struct slice input)
{
    for (size_t i = 0; i < count; i++)
        if (input.len && input.ptr[0] == kinds[i].kind)
            kinds[i].round(job, (struct slice){input.ptr + 1, input.len - 1});
}

/* The first rounds are the seeds themselves: they must pass. */
static struct slice input_of(struct arena *job, unsigned long round)
{
    if (round < fuzz_target.seed_count)
        return fuzz_target.seeds[round];
    if (fuzz_random(16) == 0)
        return rubbish(job);
    return fuzz_damage(job, fuzz_target.seeds[fuzz_random((uint32_t)fuzz_target.seed_count)]);
}

/* ---- rounds ---- */

static void run(struct slice input)
{
    struct arena *job = arena_new();
    char *exact = malloc(input.len + !input.len); /* so that the sanitizer knows its end */

    if (!exact)
        abort();
    if (input.len)
        memcpy(exact, input.ptr, input.len);
    now.input = (struct slice){exact, input.len};
    alarm(fuzz_seconds);
    fuzz_target.round(job, now.input);
    alarm(0);
    arena_free(job);
    free(exact);
}

static void run_round(unsigned long number)
{
    struct arena *job = arena_new();

    now.number = number;
    now.random = number * 0x2545F4914F6CDD1Du;
    snprintf(now.text, sizeof now.text, "%s: round %lu", fuzz_target.name, number);
    run(input_of(job, number));
    arena_free(job);
}

static void run_file(const char *path)
{
    struct arena *job = arena_new();
    FILE *in = fopen(path, "rb");
    struct buf text = buf_new(job, 64 << 20);

    if (!in) {
        perror(path);
        exit(2);
    }
    for (int c; (c = getc(in)) != EOF;)
        buf_char(&text, (char)c);
    fclose(in);
    snprintf(now.text, sizeof now.text, "%s: the file", fuzz_target.name);
    run(buf_slice(&text));
    arena_free(job);
}

int main(int argc, char **argv)
{
    unsigned long rounds = argc == 2 ? strtoul(argv[1], NULL, 10) : rounds_standard;

    watch();
    fuzz_life = arena_new();
    fuzz_stemmer = stemmer_new(fuzz_life);
    if (fuzz_target.start)
        fuzz_target.start();
    if (argc == 3 && strcmp(argv[1], "--round") == 0) {
        run_round(strtoul(argv[2], NULL, 10));
    } else if (argc == 3 && strcmp(argv[1], "--file") == 0) {
        run_file(argv[2]);
    } else {
        rounds = (rounds + fuzz_target.cost - 1) / fuzz_target.cost;
        for (unsigned long i = 0; i < rounds; i++)
            run_round(i);
        printf("%s: %lu rounds\n", fuzz_target.name, rounds);
    }
    arena_free(fuzz_life);
    return 0;
}

/* ---- checks ---- */

bool fuzz_is_utf8(struct slice s)
{
    return utf8_check(s) == s.len;
}

bool fuzz_is_within(struct slice part, struct slice whole)
{
    if (part.len == 0)
        return true;
    return part.ptr >= whole.ptr && part.len <= whole.len &&
           (size_t)(part.ptr - whole.ptr) <= whole.len - part.len;
}

bool fuzz_is_boundary(struct slice text, size_t at)
{
    return at == text.len || (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) != 0x80);
}

const char *fuzz_file(struct slice text)
{
    static char path[64];
    static int file = -1;

    if (file < 0) {
        file = memfd_create("kladez-fuzz", 0);
        snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    }
    if (file < 0 || ftruncate(file, 0) != 0 ||
        pwrite(file, text.len ? text.ptr : "", text.len, 0) != (ssize_t)text.len)
        abort();
    return path;
}
