/* test_thesaurus.c - text/data/thesaurus.txt says what it says once. */
#include "tests/unit/test.h"

#include "base/embed.h"
#include "engine/query/wording.h"
#include "text/sets.h"

static struct sets read_all(struct fixture *f)
{
    struct sets sets;

    assert_ok(f, sets_parse(f->job, embed_find("text/data/thesaurus.txt"), &sets, &f->err));
    assert_int_equal(sets.count, 4);
    return sets;
}

/* A group that is one word after all, or has a word twice, is a mistake in the file. */
static void every_group_of_the_thesaurus_is_one(void **state)
{
    struct fixture *f = *state;
    struct stemmer *stemmer = stemmer_new(f->job);
    struct sets sets = read_all(f);

    for (size_t s = 0; s < sets.count; s++)
        for (size_t i = 0; i < sets.items[s].count; i++) {
            struct slice line = sets.items[s].lines[i], rest = line;
            struct texts seen = {0};

            while (rest.ptr) {
                struct wording_phrase p = wording_phrase_of(
                    f->job, stemmer, slice_trim(slice_cut(&rest, ',')), wording_phrase_words_max);
                struct buf stems = buf_new(f->job, wording_phrase_max);

                for (size_t k = 0; k < p.count; k++)
                    buf_printf(&stems, "%.*s ", SLICE_ARG(p.words[k].stems[0]));
                if (p.count == 0 || texts_have(&seen, buf_slice(&stems)))
                    fail_msg("in the group '%.*s'", SLICE_ARG(line));
                texts_add(f->job, &seen, buf_slice(&stems));
            }
            if (seen.count < 2)
                fail_msg("no group: '%.*s'", SLICE_ARG(line));
        }
}

struct group {
    struct slice set, line;
    struct texts phrases;
};

/* Is all of `other` in `g`, of the same set or, next to "en", of "en same"? */
static bool holds(const struct group *g, const struct group *other)
{
    if (g == other || g->set.ptr[0] != other->set.ptr[0] || g->set.len < other->set.len)
        return false;
    for (size_t i = 0; i < other->phrases.count; i++)
        if (!texts_have(&g->phrases, other->phrases.items[i]))
            return false;
    return true;
}

static void no_group_of_the_thesaurus_is_held_by_another(void **state)
{
    struct fixture *f = *state;
    struct sets sets = read_all(f);
    struct group *groups = NULL;
    size_t count = 0;

    for (size_t i = 0; i < sets.count; i++)
        for (size_t k = 0; k < sets.items[i].count; k++) {
            struct slice rest = sets.items[i].lines[k];

            groups = arena_room(f->job, groups, count, sizeof *groups);
            groups[count] = (struct group){.set = sets.items[i].name, .line = rest};
            while (rest.ptr)
                texts_add(f->job, &groups[count].phrases, slice_trim(slice_cut(&rest, ',')));
            count++;
        }
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < count; k++)
            if (holds(&groups[k], &groups[i]))
                fail_msg("[%.*s] %.*s: in [%.*s] %.*s", SLICE_ARG(groups[i].set),
                         SLICE_ARG(groups[i].line), SLICE_ARG(groups[k].set),
                         SLICE_ARG(groups[k].line));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_group_of_the_thesaurus_is_one),
        TEST(no_group_of_the_thesaurus_is_held_by_another),
    };

    return cmocka_run_group_tests_name("thesaurus", tests, NULL, NULL);
}
