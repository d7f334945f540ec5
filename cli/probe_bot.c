/* probe_bot.c - see probe.h: stages that look at a turn as the bot does. */
#include "cli/probe.h"

#include "base/embed.h"
#include "bot/understand/details.h"
#include "bot/understand/foreign.h"
#include "bot/understand/mood.h"
#include "bot/understand/pick.h"
#include "bot/understand/questions.h"
#include "bot/understand/understand.h"

/* The tables come with the program: what does not parse there is a bug. */
static struct lexicon *lexicon_of_program(struct probing *p)
{
    struct lexicon *l = NULL;
    struct err err;

    if (!lexicon_parse(p->job, p->stemmer, embed_find("bot/data/lexicon.txt"), &l, &err))
        buf_text(&p->out, err.text);
    return l;
}

void probe_turn(struct probing *p)
{
    static const char *const wishes[] = {"",       ", mentions a person", ", perhaps",
                                         ", bare", ", contact",           ", sure"};
    struct turn t = understand(p->job, lexicon_of_program(p), p->stemmer, p->line, LANGUAGE_EN);

    buf_printf(&p->out, "%s%s%s", turn_kind_names[t.kind], t.kind == TURN_SMALLTALK ? " " : "",
               t.kind == TURN_SMALLTALK ? t.smalltalk : "");
    buf_text(&p->out, wishes[t.wish]);
    if (t.rejects)
        buf_text(&p->out, t.fails ? ", fails" : ", rejects");
    if (t.kind == TURN_QUESTION)
        buf_printf(&p->out, ": %.*s", SLICE_ARG(t.question));
}

void probe_questions(struct probing *p)
{
    struct slice found[questions_most];
    size_t n = questions_of(p->job, lexicon_of_program(p), p->stemmer, p->line, found);

    for (size_t i = 0; i < n; i++)
        buf_printf(&p->out, "%s%.*s", i ? " | " : "", SLICE_ARG(found[i]));
}

void probe_details(struct probing *p)
{
    struct reading r = reading_of(p->job, lexicon_of_program(p), p->stemmer, p->line);
    struct details d = details_of(&r);

    for (size_t i = 0; i < d.count; i++)
        buf_printf(&p->out, "%s%s %.*s", i ? ", " : "", detail_names[d.items[i].kind],
                   SLICE_ARG(d.items[i].text));
    if (d.count == 0)
        buf_text(&p->out, "nothing");
    else if (details_own(&d))
        buf_text(&p->out, "; own");
}

void probe_mood(struct probing *p)
{
    struct reading r = reading_of(p->job, lexicon_of_program(p), p->stemmer, p->line);
    const struct rule *rule;
    struct rules rules;
    struct err err;

    if (!rules_parse(p->job, p->stemmer, embed_find("bot/data/rules.txt"), &rules, &err)) {
        buf_text(&p->out, err.text);
        return;
    }
    rule = rules_match(&rules, &r);
    buf_printf(&p->out, "anger %g", mood_anger(&r));
    if (rule)
        buf_printf(&p->out, ", %s %s", rule->reason, rule->priority);
}

void probe_foreign(struct probing *p)
{
    struct foreign foreign;
    struct err err;

    if (!foreign_parse(p->job, stem_dictionary(p->stemmer), embed_find("bot/data/foreign.txt"),
                       &foreign, &err)) {
        buf_text(&p->out, err.text);
        return;
    }
    buf_text(&p->out, foreign_text(&foreign, p->job, p->line) ? "foreign" : "not");
}

/* The labels, then what was said, parted by |. */
void probe_pick(struct probing *p)
{
    struct slice labels[8], rest = p->line;
    struct reading r;
    size_t n = 0;
    int at;

    while (n < 8 && rest.ptr)
        labels[n++] = slice_trim(slice_cut(&rest, '|'));
    r = reading_of(p->job, lexicon_of_program(p), p->stemmer, labels[n - 1]);
    at = pick_of(p->job, p->stemmer, &r, labels, n - 1);
    if (at >= 0)
        buf_add(&p->out, labels[at]);
    else
        buf_text(&p->out, at == PICK_NONE_OF_THESE ? "none of these" : "nothing");
}
