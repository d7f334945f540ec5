/* evidence.c - see evidence.h: one pass over the words of the document. */
#include "engine/evidence.h"

struct evidence_query evidence_query(const struct query *q, const double *rarity)
{
    struct evidence_query e = {0};
    size_t before = evidence_words_most;

    for (size_t i = 0; i < q->word_count && e.count < evidence_words_most; i++) {
        uint32_t stem = vocabulary_stem_hash(q->words[i].stem);
        size_t at = 0;

        if (q->words[i].excluded || query_word_unfinished(&q->words[i]))
            continue;
        while (at < e.count && e.stems[at] != stem)
            at++;
        if (at == e.count) {
            e.stems[at] = stem;
            e.rarity[at] = rarity[i];
            e.next[at] = evidence_words_most;
            e.all += rarity[i];
            e.count++;
        }
        if (before < e.count && before != at && e.next[before] == evidence_words_most)
            e.next[before] = at;
        before = at;
    }
    return e;
}

/* What has been seen of a run (a question, a block), a part or the document. */
struct tally {
    uint64_t seen;       /* words of the query */
    double sum;          /* their rarity */
    size_t words, known; /* all words, and those that are the query's */
};

struct pass {
    const struct evidence_query *q;
    struct tally document, run, part;
    double pairs[evidence_words_most]; /* times word i was followed by its neighbour */
    struct evidence out;
    size_t previous; /* the query's word before this one, in the same run */
};

static void count(struct tally *t, const struct evidence_query *q, size_t word)
{
    uint64_t bit = 1ull << word;

    if (!(t->seen & bit))
        t->sum += q->rarity[word];
    t->seen |= bit;
}

/* A run ends: was it the question that has most? */
static void end_run(struct pass *p, size_t part)
{
    double share = p->q->all > 0 ? p->run.sum / p->q->all : 0;
    double exact = p->run.words ? (double)p->run.known / (double)p->run.words : 0;

    if (part <= FORWARD_QUESTIONS && share > 0) {
        if (part == FORWARD_TITLE)
            p->out.title = share;
        if (share > p->out.question || (share == p->out.question && exact > p->out.exact)) {
            p->out.question = share;
            p->out.exact = exact;
        }
    }
    p->run = (struct tally){0};
    p->previous = evidence_words_most;
}

static void end_part(struct pass *p, size_t part)
{
    if (part == FORWARD_LABELS && p->q->all > 0)
        p->out.labels = p->part.sum / p->q->all;
    if (part >= FORWARD_SECTIONS && p->q->all > 0 && p->part.sum / p->q->all > p->out.section) {
        p->out.section = p->part.sum / p->q->all;
        p->out.best_section = part - FORWARD_SECTIONS;
    }
    p->part = (struct tally){0};
}

static void take_word(struct pass *p, uint32_t stem)
{
    const struct evidence_query *q = p->q;
    size_t word = 0;

    p->run.words++;
    while (word < q->count && q->stems[word] != stem)
        word++;
    if (word == q->count) {
        p->previous = evidence_words_most;
        return;
    }
    p->run.known++;
    count(&p->document, q, word);
    count(&p->run, q, word);
    count(&p->part, q, word);
    if (p->previous < q->count && q->next[p->previous] == word)
        p->pairs[p->previous]++;
    p->previous = word;
}

static double weight_of_pairs(const struct pass *p)
{
    double sum = 0;

    for (size_t i = 0; i < p->q->count; i++) {
        double n = p->pairs[i];

        if (n > 0)
            sum += (p->q->rarity[i] + p->q->rarity[p->q->next[i]]) * n / (n + 1);
    }
    return sum;
}

struct evidence evidence_read(const struct forwards *f, const struct vocabulary *v,
                              const struct evidence_query *q, uint32_t document)
{
    struct pass p = {.q = q, .previous = evidence_words_most};
    struct forward_walk walk = forwards_document(f, document);
    size_t part = 0, run = 0;
    uint32_t word;

    while (p.out.length < evidence_read_most && forward_next(&walk, &word)) {
        if (walk.run != run)
            end_run(&p, part);
        if (walk.part != part)
            end_part(&p, part);
        run = walk.run;
        part = walk.part;
        take_word(&p, vocabulary_stem(v, word));
        p.out.length++;
    }
    end_run(&p, part);
    end_part(&p, part);
    p.out.coverage = q->all > 0 ? p.document.sum / q->all : 0;
    p.out.together = weight_of_pairs(&p);
    p.out.seen = p.document.seen;
    return p.out;
}
