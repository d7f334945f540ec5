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

enum { rounds_standard = 20000, seeds_most = 20 };

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

/* ---- seeds and kinds ---- */

struct slice fuzz_add_seed(char kind, struct slice text)
{
    static struct slice seeds[seeds_most];
    struct buf out = buf_new(fuzz_life, text.len + 2);
    struct slice *seed = &seeds[fuzz_target.seed_count];

    CHECK(fuzz_target.seed_count++ < seeds_most);
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

/* ---- rounds ---- */

/* The first rounds are the seeds themselves: they must pass. */
static struct slice input_of(struct arena *job, unsigned long round)
{
    if (round < fuzz_target.seed_count)
        return fuzz_target.seeds[round];
    if (fuzz_random(16) == 0)
        return fuzz_rubbish(job);
    return fuzz_damage(job, fuzz_target.seeds[fuzz_random((uint32_t)fuzz_target.seed_count)]);
}

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
