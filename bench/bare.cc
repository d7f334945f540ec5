// bare.cc - bare DATABASE < QUERIES: how long Xapian alone takes, in microseconds of the processor,
// a line each.
//
// A line is KIND<tab>LANG<tab>TEXT. `or`: the stems of the words, any of them, BM25 as it comes,
// the ten best, no documents read. `partial`: Xapian's own parser with FLAG_PARTIAL, for a last
// word that is still being typed. DATABASE is what scriptindex made. Used by bench.mjs alone.
#include <time.h>
#include <xapian.h>

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

namespace
{

const int times_each = 3; // the least of them counts
const Xapian::doccount most = 10;

struct Line {
    std::string kind, lang, text;
};

std::vector<Line> read_lines()
{
    std::vector<Line> lines;
    std::string all;

    while (std::getline(std::cin, all)) {
        size_t first = all.find('\t'), second = all.find('\t', first + 1);

        lines.push_back(Line{all.substr(0, first), all.substr(first + 1, second - first - 1),
                             all.substr(second + 1)});
    }
    return lines;
}

// The words as the generator that indexed them takes them apart.
Xapian::Query any_word(const Line &line)
{
    Xapian::TermGenerator generator;
    Xapian::Document words;

    generator.set_stemmer(Xapian::Stem(line.lang));
    generator.set_stemming_strategy(Xapian::TermGenerator::STEM_ALL_Z);
    generator.set_document(words);
    generator.index_text_without_positions(line.text);
    return Xapian::Query(Xapian::Query::OP_OR, words.termlist_begin(), words.termlist_end());
}

Xapian::Query unfinished(const Line &line, const Xapian::Database &db)
{
    Xapian::QueryParser parser;

    parser.set_database(db);
    parser.set_stemmer(Xapian::Stem(line.lang));
    parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
    return parser.parse_query(line.text, Xapian::QueryParser::FLAG_PARTIAL);
}

double now()
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return double(t.tv_sec) * 1e6 + double(t.tv_nsec) / 1e3;
}

double microseconds(const Line &line, const Xapian::Database &db)
{
    double started = now();
    Xapian::Enquire enquire(db);

    enquire.set_query(line.kind == "partial" ? unfinished(line, db) : any_word(line));
    (void)enquire.get_mset(0, most);
    return now() - started;
}

} // namespace

int main(int count, char **args)
{
    if (count != 2) {
        std::cerr << "usage: bare DATABASE < QUERIES\n";
        return 2;
    }
    try {
        Xapian::Database db(args[1]);
        std::vector<Line> lines = read_lines();
        std::vector<double> least(lines.size());

        for (int time = 0; time <= times_each; time++) // the first one warms the cache
            for (size_t i = 0; i < lines.size(); i++) {
                double took = microseconds(lines[i], db);

                least[i] = time <= 1 ? took : std::min(least[i], took);
            }
        for (double one : least)
            std::cout << one << '\n';
    } catch (const Xapian::Error &error) {
        std::cerr << "bare: " << error.get_description() << '\n';
        return 1;
    }
    return 0;
}
