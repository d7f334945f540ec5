/* cmd_replay.c - kladez replay: what another policy, or today's articles, would have made of past
 * conversations. Each turn is decided as it came: on what the bot remembered then. */
#include <stdio.h>

#include "base/clock.h"
#include "cli/command.h"
#include "cli/replay.h"
#include "server/chat/basis.h"

struct options {
    const char *data, *config, *policy, *against;
    uint64_t days, show;
    bool json;
};

static const struct conf_option options[] = {
    OPTION_DATA(struct options),
    OPTION_CONFIG(struct options),
    {"policy", CONF_TEXT, offsetof(struct options, policy), "", 0, 0,
     "JSON file with the bot's costs; none: the standard ones"},
    {"against", CONF_TEXT, offsetof(struct options, against), "", 0, 0,
     "another such file to compare with; none: what was decided then"},
    {"days", CONF_COUNT, offsetof(struct options, days), "30", 0, 36500,
     "how far back to go; 0: to the beginning"},
    {"show", CONF_COUNT, offsetof(struct options, show), "20", 0, 1000000,
     "how many of the turns that would change, newest first"},
    {"json", CONF_BOOL, offsetof(struct options, json), "false", 0, 0,
     "print JSON, with all of them"},
    {0},
};

static const int64_t day_ms = 24 * 3600 * 1000;

struct replaying {
    struct arena *life;
    const struct options *options;
    struct reader *reader;
    struct desk *desk;
    int64_t since;       /* wall milliseconds */
    struct bot *bots[2]; /* before: NULL where it is what was decided then */
    struct replay result;
};

static bool decide(struct replaying *r, struct bot *bot, struct arena *job,
                   const struct transcript_turn *turn, struct replay_decision *out, struct err *err)
{
    struct bot_request request;
    struct bot_decision d;
    struct bot_state state;
    struct basis basis;

    if (!basis_parse(job, turn->basis, &basis, err) ||
        !basis_request(job, &basis, turn->text, turn->choice, &request, &state, err) ||
        !bot_decide(bot, r->reader, job, &request, &state, &d, err))
        return false;
    *out = (struct replay_decision){.kind = slice_of(bot_decision_name(d.kind)),
                                    .reason = slice_of(d.reason),
                                    .article = d.has_answer ? d.article.id : SLICE(""),
                                    .p = d.p};
    return true;
}

/* The bot's turn is the one behind the customer's. */
static bool decided(const struct replaying *r, const struct transcript *said, size_t i)
{
    const struct transcript_turn *turn = &said->turns[i];

    return turn->at >= r->since && turn->basis.len && i + 1 < said->count &&
           slice_is(said->turns[i + 1].author, "bot");
}

static bool replay_turn(struct replaying *r, const struct story *s, size_t i, struct err *err)
{
    const struct transcript_turn *said = &s->said.turns[i], *bot = said + 1;
    struct replay_turn turn = {.n = said->n,
                               .at = said->at,
                               .text = said->text,
                               .article = bot->article,
                               .helpful = bot->helpful,
                               .meant = story_meant(s, i),
                               .generation = bot->generation};
    struct replay_decision sides[2] = {{bot->decision, bot->reason, bot->article, bot->p}};
    struct arena *job = arena_new();
    bool ok = (!r->bots[0] || decide(r, r->bots[0], job, said, &sides[0], err)) &&
              decide(r, r->bots[1], job, said, &sides[1], err);

    if (ok)
        replay_add(r->life, &r->result, s->said.conversation.id, &turn, sides);
    arena_free(job);
    return ok;
}

static bool replay_story(void *self, struct arena *job, const struct story *s, struct err *err)
{
    struct replaying *r = self;
    size_t before = r->result.turns;

    (void)job;
    for (size_t i = 0; i < s->said.count; i++)
        if (decided(r, &s->said, i) && !replay_turn(r, s, i, err))
            return false;
    r->result.conversations += r->result.turns > before;
    return true;
}

static bool open_bot(struct replaying *r, int side, const char *path, struct err *err)
{
    struct policy policy;

    if (!policy_read(r->life, path, &policy, err))
        return false;
    r->bots[side] = bot_new(r->life, &policy, err);
    r->result.runs[side].name = *path ? path : "the standard policy";
    return r->bots[side] && bot_follow(r->bots[side], r->reader, err);
}

static bool replay(struct replaying *r, struct err *err)
{
    const struct options *o = r->options;

    r->result.generation = r->reader->generation.number;
    r->result.runs[0].name = "as it was decided then";
    r->since = o->days ? clock_now() - (int64_t)o->days * day_ms : INT64_MIN;
    return (!*o->against || open_bot(r, 0, o->against, err)) && open_bot(r, 1, o->policy, err) &&
           story_walk(r->desk, r->since, INT64_MAX, (struct story_taker){replay_story, r}, err);
}

static int run_replay(struct arena *life, int argc, char **args)
{
    struct options o = {0};
    struct replaying r = {.life = life, .options = &o};
    struct conf_list words;
    struct err err;
    int status;
    bool ok;

    if (!command_options(life, &cmd_replay, argc, args, &o, &words, &status))
        return status;
    if (!desk_is_there(o.data, &err) || !reader_open_in(o.data, 0, &r.reader, &err))
        return command_fail(&err);
    ok = desk_open(o.data, &r.desk, &err) && replay(&r, &err);
    desk_close(r.desk);
    reader_close(r.reader);
    if (!ok)
        return command_fail(&err);
    if (o.json)
        replay_print_json(life, &r.result);
    else
        replay_print(life, &r.result, (size_t)o.show);
    return EXIT_DONE;
}

const struct command cmd_replay = {"replay", COMMAND_OPTIONS_ALONE,
                                   "Decide past conversations again and list what would change",
                                   options, run_replay};
