/* test_wording.c - editors' words: what reading and looking up promise beyond the cases. */
#include "tests/unit/test.h"

#include "base/clock.h"
#include "engine/query/wording.h"
#include "indexer/wordlists.h"

static struct report report;

static struct wordlists lists_of(struct fixture *f, const char *synonyms, const char *stops,
                                 const char *pins)
{
    struct wordlists_reader *r;

    report_start(&report, f->job);
    r = wordlists_begin(f->job, &report);
    wordlists_read_text(r, "synonyms.txt", WORDS_SYNONYMS, slice_of(synonyms));
    wordlists_read_text(r, "stopwords.txt", WORDS_STOPS, slice_of(stops));
    wordlists_read_text(r, "pins.txt", WORDS_PINS, slice_of(pins));
    return wordlists_finish(r);
}

static const struct wording *wording_of(struct fixture *f, const char *synonyms, const char *stops,
                                        const char *pins)
{
    struct wordlists *lists = ARENA_NEW(f->job, struct wordlists);

    *lists = lists_of(f, synonyms, stops, pins);
    return wording_new(f->job, stemmer_new(f->job), &lists->rules);
}

static struct wording_phrase words_in(struct fixture *f, const char *text)
{
    return wording_phrase_of(f->job, stemmer_new(f->job), slice_of(text), 64);
}

static const char *findings(struct fixture *f)
{
    struct buf out = buf_new(f->job, 1 << 20);

    report_print(&report, 1000, &out);
    return out.len ? buf_slice(&out).ptr : "";
}

static void a_word_is_found_by_any_of_its_stems(void **state)
{
    struct fixture *f = *state;
    const struct wording *w = wording_of(f, "люди = народ", "", "люди -> a");
    const struct slice stems[] = {SLICE("человек"), SLICE("люд")};
    const struct wording_word word = {SLICE("люди"), WORD_CYRILLIC, stems, 2};
    struct wording_matches found = wording_synonyms(w, f->job, &word, 1);

    assert_int_equal(found.count, 1);
    assert_slice(found.items[0].alternatives[0].phrase->text, "народ");
    assert_int_equal(wording_pins(w, f->job, &word, 1, 0).pinned_count, 1);
}

static void nothing_reaches_across_a_gap(void **state)
{
    struct fixture *f = *state;
    const struct wording *w = wording_of(f, "личный кабинет = аккаунт", "", "кабинет -> a");
    struct wording_phrase q = words_in(f, "личный мой кабинет");

    q.words[1].stem_count = 0;
    assert_int_equal(wording_synonyms(w, f->job, q.words, q.count).count, 0);
    assert_int_equal(wording_pins(w, f->job, q.words, q.count, 0).pinned_count, 0);
    assert_int_equal(wording_pins(w, f->job, q.words + 1, 2, 0).pinned_count, 1);
    q.words[2].stem_count = 0; /* nothing but gaps is not an empty question */
    w = wording_of(f, "", "", "-> a");
    assert_int_equal(wording_pins(w, f->job, q.words + 1, 2, 0).pinned_count, 0);
    assert_int_equal(wording_pins(w, f->job, NULL, 0, 0).pinned_count, 1);
}

static void an_alternative_has_its_words_with_their_stems(void **state)
{
    struct fixture *f = *state;
    const struct wording *w = wording_of(f, "ЛК => Личный Кабинет", "", "");
    struct wording_phrase q = words_in(f, "лк");
    struct wording_matches found = wording_synonyms(w, f->job, q.words, q.count);
    const struct wording_phrase *p = found.items[0].alternatives[0].phrase;

    assert_true(found.items[0].alternatives[0].one_way);
    assert_slice(p->text, "Личный Кабинет");
    assert_int_equal(p->count, 2);
    assert_slice(p->words[0].norm, "личный");
    assert_slice(p->words[0].stems[0], "личный");
    assert_int_equal(p->words[1].script, WORD_CYRILLIC);
}

static void stop_words_alone_are_asked_as_they_are(void **state)
{
    struct fixture *f = *state;
    const struct wording *w = wording_of(f, "", "как\nв\n", "");
    struct wording_phrase q = words_in(f, "Как оплатить в?");
    bool stop[3];

    assert_int_equal(wording_mark_stops(w, q.words, 3, stop), 1);
    assert_true(stop[0] && !stop[1] && stop[2]);
    q.words[1].stem_count = 0; /* behind a minus: it cannot be what is looked for */
    assert_int_equal(wording_mark_stops(w, q.words, 3, stop), 2);
    assert_false(stop[0] || stop[1] || stop[2]);
    assert_true(wording_is_stop(w, SLICE("как")));
    assert_false(wording_is_stop(w, SLICE("какой")));
}

static size_t synonyms_in(struct fixture *f, const struct wording *w, const char *text)
{
    struct wording_phrase q = words_in(f, text);

    return wording_synonyms(w, f->job, q.words, q.count).count;
}

static void function_words_may_stand_inside_a_phrase(void **state)
{
    struct fixture *f = *state;
    const struct wording *w = wording_of(f, "не пришел заказ = доставка задерживается", "", "");
    struct wording_phrase q = words_in(f, "скажите, не пришел еще мой заказ");
    struct wording_matches found = wording_synonyms(w, f->job, q.words, q.count);

    assert_int_equal(found.count, 1);
    assert_int_equal(found.items[0].first, 1);
    assert_int_equal(found.items[0].count, 5);
    assert_int_equal(synonyms_in(f, w, "не пришел первый заказ"), 0);
    assert_int_equal(synonyms_in(f, w, "не пришел этот ваш и мой и еще и их заказ"),
                     0); /* too far */
    q.words[3].stem_count = 0;
    assert_int_equal(wording_synonyms(w, f->job, q.words, q.count).count, 0);
}

static void a_reflexive_verb_is_not_its_plain_one(void **state)
{
    struct fixture *f = *state;
    const struct wording *w = wording_of(f, "связаться => контакты\nвключать => запускать", "", "");

    assert_int_equal(synonyms_in(f, w, "свяжитесь со мной"), 1);
    assert_int_equal(synonyms_in(f, w, "связать сети"), 0);
    assert_int_equal(synonyms_in(f, w, "включается"), 1);
    w = wording_of(f, "запись => протокол", "", ""); /* a noun, whatever its end */
    assert_int_equal(synonyms_in(f, w, "записи"), 1);
}

static int64_t at(const char *text)
{
    int64_t wall = 0;

    assert_true(clock_parse(slice_of(text), &wall));
    return wall;
}

static void a_pin_lasts_from_its_first_day_to_the_end_of_its_last(void **state)
{
    struct fixture *f = *state;
    const struct wording *w = wording_of(f, "", "",
                                         "x -> a from 2026-12-01 until 2026-12-31\n"
                                         "y -> b until 2026-12-31T18:00+03:00\n");
    struct wording_phrase x = words_in(f, "x"), y = words_in(f, "y");

    assert_int_equal(wording_pins(w, f->job, x.words, 1, at("2026-12-01") - 1).pinned_count, 0);
    assert_int_equal(wording_pins(w, f->job, x.words, 1, at("2026-12-01")).pinned_count, 1);
    assert_int_equal(wording_pins(w, f->job, x.words, 1, at("2027-01-01") - 1).pinned_count, 1);
    assert_int_equal(wording_pins(w, f->job, x.words, 1, at("2027-01-01")).pinned_count, 0);
    assert_int_equal(wording_pins(w, f->job, y.words, 1, at("2026-12-31T14:59Z")).pinned_count, 1);
    assert_int_equal(wording_pins(w, f->job, y.words, 1, at("2026-12-31T15:00Z")).pinned_count, 0);
}

static void places_behind_the_last_are_dropped(void **state)
{
    struct fixture *f = *state;
    struct buf pins = buf_new(f->job, 1 << 16);
    struct wording_phrase q = words_in(f, "x");
    struct wording_places found;
    const struct wording *w;

    for (int i = 0; i < wording_position_max + 5; i++)
        buf_printf(&pins, "x -> a%d at 20\nx -> b%d\n", i, i);
    w = wording_of(f, "", "", buf_slice(&pins).ptr);
    found = wording_pins(w, f->job, q.words, q.count, 0);
    assert_int_equal(found.pinned_count, wording_position_max);
    for (unsigned i = 0; i < wording_position_max; i++)
        assert_int_equal(found.pinned[i].position, i + 1);
    assert_slice(found.pinned[19].id, "a0");
}

static void what_a_generation_keeps_reads_back_as_it_was(void **state)
{
    struct fixture *f = *state;
    struct wordlists lists =
        lists_of(f, "a = \"b\" = c\tc\nлк => личный кабинет = x\n", "как\n",
                 "*x y* -> hide ru/a from 2026-12-01 until 2026-12-31\n-> b at 3\n");
    struct slice text = wording_rules_print(f->job, &lists.rules);
    const char *path = arena_printf(f->job, "%s/wording.json", f->folder);
    struct wording_rules again;
    struct wording *w;

    assert_string_equal(findings(f), "");
    assert_ok(f, wording_rules_parse(f->job, text, &again, &f->err));
    assert_slice(text, slice_cstr(f->job, wording_rules_print(f->job, &again)));
    assert_int_equal(again.synonyms[1].to.count, 2);
    assert_true(again.pins[0].contains && again.pins[0].hides);
    assert_true(again.pins[0].until == at("2027-01-01"));
    assert_int_equal(again.pins[1].position, 3);
    assert_ok(f, file_replace(path, text, 0600, &f->err));
    assert_ok(f, wording_open(f->job, stemmer_new(f->job), path, &w, &f->err));
    assert_int_equal(wording_rules(w)->pin_count, 2);
    assert_ok(f, file_replace(path, SLICE("{"), 0600, &f->err));
    assert_false(wording_open(f->job, stemmer_new(f->job), path, &w, &f->err));
    assert_says(f, "wording.json");
}

static void a_fault_has_its_line_and_leaves_the_others(void **state)
{
    struct fixture *f = *state;
    struct wordlists lists =
        lists_of(f, "# a comment\r\n\r\na = b\r\nalone\r\nc = d", "", "# no\nx > y\nx -> y\n");

    assert_int_equal(lists.rules.synonym_count, 2);
    assert_slice(lists.rules.synonyms[1].from.items[1], "d");
    assert_int_equal(lists.rules.pin_count, 1);
    assert_int_equal(lists.pins[0].line, 3);
    assert_non_null(strstr(findings(f), "synonyms.txt:4: 'alone' stands alone"));
    assert_non_null(strstr(findings(f), "pins.txt:2: '->' is missing"));
    assert_int_equal(report.warnings, 2);
}

static void too_much_is_said_once(void **state)
{
    struct fixture *f = *state;
    struct buf synonyms = buf_new(f->job, 8 << 20), stops = buf_new(f->job, 1 << 20);
    struct wordlists lists;

    for (int i = 0; i < wording_synonyms_max + 10; i++)
        buf_printf(&synonyms, "a%d = b%d\n", i, i);
    for (int i = 0; i < wording_stops_max + 10; i++)
        buf_printf(&stops, "w%d\n", i);
    lists = lists_of(f, buf_slice(&synonyms).ptr, buf_slice(&stops).ptr, "");
    assert_int_equal(lists.rules.synonym_count, wording_synonyms_max);
    assert_int_equal(lists.rules.stops.count, wording_stops_max);
    assert_int_equal(report.warnings, 2);
    assert_non_null(strstr(findings(f), "synonyms.txt:10001: more than 10000 synonyms"));

    synonyms.len = 0;
    for (int i = 0; i <= wording_alternatives_max; i++)
        buf_printf(&synonyms, "%sa%d", i ? " = " : "", i);
    lists = lists_of(f, buf_slice(&synonyms).ptr, "", "");
    assert_int_equal(lists.rules.synonym_count, 0);
    assert_non_null(strstr(findings(f), "synonyms.txt:1: 51 phrases: a line may have 50"));
    synonyms.len = 0;
    while (synonyms.len <= wordlists_line_max)
        buf_text(&synonyms, "a = ");
    lists = lists_of(f, buf_slice(&synonyms).ptr, "", "");
    assert_non_null(strstr(findings(f), "more than 4000: left out"));
}

static void pins_of_absent_articles_and_past_days_are_said_once_a_line(void **state)
{
    struct fixture *f = *state;
    struct wordlists lists =
        lists_of(f, "", "", "x = y = z -> gone\nx = y -> a until 2020-01-01\nz -> a\n");
    struct map ids = map_new(f->job);

    map_put(&ids, SLICE("a"), f);
    assert_int_equal(lists.rules.pin_count, 6);
    wordlists_check_ids(&lists, &ids, &report);
    assert_int_equal(lists.rules.pin_count, 3);
    wordlists_check_dates(&lists, at("2020-01-01"), &report);
    assert_int_equal(report.advice, 0); /* the last day is not over yet */
    wordlists_check_dates(&lists, at("2020-01-02"), &report);
    assert_string_equal(findings(f), "pins.txt:1: there is no article 'gone': left out\n"
                                     "pins.txt:2: it is over ('until'): the line may be removed\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_word_is_found_by_any_of_its_stems),
        TEST(nothing_reaches_across_a_gap),
        TEST(function_words_may_stand_inside_a_phrase),
        TEST(a_reflexive_verb_is_not_its_plain_one),
        TEST(an_alternative_has_its_words_with_their_stems),
        TEST(stop_words_alone_are_asked_as_they_are),
        TEST(a_pin_lasts_from_its_first_day_to_the_end_of_its_last),
        TEST(places_behind_the_last_are_dropped),
        TEST(what_a_generation_keeps_reads_back_as_it_was),
        TEST(a_fault_has_its_line_and_leaves_the_others),
        TEST(too_much_is_said_once),
        TEST(pins_of_absent_articles_and_past_days_are_said_once_a_line),
    };

    return cmocka_run_group_tests_name("wording", tests, NULL, NULL);
}
