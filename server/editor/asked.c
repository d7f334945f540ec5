/* asked.c - see asked.h */
#include "server/editor/asked.h"

#include "base/map.h"
#include "bot/learn/mask.h"

struct asking {
    const struct bot *bot;
    struct stemmer *stemmer;
    struct arena *life; /* of what is found */
    struct arena *job;  /* of the conversation */
    struct asked_list *out;
    struct map articles; /* their number in the list + 1 */

    const struct transcript *said;
    struct texts names; /* of the customer */
    struct slice customer;
    size_t from;        /* the episode's first question */
    struct slice heard; /* the customer's last question, not yet replied to */
    bool open;          /* the last question may still become solved or rejected */
};

/* ---- the customer ---- */

static void read_customer(struct asking *k, const struct conversation *c)
{
    static const char *const ids[] = {"external_id", "email", "phone"};
    const struct json *contact = NULL;
    struct err ignored;

    k->customer = slice_copy(k->life, c->id);
    k->names = (struct texts){0};
    if (!json_parse(k->job, c->contact, &contact, &ignored))
        return;
    if (json_text(json_member(contact, "name")).len)
        texts_add(k->job, &k->names, json_text(json_member(contact, "name")));
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        if (json_text(json_member(contact, ids[i])).len) {
            k->customer = slice_copy(k->life, json_text(json_member(contact, ids[i])));
            return;
        }
}

/* ---- articles ---- */

static struct asked_article *article_of(struct asking *k, struct slice id)
{
    struct asked_list *l = k->out;
    uintptr_t n = (uintptr_t)map_find(&k->articles, id);

    if (n)
        return &l->articles[n - 1];
    l->articles = arena_room(k->life, l->articles, l->article_count, sizeof *l->articles);
    l->articles[l->article_count++] = (struct asked_article){.id = slice_copy(k->life, id)};
    map_put(&k->articles, l->articles[l->article_count - 1].id,
            (void *)(uintptr_t)l->article_count);
    return &l->articles[l->article_count - 1];
}

/* ---- turns ---- */

static struct asked *last(struct asking *k)
{
    return k->open ? &k->out->items[k->out->count - 1] : NULL;
}

static void begin(struct asking *k, const struct transcript_turn *bot)
{
    struct asked_list *l = k->out;

    l->items = arena_room(k->life, l->items, l->count, sizeof *l->items);
    l->items[l->count++] =
        (struct asked){.text = slice_copy(k->life, mask_text(k->job, bot_lexicon(k->bot),
                                                             k->stemmer, k->heard, &k->names)),
                       .lang = language_of(k->heard, k->said->conversation.lang),
                       .customer = k->customer,
                       .at = bot->at,
                       .p = bot->p,
                       .rephrased = slice_is(bot->reason, "other_words")};
    k->heard = SLICE("");
    k->open = true;
}

static void reject(struct asking *k)
{
    struct asked *a = last(k);

    if (!a || a->article.len == 0)
        return;
    article_of(k, a->article)->rejected++;
    a->rejected = true;
    a->outcome = ASKED_UNSOLVED;
    a->article = SLICE("");
}

static void confirm(struct asking *k)
{
    struct asked *a = last(k);

    if (!a || a->article.len == 0)
        return;
    article_of(k, a->article)->confirmed++;
    if (a->outcome == ASKED_ANSWERED)
        a->outcome = ASKED_CONFIRMED;
}

static void take_customer(struct asking *k, const struct transcript_turn *t)
{
    struct turn turn;

    if (t->choice.len)
        return;
    turn = understand(k->job, bot_lexicon(k->bot), k->stemmer, t->text, k->said->conversation.lang);
    if (turn.rejects || turn.kind == TURN_REJECTION || turn.kind == TURN_NO)
        reject(k);
    if (turn.kind == TURN_SMALLTALK && slice_is(slice_of(turn.smalltalk), "helped"))
        confirm(k);
    k->heard = turn.kind == TURN_QUESTION ? turn.question : SLICE("");
}

static void take_answer(struct asking *k, struct asked *a, const struct transcript_turn *t)
{
    bool picked = slice_is(t->reason, "chosen");

    article_of(k, t->article)->shown++;
    a->article = slice_copy(k->life, t->article);
    a->outcome = picked ? ASKED_PICKED : ASKED_ANSWERED;
    if (!picked && a->given.len == 0)
        a->given = a->article;
    if (t->helpful == HELPFUL_YES)
        confirm(k);
    else if (t->helpful == HELPFUL_NO)
        reject(k);
}

static void take_bot(struct asking *k, const struct transcript_turn *t)
{
    /* words that pick an option are no question of their own, nonsense is none at all, and one in
     * another language is none for an article */
    if (k->heard.len && !slice_is(t->reason, "chosen") && !slice_is(t->reason, "not_understood") &&
        !slice_is(t->reason, "foreign_language") && !slice_is(t->decision, "smalltalk"))
        begin(k, t);
    k->heard = SLICE("");
    if (t->article.len && last(k))
        take_answer(k, last(k), t);
}

/* ---- episodes ---- */

/* What a person found is true of the last question, and of those before it that nothing was said
 * to. */
static void take_ticket(struct asking *k, const struct story_ticket *t)
{
    bool article = slice_is(t->outcome, "existing_article") && t->article.len;
    bool wanted = slice_is(t->outcome, "new_knowledge");

    if (t->outcome.len == 0 || slice_is(t->outcome, "abandoned"))
        return;
    for (size_t i = k->out->count; i-- > k->from;) {
        struct asked *a = &k->out->items[i];

        if (a->outcome != ASKED_UNSOLVED && (a->outcome != ASKED_ANSWERED || i + 1 < k->out->count))
            return;
        a->wanted = wanted;
        a->outcome = article ? ASKED_AGENT : wanted ? ASKED_UNSOLVED : ASKED_ELSEWHERE;
        a->article = article ? slice_copy(k->life, t->article) : SLICE("");
    }
}

/* What came of the other words is true of the first ones. */
static void join_rephrased(struct asking *k)
{
    struct asked *items = k->out->items;

    for (size_t i = k->out->count; i-- > k->from;)
        if (items[i].rephrased && items[i].outcome == ASKED_UNSOLVED && i + 1 < k->out->count) {
            items[i].outcome = items[i + 1].outcome;
            items[i].article = items[i + 1].article;
            items[i].wanted = items[i + 1].wanted;
        }
}

static void end_episode(struct asking *k, size_t episode, const struct story *h)
{
    if (episode <= h->ticket_count)
        take_ticket(k, &h->tickets[episode - 1]);
    join_rephrased(k);
    k->from = k->out->count;
    k->open = false;
    k->heard = SLICE("");
}

static bool take_conversation(void *self, struct arena *job, const struct story *h, struct err *err)
{
    struct asking *k = self;
    size_t episode = 1;

    (void)err;
    k->job = job;
    k->said = &h->said;
    read_customer(k, &h->said.conversation);
    for (size_t i = 0; i < h->said.count; i++) {
        const struct transcript_turn *t = &h->said.turns[i];

        if ((size_t)t->episode != episode) {
            end_episode(k, episode, h);
            episode = (size_t)t->episode;
        }
        if (slice_is(t->author, "customer"))
            take_customer(k, t);
        else if (slice_is(t->author, "bot") && !t->private) /* what a shadow decides, nobody sees */
            take_bot(k, t);
    }
    end_episode(k, episode, h);
    return true;
}

bool asked_read(struct desk *d, const struct bot *b, struct stemmer *stemmer, struct arena *job,
                int64_t since, struct asked_list *out, struct err *err)
{
    struct asking k = {
        .bot = b, .stemmer = stemmer, .life = job, .out = out, .articles = map_new(job)};

    *out = (struct asked_list){0};
    return story_walk(d, since, asked_turns_most, (struct story_taker){take_conversation, &k}, err);
}

size_t asked_labels(const struct asked_list *list, struct label *out)
{
    size_t n = 0;

    for (size_t i = 0; i < list->count; i++) {
        const struct asked *a = &list->items[i];

        if (a->given.len && (a->rejected || a->outcome == ASKED_CONFIRMED))
            out[n++] = (struct label){a->text, a->lang, a->given, !a->rejected};
    }
    return n;
}

bool asked_found(const struct asked *a)
{
    return a->given.len && !a->rejected && slice_eq(a->given, a->article);
}
