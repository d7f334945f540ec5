/* fuzz_wordlists.c - editors' words: whatever the lines are, what is kept of them is within the
 * maxima, reads back from a generation as it was, and answers any query. */
#include "engine/query/wording.h"
#include "indexer/wordlists.h"
#include "tests/fuzz/driver.h"

static const struct slice seeds[] = {
    FUZZ_SEED(
        "вайфай = wi-fi = беспроводная сеть\nлк => личный кабинет\n?личный кабинет вайфай лк"),
    FUZZ_SEED("# c\nоплата картой = карта -> ru/pay\n*карта* -> b at 2 from 2026-01-01 until "
              "2027-01-01\n-> x\nкарта -> hide c\n?карта оплата карта"),
    FUZZ_SEED("как\nв\nit\nоплатить = how to pay => pay\n?как в"),
    FUZZ_SEED("где баллы? -> ru/a\nГде  БАЛЛЫ -> b\na -> b -> c\n-> x\n? -> y\nq ->\n?где"),
    FUZZ_SEED("a b = b c\nb = c\nc d e = a\na = b\r\n?a b c d e"),
};

static const char *const tokens[] = {
    " = ",
    " => ",
    " -> ",
    "*",
    "hide ",
    " at 3",
    " from 2026-02-30",
    "\n",
    "#",
    "?",
    " = = ",
    " until 9999-12-31",
    "кабинет",
    "картой",
    "wi-fi",
    "C++",
    "5 000",
    "\r\n",
    "\t",
    "=>=>",
    "->->",
    "Ё",
    "a",
    "b",
    NULL,
};

static void check_rules(const struct wordlists *lists)
{
    const struct wording_rules *rules = &lists->rules;

    CHECK(rules->synonym_count <= wording_synonyms_max);
    CHECK(rules->stops.count <= wording_stops_max && rules->pin_count <= wording_pins_max);
    for (size_t i = 0; i < rules->synonym_count; i++) {
        const struct wording_synonym *s = &rules->synonyms[i];

        CHECK(s->from.count + s->to.count <= wording_alternatives_max);
        CHECK(s->from.count >= 1 && s->from.count + s->to.count >= 2);
    }
    for (size_t i = 0; i < rules->pin_count; i++) {
        const struct wording_pin *p = &rules->pins[i];

        CHECK(p->id.len && p->id.len <= article_id_max && p->position <= wording_position_max);
        CHECK(!p->until || p->from < p->until);
        CHECK(!(p->hides && p->position) && (p->asked.len || !p->contains));
        CHECK(lists->pins[i].line > 0);
    }
}

static void check_questions(struct arena *job, const struct words_questions *list)
{
    struct map seen = map_new(job);
    size_t of_articles = 0;

    for (size_t i = 0; i < list->count; i++) {
        const struct words_question *q = &list->items[i];

        CHECK(q->text.len && q->text.len <= words_question_max && q->norm.len);
        CHECK(q->id.len && q->id.len <= article_id_max && q->place.line > 0);
        CHECK(!map_find(&seen, q->norm) && map_find(&list->by_id, q->id));
        map_put(&seen, q->norm, job);
    }
    for (size_t i = 0; i < list->by_id.count; i++)
        of_articles += ((const struct texts *)list->by_id.entries[i].value)->count;
    CHECK(of_articles == list->count);
}

/* JSON holds UTF-8 alone; the reader of files lets nothing else in. */
static void check_again(struct arena *job, const struct wording_rules *rules)
{
    struct slice text = wording_rules_print(job, rules);
    struct wording_rules again;
    struct err err;

    CHECK(wording_rules_parse(job, text, &again, &err));
    CHECK(slice_eq(text, wording_rules_print(job, &again)));
}

static void check_synonyms(struct arena *job, const struct wording *w,
                           const struct wording_phrase *q)
{
    struct wording_matches found = wording_synonyms(w, job, q->words, q->count);

    for (size_t i = 0; i < found.count; i++) {
        const struct wording_match *m = &found.items[i], *before = i ? m - 1 : NULL;

        CHECK(m->count && m->count <= wording_phrase_words_max);
        CHECK(m->first + m->count <= q->count);
        CHECK(!before || before->first < m->first ||
              (before->first == m->first && before->count > m->count && m->inside));
        CHECK(m->alternative_count && m->alternative_count <= wording_alternatives_max);
        for (size_t k = 0; k < m->alternative_count; k++)
            CHECK(m->alternatives[k].phrase->count);
    }
}

static void check_pins(struct arena *job, const struct wording *w, const struct wording_phrase *q)
{
    struct wording_places found = wording_pins(w, job, q->words, q->count, 1767225600000);

    CHECK(found.pinned_count <= wording_position_max);
    for (size_t i = 0; i < found.pinned_count; i++) {
        CHECK(found.pinned[i].position <= wording_position_max);
        CHECK(found.pinned[i].position > (i ? found.pinned[i - 1].position : 0));
        CHECK(!texts_have(&found.hidden, found.pinned[i].id));
    }
}

static void check_query(struct arena *job, const struct wording *w, struct slice text)
{
    struct wording_phrase q = wording_phrase_of(job, fuzz_stemmer, text, 64);
    bool *stop_words = ARENA_ARRAY(job, bool, q.count);
    size_t left, stops = 0;

    for (size_t i = 0; i < q.count; i++)
        if (fuzz_random(8) == 0)
            q.words[i].stem_count = 0;
    left = wording_mark_stops(w, q.words, q.count, stop_words);
    for (size_t i = 0; i < q.count; i++)
        stops += stop_words[i];
    CHECK(stops + left <= q.count && (left || stops == 0));
    check_synonyms(job, w, &q);
    check_pins(job, w, &q);
}

static void one(struct arena *job, struct slice input)
{
    struct slice query = input, lines = slice_cut(&query, '?');
    struct wordlists_reader *reader;
    struct wordlists lists;
    struct report report;

    report_start(&report, job);
    reader = wordlists_begin(job, &report);
    for (int kind = WORDS_SYNONYMS; kind <= WORDS_QUESTIONS; kind++)
        wordlists_read_text(reader, "x", (enum words_kind)kind, lines);
    lists = wordlists_finish(reader);
    check_rules(&lists);
    check_questions(job, &lists.questions);
    if (fuzz_is_utf8(lines))
        check_again(job, &lists.rules);
    check_query(job, wording_new(job, fuzz_stemmer, &lists.rules), query);
    check_query(job, wording_new(job, fuzz_stemmer, &lists.rules), lines);
}

struct fuzz_target fuzz_target = {
    .name = "fuzz_wordlists",
    .seeds = seeds,
    .seed_count = FUZZ_COUNT(seeds),
    .tokens = tokens,
    .max = 3000,
    .cost = 1,
    .round = one,
};
