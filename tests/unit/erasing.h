/*
 * erasing.h - conversations with words in every place, and are they gone?
 *
 *      struct slice ticket, id = whole_story(f, d, "слова", "{}", &ticket);
 *      struct erasure_whose w = one(f, id);
 *
 *      erase(f, d, &w);
 *      assert_false(is_there(f, d, id) || is_in_files(f, "слова"));
 */
#ifndef TESTS_ERASING_H
#define TESTS_ERASING_H

#include "tests/unit/test.h"

#include "desk/desk_inside.h"
#include "desk/erasure.h"
#include "desk/feedback.h"
#include "desk/handling.h"

static inline struct desk *open_desk(struct fixture *f)
{
    struct desk *d;

    assert_ok(f, desk_open(f->folder, &d, &f->err));
    return d;
}

/* ---- a conversation ---- */

static inline bool try_begin(struct fixture *f, struct desk *d, struct slice id,
                             struct slice contact, bool of_desk, struct recording **out)
{
    struct incoming *in = ARENA_NEW(f->job, struct incoming);
    struct conversation seen;
    struct earlier earlier;
    static int turns;

    *in = (struct incoming){.conversation = id,
                            .turn_id = slice_of(arena_printf(f->job, "turn-%d", ++turns)),
                            .channel = SLICE("test"),
                            .scope = SLICE("{}"),
                            .contact = contact,
                            .lang = LANGUAGE_RU,
                            .of_desk = of_desk};
    assert_ok(f, conversation_look(d, f->job, in, &seen, &earlier, &f->err));
    return recording_begin(d, f->job, in, &seen, out, &f->err);
}

static inline struct recording *begin(struct fixture *f, struct desk *d, struct slice id,
                                      struct slice contact)
{
    struct recording *r = NULL;

    assert_ok(f, try_begin(f, d, id, contact, false, &r));
    return r;
}

/* A question, answered; the words are in the turn, its reply, its basis, and what is remembered. */
static inline struct slice ask(struct fixture *f, struct desk *d, struct slice id,
                               const char *words, const char *contact)
{
    struct slice said = slice_of(words), answer;
    struct turn_record customer = {.author = "customer", .text = said, .basis = said};
    struct turn_record bot = {.author = "bot",
                              .text = said,
                              .decision = "answer",
                              .reason = "sure",
                              .p = 0.9,
                              .article = SLICE("ru/a")};
    struct recording *r = begin(f, d, id, slice_of(contact));

    id = recording_conversation(r);
    answer =
        slice_of(arena_printf(f->job, "answer-%.*s-%d", SLICE_ARG(id), (int)recording_turn(r)));
    bot.answer_id = answer;
    assert_ok(f, recording_add(r, &customer, &f->err));
    assert_ok(f, recording_add(r, &bot, &f->err));
    assert_ok(f, recording_finish(r, said, said, &f->err));
    return id;
}

/* … handed to people: its ticket. */
static inline struct slice hand_off(struct fixture *f, struct desk *d, struct slice id,
                                    const char *words, const char *contact)
{
    struct turn_record customer = {.author = "customer", .text = slice_of(words)};
    struct json *about = json_object(f->job);
    struct ticket_record ticket = {.reason = "wants_person",
                                   .type = SLICE("question"),
                                   .category = SLICE(""),
                                   .priority = SLICE("normal"),
                                   .question = slice_of(words),
                                   .about = about};
    struct recording *r = begin(f, d, id, slice_of(contact));
    char number[ticket_number_size];

    json_add_text(about, "summary", slice_of(words));
    assert_ok(f, recording_add(r, &customer, &f->err));
    assert_ok(f, recording_ticket(r, &ticket, number, &f->err));
    assert_ok(f, recording_finish(r, SLICE(""), slice_of(words), &f->err));
    return slice_copy(f->job, slice_of(number));
}

static inline void close_ticket(struct fixture *f, struct desk *d, struct slice id,
                                const char *words)
{
    struct handling reply = {
        .kind = HANDLING_REPLY, .agent = slice_of(words), .text = slice_of(words)};
    struct handling tag = {.kind = HANDLING_TAG, .agent = SLICE("Анна")};
    struct handling end = {
        .kind = HANDLING_CLOSE, .agent = SLICE("Анна"), .outcome = SLICE("refund")};
    struct recording *r = NULL;

    texts_add(f->job, &tag.tags, slice_of(words));
    assert_ok(f, try_begin(f, d, id, SLICE(""), true, &r));
    assert_ok(f, handling_record(r, &reply, &f->err));
    assert_ok(f, handling_record(r, &tag, &f->err));
    assert_ok(f, handling_record(r, &end, &f->err));
    assert_ok(f, recording_finish(r, SLICE(""), SLICE("{}"), &f->err));
}

static inline void rate(struct fixture *f, struct desk *d, struct slice ticket, const char *words)
{
    struct feedback fb = {.ticket = ticket,
                          .kind = SLICE("csat"),
                          .value = 2,
                          .reason = slice_of(words),
                          .text = slice_of(words)};

    assert_ok(f, feedback_add(d, &fb, &f->err));
}

/* All that can become of a conversation: with words in every place. */
static inline struct slice whole_story(struct fixture *f, struct desk *d, const char *words,
                                       const char *contact, struct slice *ticket)
{
    struct slice id = ask(f, d, SLICE(""), words, contact);

    *ticket = hand_off(f, d, id, words, "");
    close_ticket(f, d, id, words);
    rate(f, d, *ticket, words);
    return id;
}

/* ---- erasing ---- */

static inline struct erasure_whose one(struct fixture *f, struct slice id)
{
    struct erasure_whose w = {0};

    texts_add(f->job, &w.conversations, id);
    return w;
}

static inline struct erasure erase(struct fixture *f, struct desk *d, const struct erasure_whose *w)
{
    struct erasure e;

    assert_ok(f, erasure_run(d, f->job, w, false, &e, &f->err));
    return e;
}

static inline bool is_there(struct fixture *f, struct desk *d, struct slice id)
{
    struct conversation c;
    bool there = conversation_load(d, f->job, id, &c, &f->err);

    assert_true(there || f->err.code == ERR_NOT_FOUND);
    return there;
}

/* Do the files of the database hold the bytes? */
static inline bool is_in_files(struct fixture *f, const char *words)
{
    static const char *const names[] = {"desk.db", "desk.db-wal"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *path = arena_printf(f->job, "%s/%s", f->folder, names[i]);
        struct slice bytes;

        if (!file_exists(path))
            continue;
        assert_ok(f, file_read(f->job, path, 1 << 30, &bytes, &f->err));
        if (memmem(bytes.ptr, bytes.len, words, strlen(words)))
            return true;
    }
    return false;
}

#endif
