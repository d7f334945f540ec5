/*
 * fuzz_tables.c - the tables of a generation.
 *
 * The first byte of an input says which; the rest is the file. The seeds are those of a small
 * index that is built before the first round.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "engine/complete/complete_file.h"
#include "engine/complete/complete_write.h"
#include "engine/find/match.h"
#include "engine/find/rank.h"
#include "engine/index/forward.h"
#include "engine/query/correct.h"
#include "engine/query/expand.h"
#include "indexer/build.h"
#include "indexer/publish.h"
#include "tests/fuzz/driver.h"

static const char *const tokens[] = {
    "\x01\0\0\0", "\xFF\xFF\xFF\x7F", "null", "-1", "{", "}", NULL,
};

/* Undamaged, all of one generation. */
static struct {
    struct vocabulary *vocabulary;
    struct forward *forward;
    struct grams *grams;
    struct spelling *spelling;
    struct slice complete; /* the larger completion table */
} own;

/* ---- seeds ---- */

static const char *const articles[] = {
    "---\ntitle: Оплата картой\nquestions: [Как платить?, Где чек?]\ntags: [a, b]\n---\n"
    "Оплатите *картой*.\n\n## Чек\n\n1. Откройте меню.\n2. Ждите.\n",
    "---\ntitle: Paying by card\naudience: internal\npopularity: 1\n---\nOpen wi-fi settings. "
    "Pay.\n",
    "# Доставка\n\nКурьер привезёт заказ. Order 5 000 now.\n",
};

static bool build(const char *folder, struct err *err)
{
    struct arena *job = fuzz_life;
    const char *source = arena_printf(job, "%s/source", folder);
    const char *data = arena_printf(job, "%s/data", folder);
    struct progress quiet = progress_new(true);
    struct report report;
    struct scan scan;
    struct build b = {.data = data, .threads = 1, .progress = &quiet, .report = &report};

    report_start(&report, job);
    if (!file_make_folder(source, err))
        return false;
    for (size_t i = 0; i < FUZZ_COUNT(articles); i++)
        if (!file_replace(arena_printf(job, "%s/%zu.md", source, i), slice_of(articles[i]), 0666,
                          err))
            return false;
    return build_lock(job, data, err) && scan_sources(job, &source, 1, &report, &scan, err) &&
           build_update(&b, &scan, err) &&
           file_make_folder(arena_printf(job, "%s/out", folder), err) &&
           build_generation(&b, arena_printf(job, "%s/out", folder), err);
}

static struct slice add_table(const char *folder, char kind, const char *name)
{
    struct slice text;
    struct err err;

    if (!file_read(fuzz_life, arena_printf(fuzz_life, "%s/out/%s", folder, name), 1 << 20, &text,
                   &err))
        fuzz_fail(__FILE__, __LINE__, err.text);
    return fuzz_add_seed(kind, text);
}

/* A completion table with what only a larger one has: a crowded beginning, a phrase. */
static void add_crowded(const char *folder)
{
    const char *path = arena_printf(fuzz_life, "%s/out/" GENERATION_COMPLETE, folder);
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
    own.complete = add_table(folder, 'C', GENERATION_COMPLETE);
}

static void add_tables(void)
{
    char folder[] = "/tmp/kladez-fuzz-XXXXXX";
    struct err err;

    if (!mkdtemp(folder) || !sign_start(&err) || !build(folder, &err))
        fuzz_fail(__FILE__, __LINE__, "the index for the seeds was built");
    add_table(folder, 'V', GENERATION_VOCABULARY);
    add_table(folder, 'C', GENERATION_COMPLETE);
    add_table(folder, 'F', GENERATION_FORWARD);
    add_table(folder, 'R', GENERATION_RECORDS);
    add_table(folder, 'G', GENERATION_GRAMS);
    add_table(folder, 'P', GENERATION_POSTINGS);
    add_table(folder, 'S', GENERATION_SPELLING);
    if (!vocabulary_open(fuzz_life,
                         arena_printf(fuzz_life, "%s/out/" GENERATION_VOCABULARY, folder),
                         &own.vocabulary, &err) ||
        !forward_open(fuzz_life, arena_printf(fuzz_life, "%s/out/" GENERATION_FORWARD, folder),
                      &own.forward, &err) ||
        !grams_open(fuzz_life, arena_printf(fuzz_life, "%s/out/" GENERATION_GRAMS, folder),
                    &own.grams, &err) ||
        !spelling_open(fuzz_life, fuzz_stemmer, own.vocabulary,
                       arena_printf(fuzz_life, "%s/out/" GENERATION_SPELLING, folder),
                       &own.spelling, &err))
        fuzz_fail(__FILE__, __LINE__, err.text);
    add_crowded(folder);
    file_remove(folder, &err);
}

static void start(void)
{
    read_start();
    fuzz_add_seed(
        'T', SLICE("Jgkfnbnt rfhnjq, d vty. `! zakaz 5 000 вай-фай \"oplatite\" немогу отк ройте"));
    add_tables();
}

/* ---- rounds ---- */

static void check_err(const struct err *err)
{
    CHECK(err->code != ERR_NONE && err->text[0] && fuzz_is_utf8(slice_of(err->text)));
}

/* What a search reads of three tables that may not belong together. */
static void weigh(struct arena *job, const struct vocabulary *v, const struct forward *f,
                  const struct grams *g)
{
    struct query q = query_parse(job, fuzz_stemmer, SLICE("как оплатить картой paying банка опла"));
    struct forwards forward = {{f}, 1};
    struct expansion e = {.vocabulary = v, .stemmer = fuzz_stemmer, .documents = 100};
    double rarity[query_words_max] = {3, 2, 1, 5, .5, 2};
    struct evidence_query asked;

    expand_query(job, &e, &q);
    evidence_query(&q, rarity, &asked);
    asked.mean_length = forward_mean_length(f, LANGUAGE_RU);
    asked.likeness =
        likeness_new(job, likeness_table_new(job, v, g), asked.slots, asked.count, 100);
    for (uint32_t document = 1; document < 8; document++) {
        struct evidence found = evidence_glance(&forward, &asked, document);

        evidence_read(&forward, &asked, document, &found);
        CHECK(isfinite(rank_weight(&found, asked.all)) && found.coverage <= 1.001);
    }
}

/* What is read of a file that is mapped lies in the file. */
static void round_vocabulary(struct arena *job, struct slice text)
{
    struct vocabulary *v;
    struct err err = {0};
    uint32_t numbers[10];
    size_t count;

    if (!vocabulary_open(job, fuzz_file(text), &v, &err)) {
        check_err(&err);
        return;
    }
    for (uint32_t i = 0; i < vocabulary_size(v) + 2; i++) {
        struct slice word = vocabulary_word(v, i), stem = vocabulary_stem(v, i);

        CHECK(word.len <= text.len && stem.len <= text.len);
        CHECK(vocabulary_find(v, word) < (int64_t)vocabulary_size(v));
        CHECK(vocabulary_find_stem(v, stem) < (int64_t)UINT32_MAX);
        CHECK(vocabulary_stems_of(v, i).count * sizeof(uint32_t) <= text.len);
        CHECK(vocabulary_words_with(v, vocabulary_stem_of(v, i)).count * sizeof(uint32_t) <=
              text.len);
        CHECK((vocabulary_documents(v, i) > 0) == (i < vocabulary_size(v)));
    }
    for (int i = 0; i < 2; i++) {
        count = vocabulary_beginning(v, i ? SLICE("о") : SLICE(""), FUZZ_COUNT(numbers), numbers);
        CHECK(count <= FUZZ_COUNT(numbers));
        while (count-- > 0)
            CHECK(numbers[count] < vocabulary_size(v));
    }
    weigh(job, v, own.forward, own.grams);
}

static void round_records(struct arena *job, struct slice text)
{
    struct records *r;
    struct article a;
    struct err err = {0};

    if (!records_open(job, fuzz_file(text), &r, &err)) {
        check_err(&err);
        return;
    }
    for (uint32_t document = 0; document < 8; document++) {
        struct slice record;

        if (!records_read(r, job, document, &record, &err) || !article_parse(job, record, &a, &err))
            check_err(&err);
    }
}

static void round_grams(struct arena *job, struct slice text)
{
    uint32_t hashes[grams_of_word_max];
    struct grams *g;
    struct err err = {0};

    if (!grams_open(job, fuzz_file(text), &g, &err)) {
        check_err(&err);
        return;
    }
    for (uint32_t word = 0; word < vocabulary_size(own.vocabulary); word++) {
        size_t count = grams_of(vocabulary_word(own.vocabulary, word), hashes);

        while (count-- > 0)
            CHECK(grams_documents(g, hashes[count]) >= 0);
    }
    weigh(job, own.vocabulary, own.forward, g);
}

/* What is found by it; in two parts as in one. */
static void match_all(struct arena *job, const struct postings *p)
{
    static const char *const typed[] = {"как оплатить картой", "оплата чек -доставка",
                                        "\"курьер привезёт\" wi-fi"};
    struct postings_parts parts = {{p, p}, 1};

    for (size_t i = 0; i < FUZZ_COUNT(typed); i++) {
        struct query q = query_parse(job, fuzz_stemmer, slice_of(typed[i]));
        struct match_request request = {.postings = &parts,
                                        .space = match_space_new(job),
                                        .query = query_tree(job, &q, QUERY_MATCH_ANY, NULL),
                                        .among = {3, 20}};
        struct matches found;
        struct err err;

        parts.count = 1 + i % 2;
        CHECK(match_find(&request, job, &found, &err));
        for (size_t k = 0; k < found.count; k++) {
            CHECK(found.documents[k] < 2 * (size_t)postings_documents(p));
            CHECK(found.weights[found.documents[k]] > 0);
        }
    }
}

static void round_postings(struct arena *job, struct slice text)
{
    struct postings *p;
    struct err err = {0};

    if (!postings_open(job, fuzz_file(text), &p, &err)) {
        check_err(&err);
        return;
    }
    for (uint32_t i = 0; i < vocabulary_size(own.vocabulary); i++) {
        struct posting_list list = postings_of(p, vocabulary_stem(own.vocabulary, i));
        uint32_t document, count;
        size_t n = 0;

        while (posting_next(&list, &document, &count))
            n++;
        CHECK(n <= text.len);
    }
    match_all(job, p);
}

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
        check_err(err);
        return;
    }
    for (size_t i = 0; i < FUZZ_COUNT(typed); i++)
        complete_one(job, c, typed[i], text.len);
}

/* Most damage changes the size, which is noticed at once; so some numbers are changed in place. */
static void round_complete(struct arena *job, struct slice text)
{
    static const uint32_t numbers[] = {0, 1, 7, 200, 0x7FFFFFFF, 0x80000000, UINT32_MAX};
    struct slice copy = slice_copy(job, own.complete);
    size_t header = sizeof(struct complete_header);
    struct err err = {0};

    complete_all(job, text, &err);
    for (uint32_t n = 1 + fuzz_random(40); n > 0; n--) {
        uint32_t number = numbers[fuzz_random(FUZZ_COUNT(numbers))];
        size_t at = header + 4 * (size_t)fuzz_random((uint32_t)(copy.len - header) / 4);

        memcpy((char *)copy.ptr + at, &number, sizeof number);
    }
    err = (struct err){0};
    complete_all(job, copy, &err);
    CHECK(err.code == ERR_NONE);
}

static void round_forward(struct arena *job, struct slice text)
{
    struct forward *f;
    struct err err = {0};

    if (!forward_open(job, fuzz_file(text), &f, &err)) {
        check_err(&err);
        return;
    }
    for (uint32_t document = 0; document < 8; document++) {
        struct forward_document d = forward_document(f, document);
        struct forward_run run = forward_runs(&d);
        uint32_t *words = forward_words(&d, job);
        size_t runs = 0;

        while (forward_run_next(&run))
            CHECK(++runs <= text.len);
        for (uint32_t i = 0; i < d.different; i++)
            CHECK(forward_find(&d, forward_word(&d, i)) <= d.different &&
                  forward_count(&d, i) < UINT32_MAX);
        CHECK(d.words <= text.len && (d.words == 0 || words[d.words - 1] <= UINT32_MAX));
    }
    for (int lang = 0; lang < language_count; lang++)
        CHECK(forward_mean_length(f, (enum language)lang) >= 1);
    weigh(job, own.vocabulary, f, own.grams);
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

        words[count++] =
            (struct correct_word){norm, stem, w.script, w.start, w.end, false, fuzz_random(9) == 0};
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
        check_err(&err);
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
    {'V', round_vocabulary}, {'C', round_complete}, {'F', round_forward}, {'G', round_grams},
    {'P', round_postings},   {'S', round_spelling}, {'T', round_correct}, {'R', round_records},
};

static void one(struct arena *job, struct slice input)
{
    fuzz_by_kind(kinds, FUZZ_COUNT(kinds), job, input);
}

struct fuzz_target fuzz_target = {
    .name = "fuzz_tables",
    .tokens = tokens,
    .max = 32000,
    .cost = 1,
    .start = start,
    .round = one,
};
