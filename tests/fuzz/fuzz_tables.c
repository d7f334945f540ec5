/*
 * fuzz_tables.c - the tables of a generation that a search reads; fuzz_typing.c has those of what is
 * typed.
 *
 * The first byte of an input says which; the rest is the file.
 */
#include <math.h>

#include "engine/find/match.h"
#include "engine/find/rank.h"
#include "engine/index/forward.h"
#include "engine/query/expand.h"
#include "tests/fuzz/small.h"

enum { header_about = 48 /* bytes: behind it damage is found late */ };

static const char *const tokens[] = {
    "\x01\0\0\0", "\xFF\xFF\xFF\x7F", "null", "-1", "{", "}", NULL,
};

/* Undamaged, all of one generation. */
static struct {
    struct vocabulary *vocabulary;
    struct forward *forward;
    struct grams *grams;
} own;

static void start(void)
{
    const char *folder = small_new();
    struct err err;

    small_seed(folder, 'V', GENERATION_VOCABULARY);
    small_seed(folder, 'F', GENERATION_FORWARD);
    small_seed(folder, 'R', GENERATION_RECORDS);
    small_seed(folder, 'G', GENERATION_GRAMS);
    small_seed(folder, 'P', GENERATION_POSTINGS);
    if (!vocabulary_open(fuzz_life, small_path(folder, GENERATION_VOCABULARY), &own.vocabulary,
                         &err) ||
        !forward_open(fuzz_life, small_path(folder, GENERATION_FORWARD), &own.forward, &err) ||
        !grams_open(fuzz_life, small_path(folder, GENERATION_GRAMS), &own.grams, &err))
        fuzz_fail(__FILE__, __LINE__, err.text);
    file_remove(folder, &err);
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
        small_check_err(&err);
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
        small_check_err(&err);
        return;
    }
    for (uint32_t document = 0; document < 8; document++) {
        struct slice record;

        if (!records_read(r, job, document, &record, &err) || !article_parse(job, record, &a, &err))
            small_check_err(&err);
    }
}

static void round_grams(struct arena *job, struct slice text)
{
    uint32_t hashes[grams_of_word_max];
    struct grams *g;
    struct err err = {0};

    if (!grams_open(job, fuzz_file(text), &g, &err)) {
        small_check_err(&err);
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
        small_check_err(&err);
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

static void round_forward(struct arena *job, struct slice text)
{
    struct forward *f;
    struct err err = {0};

    if (!forward_open(job, fuzz_file(text), &f, &err)) {
        small_check_err(&err);
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

static const struct fuzz_kind kinds[] = {
    {'V', round_vocabulary}, {'F', round_forward}, {'G', round_grams},
    {'P', round_postings},   {'R', round_records},
};

/* Another table too, of the size it should have. */
static void one(struct arena *job, struct slice input)
{
    struct slice seed = fuzz_target.seeds[fuzz_random((uint32_t)fuzz_target.seed_count)];

    fuzz_by_kind(kinds, FUZZ_COUNT(kinds), job, input);
    fuzz_by_kind(kinds, FUZZ_COUNT(kinds), job,
                 fuzz_patch(job, seed, 1 + (fuzz_random(4) ? header_about : 0)));
}

struct fuzz_target fuzz_target = {
    .name = "fuzz_tables",
    .tokens = tokens,
    .max = 32000,
    .cost = 2,
    .start = start,
    .round = one,
};
