/* test_classifier.c - which article a question belongs to, learned from others. */
#include "tests/unit/test.h"

#include "bot/classify/classifier.h"
#include "bot/classify/classifier_file.h"
#include "bot/classify/classifier_train.h"
#include "bot/classify/shingles.h"

static const char *const refund[] = {"как вернуть деньги за заказ", "хочу возврат средств",
                                     "верните деньги на карту", "когда придёт возврат"};
static const char *const password[] = {"забыл пароль от кабинета", "как сменить пароль",
                                       "не могу войти, пароль не подходит", "сбросить пароль"};
static const char *const delivery[] = {"где мой заказ", "когда привезут посылку",
                                       "курьер не приехал", "сколько идёт доставка"};

static void teach(struct fixture *f, struct classifier_lesson *l, const char *id,
                  const char *const *texts, size_t count)
{
    texts_add(f->job, &l->ids, slice_of(id));
    for (size_t i = 0; i < count; i++) {
        l->examples = arena_room(f->job, l->examples, l->example_count, sizeof *l->examples);
        l->examples[l->example_count++] =
            (struct classifier_example){(uint32_t)l->ids.count - 1, slice_of(texts[i])};
    }
}

static struct classifier_lesson lesson(struct fixture *f, size_t threads)
{
    struct classifier_lesson l = {.threads = threads};

    teach(f, &l, "refund", refund, 4);
    teach(f, &l, "password", password, 4);
    teach(f, &l, "delivery", delivery, 4);
    return l;
}

static const char *trained(struct fixture *f, const char *name, const struct classifier_lesson *l)
{
    const char *path = arena_printf(f->job, "%s/%s", f->folder, name);

    assert_ok(f, classifier_train(l, path, &f->err));
    return path;
}

static struct classifier *opened(struct fixture *f, const char *path)
{
    struct classifier *c;

    assert_ok(f, classifier_open(f->job, path, &c, &f->err));
    return c;
}

/* "refund", or "" if every margin is below 0. */
static const char *asked(struct fixture *f, const struct classifier *c, const char *text)
{
    static const char *const ids[] = {"refund", "password", "delivery"};
    const double *margins = classifier_margins(c, f->job, stemmer_new(f->job), slice_of(text));
    double most = 0;
    const char *best = "";

    for (size_t i = 0; i < 3; i++) {
        double margin = classifier_margin(c, margins, slice_of(ids[i]));

        if (margin > most) {
            most = margin;
            best = ids[i];
        }
    }
    return best;
}

static void questions_never_seen_are_told_apart(void **state)
{
    struct fixture *f = *state;
    struct classifier_lesson l = lesson(f, 2);
    const struct classifier *c = opened(f, trained(f, "c", &l));
    const double *margins;

    assert_int_equal(classifier_size(c), 3);
    assert_string_equal(asked(f, c, "Верните мне деньги!"), "refund");
    assert_string_equal(asked(f, c, "смена пароля"), "password");
    assert_string_equal(asked(f, c, "забыл парол"), "password"); /* by its pieces */
    assert_string_equal(asked(f, c, "где курьер с посылкой"), "delivery");
    assert_string_equal(asked(f, c, "погода на выходные"), "");
    assert_string_equal(asked(f, c, ""), "");
    margins = classifier_margins(c, f->job, stemmer_new(f->job), SLICE("пароль"));
    assert_near(classifier_margin(c, margins, SLICE("another")),
                (classifier_margin(c, margins, SLICE("refund")) +
                 classifier_margin(c, margins, SLICE("password")) +
                 classifier_margin(c, margins, SLICE("delivery"))) /
                    3,
                1e-9);
}

static void the_number_of_threads_changes_nothing(void **state)
{
    struct fixture *f = *state;
    struct classifier_lesson one = lesson(f, 1), four = lesson(f, 4);
    struct slice a, b;

    assert_ok(f, file_read(f->job, trained(f, "one", &one), 1 << 20, &a, &f->err));
    assert_ok(f, file_read(f->job, trained(f, "four", &four), 1 << 20, &b, &f->err));
    assert_true(slice_eq(a, b));
}

static void one_article_alone_is_no_class(void **state)
{
    struct fixture *f = *state;
    struct classifier_lesson nothing = {.threads = 1}, one = {.threads = 1};

    teach(f, &one, "refund", refund, 4);
    assert_int_equal(classifier_size(opened(f, trained(f, "nothing", &nothing))), 0);
    assert_int_equal(classifier_size(opened(f, trained(f, "one", &one))), 0);
    assert_string_equal(asked(f, opened(f, trained(f, "one", &one)), "возврат"), "");
}

static void a_file_knows_what_it_was_learned_from(void **state)
{
    struct fixture *f = *state;
    struct classifier_lesson l = lesson(f, 2);
    struct classifier *c = opened(f, trained(f, "c", &l));
    struct sign_hash same = classifier_lesson_hash(&l), other;

    l.threads = 1;
    l.examples[3].text = SLICE("где возврат");
    other = classifier_lesson_hash(&l);
    assert_true(classifier_learned(c, &same));
    assert_false(classifier_learned(c, &other));
    l = lesson(f, 2);
    l.examples[3].class = 1;
    other = classifier_lesson_hash(&l);
    assert_false(classifier_learned(c, &other));
}

static void a_file_that_is_not_whole_is_refused(void **state)
{
    struct fixture *f = *state;
    struct classifier_lesson l = lesson(f, 2);
    const char *path = trained(f, "c", &l);
    struct classifier *c;
    struct slice whole;
    char *text, *class;

    assert_ok(f, file_read(f->job, path, 1 << 20, &whole, &f->err));
    assert_ok(f, file_replace(path, (struct slice){whole.ptr, whole.len - 1}, 0644, &f->err));
    assert_false(classifier_open(f->job, path, &c, &f->err));
    assert_says(f, "is damaged");
    text = (char *)slice_copy(f->job, whole).ptr;
    class = text + sizeof(struct classifier_header);
    class[4] = class[7] = 127; /* where the first id ends */
    assert_ok(f, file_replace(path, (struct slice){text, whole.len}, 0644, &f->err));
    assert_false(classifier_open(f->job, path, &c, &f->err));
    assert_says(f, "an id ends before it begins");
}

static void shingles_are_words_pairs_and_pieces(void **state)
{
    struct fixture *f = *state;
    struct stemmer *stemmer = stemmer_new(f->job);
    struct shingles s = shingles_of(f->job, stemmer, SLICE("да нет да"));
    struct shingles other = shingles_of(f->job, stemmer, SLICE("Да, НЕТ... да"));
    size_t twice = 0;

    assert_int_equal(s.word_count, 4); /* да, нет, да нет, нет да */
    for (size_t i = 0; i < s.word_count; i++)
        twice += s.words[i].times == 2;
    assert_int_equal(twice, 1);
    assert_int_equal(s.piece_count, 6 + 10); /* ^д да а$ ^да да$ ^да$; of ^нет$ 4 + 3 + 2 + 1 */
    assert_int_equal(other.word_count, s.word_count);
    assert_memory_equal(other.pieces, s.pieces, s.piece_count * sizeof *s.pieces);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(questions_never_seen_are_told_apart), TEST(the_number_of_threads_changes_nothing),
        TEST(one_article_alone_is_no_class),       TEST(a_file_knows_what_it_was_learned_from),
        TEST(a_file_that_is_not_whole_is_refused), TEST(shingles_are_words_pairs_and_pieces),
    };

    return cmocka_run_group_tests_name("classifier", tests, NULL, NULL);
}
