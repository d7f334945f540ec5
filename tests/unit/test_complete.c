/* test_complete.c - completion: what is offered, in which order, and to whom. */
#include "tests/unit/test.h"

#include "engine/complete/complete_write.h"

/* A table that is being made, then asked. */
struct table {
    struct fixture *f;
    struct stemmer *stemmer;
    struct translit *translit;
    struct complete_writer *writer;
    struct complete *complete;
    struct texts audiences, tags;
    const enum language *lang;
    const struct wording_places *places;
    size_t most;
};

static struct table table_new(struct fixture *f)
{
    struct table t = {.f = f, .stemmer = stemmer_new(f->job), .most = 8};

    assert_ok(f, translit_new(f->job, t.stemmer, &t.translit, &f->err));
    t.writer = complete_writer_new(f->job, t.stemmer);
    texts_add(f->job, &t.audiences, SLICE("public"));
    return t;
}

static struct texts parts(struct fixture *f, const char *list)
{
    struct slice rest = slice_of(list);
    struct texts out = {0};

    while (rest.len)
        texts_add(f->job, &out, slice_cut(&rest, '|'));
    return out;
}

/* An article; questions, headings and tags are parted by |. */
struct article_of {
    const char *id, *title, *asked, *headings, *tags, *audience;
    double popularity;
};

static void add(struct table *t, struct article_of a)
{
    struct slice title = slice_of(a.title);
    struct complete_source s = {.id = slice_of(a.id),
                                .url = slice_of(arena_printf(t->f->job, "/articles/%s", a.id)),
                                .audience = a.audience ? slice_of(a.audience) : SLICE("public"),
                                .title = title,
                                .lang = language_of(title, LANGUAGE_EN),
                                .popularity = a.popularity};

    s.asked = parts(t->f, a.asked);
    s.headings = parts(t->f, a.headings);
    s.tags = parts(t->f, a.tags);
    complete_writer_add(t->writer, &s);
}

static void finish(struct table *t)
{
    const char *path = arena_printf(t->f->job, "%s/complete.dat", t->f->folder);

    assert_ok(t->f, complete_write(t->writer, t->translit, path, &t->f->err));
    assert_ok(t->f, complete_open(t->f->job, path, &t->complete, &t->f->err));
}

static void print_row(struct buf *out, const struct completion *c)
{
    size_t at = 0;

    if (out->len)
        buf_text(out, " / ");
    if (c->type == COMPLETION_CORRECTION)
        buf_printf(out, "%s: ", correction_name(c->kind));
    for (size_t i = 0; i < c->marks.count; i++) {
        const struct mark *m = &c->marks.items[i];

        buf_printf(out, "%.*s[%.*s]", (int)(m->start - at), c->text.ptr + at,
                   (int)(m->end - m->start), c->text.ptr + m->start);
        at = m->end;
    }
    buf_add(out, (struct slice){c->text.ptr + at, c->text.len - at});
    if (c->type == COMPLETION_QUERY)
        buf_printf(out, " %zu", c->count);
}

/* "[опл]ата картой 3 / [Опл]ата заказа": a query has a count, an article has none. */
static const char *typed(struct table *t, const char *text)
{
    struct complete_request q = {.typed = slice_of(text),
                                 .lang = t->lang,
                                 .audiences = &t->audiences,
                                 .tags = &t->tags,
                                 .places = t->places,
                                 .most = t->most};
    struct completion found[complete_most];
    struct buf out = buf_new(t->f->job, 1 << 16);
    size_t count = complete_find(t->complete, t->stemmer, t->translit, t->f->job, &q, found);

    for (size_t i = 0; i < count; i++)
        print_row(&out, &found[i]);
    return out.len ? buf_slice(&out).ptr : "";
}

static struct table shop(struct fixture *f)
{
    struct table t = table_new(f);

    add(&t, (struct article_of){.id = "cancel", .title = "Отменить подписку", .popularity = 0.5});
    add(&t, (struct article_of){.id = "card",
                                .title = "Оплата картой",
                                .popularity = 0.9,
                                .asked = "Как заплатить картой?|Почему карту не принимают?"});
    add(&t, (struct article_of){.id = "cash", .title = "Оплата наличными"});
    add(&t, (struct article_of){.id = "wifi", .title = "Настройка Wi-Fi дома"});
    add(&t, (struct article_of){.id = "en/card", .title = "Paying by card", .popularity = 0.4});
    return t;
}

static void what_is_typed_may_begin_any_word(void **state)
{
    struct table t = shop(*state);

    finish(&t);
    assert_string_equal(typed(&t, "опл"), "[Опл]ата картой / [Опл]ата наличными");
    assert_string_equal(typed(&t, "НАЛ"), "Оплата [нал]ичными");
    assert_string_equal(typed(&t, "Оплата "), "[Оплата] картой / [Оплата] наличными");
    assert_string_equal(typed(&t, "wi"), "Настройка [Wi]-Fi дома");
    assert_string_equal(typed(&t, "ъъъ"), "");
    t.most = 1;
    assert_string_equal(typed(&t, "опл"), "[Опл]ата картой");
}

static void finished_words_are_found_in_other_forms_and_any_order(void **state)
{
    struct table t = shop(*state);

    finish(&t);
    assert_string_equal(typed(&t, "отмена подпис"), "[Отменить] [подпис]ку");
    assert_string_equal(typed(&t, "подписки отм"), "[Отм]енить [подписку]");
    assert_string_equal(typed(&t, "как отменить подписку"), "[Отменить] [подписку]");
    assert_string_equal(typed(&t, "картой зап"), "Как [зап]латить [картой]? 1");
    assert_string_equal(typed(&t, "отмена карт"), "");
}

static void nearly_equal_rows_are_shown_once(void **state)
{
    struct table t = table_new(*state);

    add(&t, (struct article_of){.id = "a",
                                .title = "Отмена подписки",
                                .popularity = 0.5,
                                .asked = "Как отменить подписку?|отменить подписку"});
    add(&t, (struct article_of){.id = "b", .title = "Отменить подписку в приложении"});
    finish(&t);
    assert_string_equal(typed(&t, "отм"), "[Отм]ена подписки / [Отм]енить подписку в приложении");
}

static void one_article_does_not_fill_the_list(void **state)
{
    struct table t = table_new(*state);

    add(&t, (struct article_of){.id = "a",
                                .title = "Возврат",
                                .popularity = 0.9,
                                .asked = "возврат телефона|возврат лампы|возврат камеры"});
    add(&t, (struct article_of){.id = "b", .title = "Возврат залога"});
    finish(&t);
    assert_string_equal(typed(&t, "возв"), "[Возв]рат / [возв]рат лампы 1 / [Возв]рат залога / "
                                           "[возв]рат камеры 1 / [возв]рат телефона 1");
}

static struct table accounts(struct fixture *f)
{
    struct table t = table_new(f);

    add(&t, (struct article_of){.id = "a", .title = "Вход в личный кабинет"});
    add(&t,
        (struct article_of){.id = "b", .title = "Пароль", .headings = "Личный кабинет на сайте"});
    add(&t, (struct article_of){.id = "c", .title = "Почта", .tags = "личного кабинета"});
    add(&t, (struct article_of){.id = "d",
                                .title = "Тайный регламент",
                                .audience = "internal",
                                .headings = "Личные кабинеты партнёров"});
    add(&t,
        (struct article_of){.id = "e", .title = "Другой тайный регламент", .audience = "internal"});
    return t;
}

static void words_that_stand_together_in_several_headlines_are_offered(void **state)
{
    struct table t = accounts(*state);

    finish(&t);
    assert_string_equal(typed(&t, "лич"), "[лич]ный кабинет 3 / Вход в [лич]ный кабинет");
    texts_add(t.f->job, &t.audiences, SLICE("internal"));
    assert_string_equal(typed(&t, "лич"), "[лич]ный кабинет 4 / Вход в [лич]ный кабинет");
    assert_string_equal(typed(&t, "тайн"), "[Тайн]ый регламент / Другой [тайн]ый регламент");
}

static void nothing_is_learned_of_articles_of_others(void **state)
{
    static const char *const secrets[] = {"тай",    "nfq",       "тайный рег", "тайнвй",
                                          "tajnyj", "регламегт", "htukfvtyn"};
    struct table t = accounts(*state);

    finish(&t);
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        assert_string_equal(typed(&t, secrets[i]), "");
    texts_add(t.f->job, &t.audiences, SLICE("internal"));
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        if (!*typed(&t, secrets[i]))
            fail_msg("'%s' finds nothing", secrets[i]);
}

/* A phrase is one only in what may be seen. */
static void tags_limit_what_is_offered_and_counted(void **state)
{
    struct table t = table_new(*state);

    add(&t, (struct article_of){.id = "a", .title = "Умная лампа мигает", .tags = "дом"});
    add(&t, (struct article_of){.id = "b", .title = "Цвет умной лампы", .tags = "дом|свет"});
    add(&t, (struct article_of){.id = "c", .title = "Умная лампа гаснет", .tags = "свет"});
    finish(&t);
    assert_string_equal(typed(&t, "умная лам"), "[Умная] [лам]па 3 / [Умная] [лам]па гаснет / "
                                                "[Умная] [лам]па мигает / Цвет [умной] [лам]пы");
    t.tags = parts(t.f, "дом");
    assert_string_equal(typed(&t, "мига"), "Умная лампа [мига]ет");
    assert_string_equal(typed(&t, "гасн"), "");
    t.tags = parts(t.f, "никакой");
    assert_string_equal(typed(&t, ""), "");
}

static void what_was_meant_is_offered_with_what_begins_so(void **state)
{
    struct table t = shop(*state);

    finish(&t);
    assert_string_equal(typed(&t, "jgk"), "layout: [опл] / [Опл]ата картой / [Опл]ата наличными");
    assert_string_equal(typed(&t, "Jgkfnf rf"), "layout: [оплата ка] / [Оплата] [ка]ртой");
    assert_string_equal(typed(&t, "зфн"), "layout: [pay] / [Pay]ing by card");
    assert_string_equal(typed(&t, "oplat nal"), "translit: [оплат нал] / [Оплата] [нал]ичными");
    assert_string_equal(typed(&t, "вайф"), "translit: [wifi] / Настройка Wi-Fi дома");
    assert_string_equal(typed(&t, "опалт"),
                        "spell: [оплат] / [Оплат]а картой / [Оплат]а наличными");
    assert_string_equal(typed(&t, "подпсику отм"), "spell: [подписку отм] / [Отм]енить [подписку]");
    assert_string_equal(typed(&t, "j"), "");
}

static void an_empty_text_gives_pinned_articles_then_popular_ones(void **state)
{
    struct table t = shop(*state);
    struct wording_place pin = {SLICE("cash"), 1};
    struct wording_places places = {.pinned = &pin, .pinned_count = 1};
    enum language ru = LANGUAGE_RU;

    texts_add(t.f->job, &places.hidden, SLICE("cancel"));
    finish(&t);
    t.most = 3;
    assert_string_equal(typed(&t, " "), "Оплата картой / Отменить подписку / Paying by card");
    t.lang = &ru;
    assert_string_equal(typed(&t, ""), "Оплата картой / Отменить подписку / Оплата наличными");
    t.places = &places;
    assert_string_equal(typed(&t, ""), "Оплата наличными / Оплата картой / Настройка Wi-Fi дома");
}

/* More articles than a list of the best holds; all but the last few may not be seen. */
static void a_crowded_beginning_is_the_same_with_its_list_and_without(void **state)
{
    struct table t = table_new(*state);

    for (int i = 0; i < 1000; i++)
        add(&t, (struct article_of){
                    .id = arena_printf(t.f->job, "a%03d", i),
                    .title = arena_printf(t.f->job, "%s Кабель%03d", i % 2 ? "Мятый" : "Синий", i),
                    .audience = i < 996 ? "internal" : "public",
                    .popularity = (1000 - i) / 1000.0});
    finish(&t);
    assert_string_equal(typed(&t, "к"), "Синий [К]абель996 / Мятый [К]абель997 / "
                                        "Синий [К]абель998 / Мятый [К]абель999");
    assert_string_equal(typed(&t, "м"), "[М]ятый 2 / [М]ятый Кабель997 / [М]ятый Кабель999");
    t.audiences = parts(t.f, "internal");
    t.most = 2;
    assert_string_equal(typed(&t, "м"), "[М]ятый 498 / [М]ятый Кабель001");
}

static void the_same_articles_give_the_same_table(void **state)
{
    struct fixture *f = *state;
    struct slice first, second;
    const char *path = arena_printf(f->job, "%s/complete.dat", f->folder);
    struct table t = shop(f), other = table_new(f);

    finish(&t);
    assert_ok(f, file_read(f->job, path, 1 << 20, &first, &f->err));
    add(&other, (struct article_of){.id = "wifi", .title = "Настройка Wi-Fi дома"});
    add(&other, (struct article_of){.id = "en/card", .title = "Paying by card", .popularity = 0.4});
    add(&other, (struct article_of){.id = "cash", .title = "Оплата наличными"});
    add(&other, (struct article_of){.id = "card",
                                    .title = "Оплата картой",
                                    .popularity = 0.9,
                                    .asked = "Как заплатить картой?|Почему карту не принимают?"});
    add(&other,
        (struct article_of){.id = "cancel", .title = "Отменить подписку", .popularity = 0.5});
    finish(&other);
    assert_ok(f, file_read(f->job, path, 1 << 20, &second, &f->err));
    assert_true(slice_eq(first, second));
}

static void a_table_of_nothing_has_nothing(void **state)
{
    struct table t = table_new(*state);

    finish(&t);
    assert_string_equal(typed(&t, ""), "");
    assert_string_equal(typed(&t, "о"), "");
    assert_string_equal(typed(&t, "как j"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_typed_may_begin_any_word),
        TEST(finished_words_are_found_in_other_forms_and_any_order),
        TEST(nearly_equal_rows_are_shown_once),
        TEST(one_article_does_not_fill_the_list),
        TEST(words_that_stand_together_in_several_headlines_are_offered),
        TEST(nothing_is_learned_of_articles_of_others),
        TEST(tags_limit_what_is_offered_and_counted),
        TEST(what_was_meant_is_offered_with_what_begins_so),
        TEST(an_empty_text_gives_pinned_articles_then_popular_ones),
        TEST(a_crowded_beginning_is_the_same_with_its_list_and_without),
        TEST(the_same_articles_give_the_same_table),
        TEST(a_table_of_nothing_has_nothing),
    };

    return cmocka_run_group_tests_name("complete", tests, NULL, NULL);
}
