/* test_expand.c - what else the words of a query may stand for. */
#include "tests/unit/knowledge.h"

#include <math.h>

#include "engine/find/evidence.h"
#include "engine/query/expand.h"
#include "engine/query/thesaurus.h"

static const struct told base[] = {
    {.title = "Оплата картой", .body = "оплатить платёж оплачено оплата карточка"},
    {.title = "Верификация", .body = "верифицировать личный кабинет как вернуть карту"}};

static struct query expanded(struct fixture *f, const struct knowledge *k, const char *text,
                             const struct wording_rules *rules, bool finished)
{
    struct query q = query_parse(f->job, k->stemmer, slice_of(text));
    struct expansion e = {.vocabulary = k->vocabulary,
                          .stemmer = k->stemmer,
                          .wording = rules ? wording_new(f->job, k->stemmer, rules) : NULL,
                          .thesaurus = thesaurus_new(f->job, k->stemmer),
                          .documents = (double)k->documents,
                          .finished = finished};

    expand_query(f->job, &e, &q);
    return q;
}

static const struct query_option *option_of(const struct query *q, size_t word, enum query_why why)
{
    for (size_t i = 0; i < q->words[word].option_count; i++)
        if (q->words[word].options[i].why == why)
            return &q->words[word].options[i];
    return NULL;
}

/* Of the words an unfinished one may become each is an option of its own. */
static double goes_on_as(const struct query *q, size_t word, const char *stem)
{
    for (size_t i = 0; i < q->words[word].option_count; i++) {
        const struct query_option *o = &q->words[word].options[i];

        if (o->why == QUERY_BEGINNING && slice_is(o->parts[0].stems[0], stem))
            return o->weight;
    }
    return 0;
}

static bool option_has(const struct query_option *o, size_t part, const char *stem)
{
    for (size_t i = 0; o && part < o->count && i < o->parts[part].count; i++)
        if (slice_is(o->parts[part].stems[i], stem))
            return true;
    return false;
}

static void an_unfinished_word_goes_on_as_words_there_are(void **state)
{
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, base, 2);
    struct query q = expanded(f, &k, "картой опл", NULL, false);

    assert_null(option_of(&q, 0, QUERY_BEGINNING));
    assert_near(fmax(goes_on_as(&q, 1, "оплата"), goes_on_as(&q, 1, "оплатить")), 1, 1e-6);
    assert_near(goes_on_as(&q, 1, "карта"), 0, 0);
    q = expanded(f, &k, "карт", NULL, false);
    assert_true(goes_on_as(&q, 0, "карточка") > 0);
    q = expanded(f, &k, "картой опл", NULL, true);
    assert_null(option_of(&q, 1, QUERY_BEGINNING));
    q = expanded(f, &k, "опл? ", NULL, false);
    assert_true(goes_on_as(&q, 0, "оплата") > 0);
    q = expanded(f, &k, "как мне у вас оплатить этой карт", NULL, false);
    assert_null(option_of(&q, 6, QUERY_BEGINNING));
    q = expanded(f, &k, "как мне у вас оплатить этой карто", NULL, false);
    assert_true(goes_on_as(&q, 6, "карточка") > 0);
    q = expanded(f, &k, "ничего", NULL, false);
    assert_null(option_of(&q, 0, QUERY_BEGINNING));
    xap_reader_close(k.index);
}

/* A rare word says more than a frequent one, but hardly counts beside it when it is not there. */
static void the_first_of_many_beginnings_is_not_the_only_one(void **state)
{
    static const struct told told[] = {{.title = "Оплата"},
                                       {.title = "Оплата"},
                                       {.title = "Оплата"},
                                       {.title = "Оплошность"},
                                       {.title = "Вход"}};
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, told, 5);
    struct query q = expanded(f, &k, "опл", NULL, false);

    assert_near(goes_on_as(&q, 0, "оплошность"), 1, 1e-6);
    assert_true(goes_on_as(&q, 0, "оплата") >= 0.7 && goes_on_as(&q, 0, "оплата") < 1);
    assert_true(q.words[0].trust < 1);
    xap_reader_close(k.index);
}

static void a_word_is_whole_where_it_goes_on_in_one_way(void **state)
{
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, base, 2);
    struct query q = expanded(f, &k, "личный кабин", NULL, false);

    assert_slice(q.words[1].whole, "кабинет");
    assert_slice(q.words[1].norm, "кабин");
    q = expanded(f, &k, "опл", NULL, false); /* оплата or оплатить */
    assert_slice(q.words[0].whole, "опл");
    q = expanded(f, &k, "личный", NULL, false);
    assert_slice(q.words[0].whole, "личный");
    xap_reader_close(k.index);
}

static void a_word_that_is_one_already_goes_on_with_less_weight(void **state)
{
    static const struct told told[] = {{.title = "Как какао"}, {.title = "Как"}, {.title = "Как"}};
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, told, 3);
    struct query q = expanded(f, &k, "как", NULL, false);

    assert_true(goes_on_as(&q, 0, "какао") > 0 && goes_on_as(&q, 0, "какао") < 1);
    assert_near(goes_on_as(&q, 0, "как"), 0, 0); /* its own stem is no other one */
    xap_reader_close(k.index);
}

static void words_have_a_family_and_others_that_begin_alike(void **state)
{
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, base, 2);
    struct query q = expanded(f, &k, "оплатить верификатор чек ", NULL, false);

    assert_true(option_has(option_of(&q, 0, QUERY_FAMILY), 0, "оплата"));
    assert_false(option_has(option_of(&q, 0, QUERY_FAMILY), 0, "оплатить"));
    assert_true(option_of(&q, 0, QUERY_FAMILY)->weight < 1);
    assert_true(option_has(option_of(&q, 1, QUERY_LIKE), 0, "верификация"));
    assert_true(option_of(&q, 1, QUERY_LIKE)->weight < 1);
    assert_null(option_of(&q, 2, QUERY_LIKE)); /* too short to say anything */
    q = expanded(f, &k, "карты карточный ", NULL, false);
    assert_true(option_has(option_of(&q, 1, QUERY_LIKE), 0, "карточка"));
    xap_reader_close(k.index);
}

static void what_is_quoted_or_excluded_is_meant_as_it_stands(void **state)
{
    struct wording_synonym synonyms = {.from = {0}};
    struct fixture *f = *state;
    struct wording_rules rules = {.synonyms = &synonyms, .synonym_count = 1};
    struct knowledge k = knowledge_of(f, base, 2);
    struct query q;

    texts_add(f->job, &synonyms.from, SLICE("оплатить"));
    texts_add(f->job, &synonyms.from, SLICE("вернуть"));
    q = expanded(f, &k, "\"как оплатить\" карта -оплатить", &rules, false);
    assert_int_equal(q.words[1].option_count + q.words[3].option_count, 0);
    q = expanded(f, &k, "как мне и где мне тут \"оплатить\" это", &rules, false); /* a sentence */
    assert_non_null(option_of(&q, 6, QUERY_FAMILY));
    assert_non_null(option_of(&q, 6, QUERY_MEANT));
    xap_reader_close(k.index);
}

static void editors_say_what_words_mean_and_which_do_not_count(void **state)
{
    struct wording_synonym synonyms = {.from = {0}};
    struct fixture *f = *state;
    struct wording_rules rules = {.synonyms = &synonyms, .synonym_count = 1};
    struct knowledge k = knowledge_of(f, base, 2);
    const struct query_option *o;
    struct evidence_query words;
    struct query q;

    texts_add(f->job, &synonyms.from, SLICE("лк"));
    texts_add(f->job, &synonyms.from, SLICE("личный кабинет"));
    texts_add(f->job, &rules.stops, SLICE("как"));
    texts_add(f->job, &rules.stops, SLICE("вернуть"));
    q = expanded(f, &k, "как войти в лк ", &rules, false);
    o = option_of(&q, 3, QUERY_MEANT);
    assert_true(option_has(o, 0, "личный") && option_has(o, 1, "кабинет"));
    assert_int_equal(o->count, 2);
    assert_true(o->weight > 0.5 && o->weight < 1);
    assert_true(q.words[0].stop && !q.words[1].stop);
    evidence_query(&q, (double[]){1, 1, 1, 1}, &words);
    assert_int_equal(words.count, 3);
    q = expanded(f, &k, "как вернуть ", &rules, false); /* of these alone all count */
    assert_false(q.words[0].stop || q.words[1].stop);
    q = expanded(f, &k, "\"как вернуть\" оплата -как", &rules, false);
    assert_false(q.words[0].stop || q.words[1].stop || q.words[3].stop);
    xap_reader_close(k.index);
}

static const struct told cars[] = {
    {.title = "Renting a vehicle",
     .body = "What it costs to rent a vehicle, and how to pay the fee."},
    {.title = "Invoices", .body = "An invoice shows the price. A car, a price, an invoice."},
    {.title = "Личный кабинет", .body = "Ваш личный кабинет. Стоимость и цена."}};

/* What it may be called besides, of which `stem` is a part: a word of its own, or of a phrase. */
static const struct query_option *called(const struct query *q, size_t word, const char *stem)
{
    for (size_t i = 0; i < q->words[word].option_count; i++) {
        const struct query_option *o = &q->words[word].options[i];

        if (o->why == QUERY_RELATED && option_has(o, 0, stem))
            return o;
    }
    return NULL;
}

static void other_names_find_and_related_words_add_weight(void **state)
{
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, cars, 3);
    struct query q = expanded(f, &k, "car cab price цену ", NULL, false);

    assert_true(called(&q, 0, "vehicl")->weight >= 0.5 && called(&q, 0, "vehicl")->weight < 1);
    assert_false(called(&q, 0, "vehicl")->only_weighs);
    assert_null(option_of(&q, 1, QUERY_RELATED)); /* nothing it may be called is there */
    assert_false(called(&q, 2, "cost")->only_weighs);
    assert_true(called(&q, 2, "fee")->only_weighs && called(&q, 2, "fee")->weight < 0.5);
    assert_non_null(called(&q, 3, "стоимость"));
    xap_reader_close(k.index);
}

static void what_is_not_there_is_looked_for_as_what_it_is_called(void **state)
{
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, cars, 3);
    struct query q = expanded(f, &k, "automobile лк bill tariff ", NULL, false);
    const struct query_option *o = option_of(&q, 1, QUERY_RELATED);

    assert_true(o->count == 2 && option_has(o, 0, "личный") && option_has(o, 1, "кабинет"));
    assert_true(!o->only_weighs && o->weight > 0.5 && o->weight < 1);
    o = called(&q, 2, "invoic");
    assert_true(!o->only_weighs && o->weight > called(&q, 3, "price")->weight);
    assert_false(called(&q, 3, "price")->only_weighs);
    q = expanded(f, &k, "-car \"price\" ", NULL, false);
    assert_null(option_of(&q, 0, QUERY_RELATED));
    assert_null(option_of(&q, 1, QUERY_RELATED));
    xap_reader_close(k.index);
}

static void a_phrase_is_called_by_a_word(void **state)
{
    static const struct told told[] = {
        {.title = "Cancel a plan", .body = "To call off a meeting."}};
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, told, 1);
    struct query q = expanded(f, &k, "call off a plan ", NULL, false);

    assert_true(option_has(option_of(&q, 0, QUERY_RELATED), 0, "cancel"));
    assert_true(option_has(option_of(&q, 1, QUERY_RELATED), 0, "cancel"));
    q = expanded(f, &k, "cancel ", NULL, false); /* it is there: no phrase is looked for */
    assert_int_equal(option_of(&q, 0, QUERY_RELATED) != NULL, 0);
    xap_reader_close(k.index);
}

static void editors_words_go_before_those_of_the_program(void **state)
{
    struct wording_synonym synonyms = {.from = {0}};
    struct wording_rules rules = {.synonyms = &synonyms, .synonym_count = 1};
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, cars, 3);
    struct query q;

    texts_add(f->job, &synonyms.from, SLICE("car"));
    texts_add(f->job, &synonyms.from, SLICE("invoice"));
    q = expanded(f, &k, "car price ", &rules, false);
    assert_non_null(option_of(&q, 0, QUERY_MEANT));
    assert_null(option_of(&q, 0, QUERY_RELATED));
    xap_reader_close(k.index);
}

static void function_words_say_less(void **state)
{
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, cars, 3);
    struct query q = expanded(f, &k, "how to price как цена не то", NULL, false);

    assert_true(query_word_says(&q.words[0]) < 1 && query_word_says(&q.words[3]) < 1);
    assert_near(query_word_says(&q.words[2]), 1, 0);
    assert_near(query_word_says(&q.words[5]), 1, 0); /* it changes what is asked about */
    assert_near(query_word_says(&q.words[6]), 1, 0); /* it may go on */
    xap_reader_close(k.index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_unfinished_word_goes_on_as_words_there_are),
        TEST(the_first_of_many_beginnings_is_not_the_only_one),
        TEST(a_word_is_whole_where_it_goes_on_in_one_way),
        TEST(a_word_that_is_one_already_goes_on_with_less_weight),
        TEST(words_have_a_family_and_others_that_begin_alike),
        TEST(what_is_quoted_or_excluded_is_meant_as_it_stands),
        TEST(editors_say_what_words_mean_and_which_do_not_count),
        TEST(other_names_find_and_related_words_add_weight),
        TEST(what_is_not_there_is_looked_for_as_what_it_is_called),
        TEST(a_phrase_is_called_by_a_word),
        TEST(editors_words_go_before_those_of_the_program),
        TEST(function_words_say_less),
    };

    return cmocka_run_group_tests_name("expand", tests, NULL, NULL);
}
