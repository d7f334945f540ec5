/*
 * fuzz_typing.c - the tables of a generation for what is typed: completions, spelling; and what is
 * typed itself.
 *
 * The first byte of an input says which; the rest is the file, or the text.
 */
#include "engine/complete/complete_file.h"
#include "engine/complete/complete_write.h"
#include "engine/query/correct.h"
#include "tests/fuzz/small.h"

static const char *const tokens[] = {
    "\x01\0\0\0", "\xFF\xFF\xFF\x7F", "null", "-1", "{", "}", NULL,
};

/* Undamaged, all of one generation. */
static struct {
    struct vocabulary *vocabulary;
    struct spelling *spelling;
    struct slice complete; /* the larger completion table */
} own;

/* ---- seeds ---- */

/* A completion table with what only a larger one has: a crowded beginning, a phrase. */
static void add_crowded(const char *folder)
{
    const char *path = small_path(folder, GENERATION_COMPLETE);
    struct complete_writer *w = complete_writer_new(fuzz_life, fuzz_stemmer);
    struct complete_source a = {.id = SLICE("ru/x"),
                                .title = SLICE("Заказ отменён"),
                                .audience = SLICE("public"),
                                .lang = LANGUAGE_RU};
    struct err err;

    for (int i = 0; i < 200; i++)
        texts_add(fuzz_life, &a.asked, slice_of(arena_printf(fuzz_life, "о %d", i)));
    complete_writer_add(w, &a);
    a = (struct complete_source){.id = SLICE("y"),
                                 .title = SLICE("Отмена: заказ отменён"),
                                 .audience = SLICE("internal"),
                                 .lang = LANGUAGE_RU};
    texts_add(fuzz_life, &a.tags, SLICE("чек"));
    complete_writer_add(w, &a);
    if (!complete_write(w, spelling_translit(own.spelling), path, &err))
        fuzz_fail(__FILE__, __LINE__, err.text);
    own.complete = small_seed(folder, 'C', GENERATION_COMPLETE);
}

static void start(void)
{
    const char *folder = small_new();
    struct err err;

    fuzz_add_seed(
        'T', SLICE("Jgkfnbnt rfhnjq, d vty. `! zakaz 5 000 вай-фай \"oplatite\" немогу отк ройте"));
    small_seed(folder, 'C', GENERATION_COMPLETE);
    small_seed(folder, 'S', GENERATION_SPELLING);
    if (!vocabulary_open(fuzz_life, small_path(folder, GENERATION_VOCABULARY), &own.vocabulary,
                         &err) ||
        !spelling_open(fuzz_life, fuzz_stemmer, own.vocabulary,
                       small_path(folder, GENERATION_SPELLING), &own.spelling, &err))
        fuzz_fail(__FILE__, __LINE__, err.text);
    add_crowded(folder);
    file_remove(folder, &err);
}

/* ---- rounds ---- */

/* What is typed; as some may be seen, some not. */
static void complete_one(struct arena *job, struct complete *c, const char *typed, size_t size)
{
    struct slice names[] = {SLICE("public"), SLICE("internal")}, tag = SLICE("чек");
    struct texts audiences = {names, 1 + fuzz_random(2)}, tags = {&tag, fuzz_random(2)};
    enum language lang = (enum language)fuzz_random(language_count);
    struct wording_place pin = {SLICE("ru/x"), 1};
    struct wording_places places = {.pinned = &pin, .pinned_count = 1};
    struct complete_request q = {.typed = slice_of(typed),
                                 .audiences = &audiences,
                                 .tags = &tags,
                                 .lang = fuzz_random(2) ? &lang : NULL,
                                 .places = &places,
                                 .most = 1 + fuzz_random(complete_most)};
    struct completion out[complete_most];
    size_t n = complete_find(c, fuzz_stemmer, spelling_translit(own.spelling), job, &q, out);

    CHECK(n <= q.most);
    for (size_t i = 0; i < n; i++) {
        size_t last = 0;

        CHECK(out[i].type == COMPLETION_CORRECTION || out[i].text.len <= size);
        CHECK(out[i].id.len <= size && out[i].url.len <= size && out[i].count <= size);
        for (size_t k = 0; k < out[i].marks.count; k++) {
            CHECK(out[i].marks.items[k].start >= last);
            last = out[i].marks.items[k].end;
            CHECK(out[i].marks.items[k].start <= last && last <= out[i].text.len);
        }
    }
}

static void complete_all(struct arena *job, struct slice text, struct err *err)
{
    static const char *const typed[] = {
        "",    "о",         "как ",  "чек где", "paying by card", "zzz",
        "xtr", "jgkfnf rf", "oplat", "оплта",   "отмена заказ",   "чекк "};
    struct complete *c;

    if (!complete_open(job, fuzz_file(text), &c, err)) {
        small_check_err(err);
        return;
    }
    for (size_t i = 0; i < FUZZ_COUNT(typed); i++)
        complete_one(job, c, typed[i], text.len);
}

static void round_complete(struct arena *job, struct slice text)
{
    struct err err = {0};

    complete_all(job, text, &err);
    err = (struct err){0};
    complete_all(job, fuzz_patch(job, own.complete, sizeof(struct complete_header)), &err);
    CHECK(err.code == ERR_NONE);
}

/* Words of a query, as engine/query/query.c would give them. */
static void correct(struct arena *job, const struct spelling *s, struct slice text)
{
    struct corrector c = {.vocabulary = own.vocabulary, .spelling = s, .stemmer = fuzz_stemmer};
    struct correct_word words[64];
    struct words walk = words_of(text);
    struct corrections found;
    size_t count = 0, end = 0;
    struct word w;

    while (count < FUZZ_COUNT(words) && words_next(&walk, &w)) {
        struct slice norm = slice_copy(job, w.norm);
        struct slice stem = slice_copy(job, stem_word(fuzz_stemmer, norm, w.script));

        words[count++] = (struct correct_word){.norm = norm,
                                               .stem = stem,
                                               .script = w.script,
                                               .start = w.start,
                                               .end = w.end,
                                               .fixed = fuzz_random(9) == 0,
                                               .named = fuzz_random(9) == 0};
    }
    found = correct_words(job, &c, text, words, count);
    for (size_t i = 0; i < found.count; i++) {
        bool same = i && found.items[i].first == found.items[i - 1].first;

        CHECK(found.items[i].end <= text.len && (same || found.items[i].start >= end));
        CHECK(found.items[i].word_count <= correction_words_most);
        end = found.items[i].end;
    }
    CHECK(correct_text(job, text, &found).ptr || text.len == 0);
}

static void round_spelling(struct arena *job, struct slice text)
{
    static const char *const queries[] = {"оплтите jgkfnf kartoi", "отк ройте меню nfbkj wi-fi",
                                          "setings немогу zakaz 5000 'nj", "qqqq"};
    struct spelling_match found[spelling_most];
    struct spelling *s;
    struct err err = {0};

    if (!spelling_open(job, fuzz_stemmer, own.vocabulary, fuzz_file(text), &s, &err)) {
        small_check_err(&err);
        return;
    }
    for (size_t i = 0; i < FUZZ_COUNT(queries); i++) {
        struct slice query = slice_of(queries[i]), word = {query.ptr, slice_find(query, ' ')};
        size_t n = spelling_near(s, word, spelling_two_edits, spelling_most, found);

        CHECK(n <= spelling_most);
        while (n-- > 0)
            CHECK(found[n].word < vocabulary_size(own.vocabulary));
        correct(job, s, query);
    }
}

static void round_correct(struct arena *job, struct slice text)
{
    correct(job, own.spelling, text);
}

static const struct fuzz_kind kinds[] = {
    {'C', round_complete},
    {'S', round_spelling},
    {'T', round_correct},
};

static void one(struct arena *job, struct slice input)
{
    fuzz_by_kind(kinds, FUZZ_COUNT(kinds), job, input);
}

struct fuzz_target fuzz_target = {
    .name = "fuzz_typing",
    .tokens = tokens,
    .max = 32000,
    .cost = 2,
    .start = start,
    .round = one,
};
