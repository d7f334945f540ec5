/*
 * xap.cc - see xap.h and xap_write.h: the only C++, the only user of Xapian, one `try`.
 */
#include <algorithm>
#include <cstdlib>
#include <deque>
#include <sstream>
#include <string>
#include <vector>

#include <xapian.h>

extern "C" {
#include "engine/index/facets.h"
#include "engine/index/xap.h"
#include "engine/index/xap_write.h"
}

struct xap_reader {
    Xapian::Database db;
};

struct xap_writer {
    Xapian::WritableDatabase db;
};

namespace
{

bool refuse(struct err *err, enum err_code code, const Xapian::Error &e)
{
    const char *cause = e.get_error_string(); /* of the system, or NULL */

    return err_set(err, code, "the index: %s: %s%s%s", e.get_type(), e.get_msg().c_str(),
                   cause ? ": " : "", cause ? cause : "");
}

template <typename Body> bool guarded(struct err *err, Body body) noexcept
{
    try {
        return body();
    } catch (const Xapian::DatabaseModifiedError &e) {
        return refuse(err, ERR_STALE, e);
    } catch (const Xapian::DatabaseVersionError &e) {
        return refuse(err, ERR_STALE, e);
    } catch (const Xapian::DatabaseLockError &e) {
        return refuse(err, ERR_BUSY, e);
    } catch (const Xapian::DatabaseNotFoundError &e) {
        return refuse(err, ERR_NOT_FOUND, e);
    } catch (const Xapian::DocNotFoundError &e) {
        return refuse(err, ERR_NOT_FOUND, e);
    } catch (const Xapian::Error &e) {
        return refuse(err, ERR_ENGINE, e);
    } catch (const std::bad_alloc &) {
        abort();
    } catch (const std::exception &e) {
        return err_set(err, ERR_ENGINE, "the index: %s", e.what());
    }
}

std::string string_of(struct slice s)
{
    return s.len ? std::string(s.ptr, s.len) : std::string();
}

struct slice copy(struct arena *job, const std::string &s)
{
    return slice_copy(job, slice{s.data(), s.size()});
}

/* Xapian::Query::MatchAll is shared by all threads and counts references without care. */
Xapian::Query everything()
{
    return Xapian::Query(std::string());
}

Xapian::Query exact_of(const struct filter *f)
{
    struct arena *job = arena_new();
    std::string term = string_of(schema_exact_term(job, f->field->prefix, f->value));

    arena_free(job);
    return Xapian::Query(term);
}

Xapian::Query filter_of(const struct filter *f)
{
    std::vector<Xapian::Query> parts;
    Xapian::valueno slot = f->field ? Xapian::valueno(f->field->slot) : 0;

    switch (f->kind) {
    case FILTER_EQUAL: return exact_of(f);
    case FILTER_EXISTS:
        return Xapian::Query(Xapian::Query::OP_VALUE_GE, slot, std::string(1, '\x01'));
    case FILTER_RANGE:
        return Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot,
                             Xapian::sortable_serialise(f->low),
                             Xapian::sortable_serialise(f->high));
    case FILTER_NOT:
        return Xapian::Query(Xapian::Query::OP_AND_NOT, everything(), filter_of(f->parts[0]));
    case FILTER_ALL:
    case FILTER_ANY: break;
    }
    if (f->count == 0)
        return f->kind == FILTER_ALL ? everything() : Xapian::Query();
    for (size_t i = 0; i < f->count; i++)
        parts.push_back(filter_of(f->parts[i]));
    return Xapian::Query(f->kind == FILTER_ALL ? Xapian::Query::OP_AND : Xapian::Query::OP_OR,
                         parts.begin(), parts.end());
}

/* Documents that were found before, with their weights. */
class Found : public Xapian::PostingSource
{
  public:
    explicit Found(const struct xap_request *q_) : q(q_)
    {
    }

    void init(const Xapian::Database &) override
    {
        double most = 0;

        for (size_t i = 0; i < q->found_count; i++)
            most = std::max(most, q->found[i].weight);
        set_maxweight(most);
        at = size_t(-1);
    }
    Xapian::doccount get_termfreq_min() const override
    {
        return Xapian::doccount(q->found_count);
    }
    Xapian::doccount get_termfreq_est() const override
    {
        return Xapian::doccount(q->found_count);
    }
    Xapian::doccount get_termfreq_max() const override
    {
        return Xapian::doccount(q->found_count);
    }
    void next(double) override
    {
        at++;
    }
    bool at_end() const override
    {
        return at != size_t(-1) && at >= q->found_count;
    }
    Xapian::docid get_docid() const override
    {
        return q->found[at].document;
    }
    double get_weight() const override
    {
        return q->found[at].weight;
    }

  private:
    const struct xap_request *q;
    size_t at = size_t(-1);
};

/* Counts the values of a slot. */
class Spy : public Xapian::MatchSpy
{
  public:
    Spy(struct arena *job, int slot_) : counts(facets_new(job)), slot(Xapian::valueno(slot_))
    {
    }

    void operator()(const Xapian::Document &doc, double) override
    {
        const std::string value = doc.get_value(slot);

        if (slot == SLOT_UPDATED_AT || slot == SLOT_POPULARITY)
            facets_add_number(counts, Xapian::sortable_unserialise(value));
        else
            facets_add_list(counts, slice{value.data(), value.size()});
    }

    struct facet_counts *const counts;

  private:
    Xapian::valueno slot;
};

/* Missing values come last in both directions; equal ones in the order of ids. */
void sort_by(Xapian::Enquire &enquire, Xapian::MultiValueKeyMaker &keys,
             const struct xap_request *q)
{
    for (size_t i = 0; i < q->sort_count; i++)
        keys.add_value(Xapian::valueno(q->sorts[i].slot), q->sorts[i].descending,
                       q->sorts[i].descending ? std::string() : std::string(10, '\xFF'));
    keys.add_value(SLOT_ID);
    if (q->sort_count)
        enquire.set_sort_by_key_then_relevance(&keys, false);
}

void copy_hits(struct arena *job, const Xapian::MSet &found, struct xap_hits *out)
{
    size_t n = 0;

    out->hits = ARENA_ARRAY(job, struct xap_hit, found.size());
    for (Xapian::MSetIterator i = found.begin(); i != found.end(); ++i)
        out->hits[n++] = xap_hit{*i, i.get_weight()};
    out->count = n;
    out->total = found.get_matches_estimated();
}

void copy_facets(struct arena *job, const std::deque<Spy> &spies, struct xap_hits *out)
{
    size_t n = 0;

    out->facets = ARENA_ARRAY(job, struct xap_facet, spies.size());
    for (const Spy &spy : spies)
        out->facets[n++] = facets_list(spy.counts);
}

Xapian::Document document_of(const struct document *d)
{
    Xapian::Document doc;
    Xapian::termcount in_terms = 0;

    for (size_t i = 0; i < d->term_count; i++) {
        doc.add_term(string_of(d->terms[i].text), d->terms[i].count);
        in_terms += d->terms[i].count;
    }
    doc.add_term(PREFIX_LENGTH, d->length - in_terms);
    for (Xapian::valueno slot = 0; slot < slot_count; slot++)
        if (d->values[slot].len)
            doc.add_value(slot, string_of(d->values[slot]));
    doc.add_value(SLOT_UPDATED_AT, Xapian::sortable_serialise(d->updated_at));
    doc.add_value(SLOT_POPULARITY, Xapian::sortable_serialise(d->popularity));
    return doc;
}

std::vector<struct xap_posting> postings_of(struct xap_reader *r, const std::string &term)
{
    std::vector<struct xap_posting> list;

    for (Xapian::PostingIterator p = r->db.postlist_begin(term); p != r->db.postlist_end(term); ++p)
        list.push_back(xap_posting{*p, p.get_wdf()});
    return list;
}

/* A document the index has, as callers know: Xapian need not look whether it does. */
Xapian::Document present(struct xap_reader *r, uint32_t document)
{
    return r->db.get_document(document, Xapian::DOC_ASSUME_VALID);
}

/* take(i, value) for each of the documents that has a value. */
template <typename Take>
void each_value(struct xap_reader *r, enum slot slot, const uint32_t *documents, size_t count,
                Take take)
{
    Xapian::ValueIterator v = r->db.valuestream_begin(Xapian::valueno(slot));

    for (size_t i = 0; i < count && v != r->db.valuestream_end(Xapian::valueno(slot)); i++) {
        v.skip_to(documents[i]);
        if (v != r->db.valuestream_end(Xapian::valueno(slot)) && v.get_docid() == documents[i])
            take(i, *v);
    }
}

} // namespace

struct xap_reader *xap_reader_open(const char *const *paths, size_t count, struct err *err)
{
    struct xap_reader *r = new xap_reader;
    bool ok = guarded(err, [&] {
        for (size_t i = 0; i < count; i++)
            r->db.add_database(Xapian::Database(paths[i]));
        return true;
    });

    if (ok)
        return r;
    delete r;
    return nullptr;
}

void xap_reader_close(struct xap_reader *r)
{
    delete r;
}

bool xap_arrange(struct xap_reader *r, struct arena *job, const struct xap_request *q,
                 struct xap_hits *out, struct err *err)
{
    return guarded(err, [&] {
        Xapian::Enquire enquire(r->db);
        Xapian::MultiValueKeyMaker keys;
        Found found(q);
        std::deque<Spy> spies;
        struct xap_hits hits = {};

        enquire.set_query(q->found ? Xapian::Query(&found) : everything());
        sort_by(enquire, keys, q);
        if (q->distinct != SLOT_NONE)
            enquire.set_collapse_key(Xapian::valueno(q->distinct));
        for (size_t i = 0; i < q->facet_count; i++)
            spies.emplace_back(job, q->facets[i]);
        for (auto &spy : spies)
            enquire.add_matchspy(&spy);
        copy_hits(job, enquire.get_mset(0, Xapian::doccount(q->count), r->db.get_doccount()),
                  &hits);
        copy_facets(job, spies, &hits);
        *out = hits;
        return true;
    });
}

bool xap_filtered(struct xap_reader *r, struct arena *job, const struct filter *filter,
                  uint32_t **out, size_t *count, struct err *err)
{
    return guarded(err, [&] {
        Xapian::Enquire enquire(r->db);
        Xapian::doccount all = r->db.get_doccount();
        uint32_t *list = ARENA_ARRAY(job, uint32_t, all);
        size_t n = 0;

        enquire.set_query(filter_of(filter));
        /* Not BoolWeight: of a term that all documents have Xapian 1.4.22 then reads the list of all
         * documents, and takes its second chunk for damage unless their numbers have no gaps. */
        enquire.set_weighting_scheme(Xapian::TradWeight());
        const Xapian::MSet passed = enquire.get_mset(0, all);
        for (Xapian::MSetIterator i = passed.begin(); i != passed.end(); ++i)
            list[n++] = *i;
        std::sort(list, list + n);
        *out = list;
        *count = n;
        return true;
    });
}

bool xap_measure(struct xap_reader *r, struct xap_size *out, struct err *err)
{
    return guarded(err, [&] {
        *out = xap_size{r->db.get_doccount(), r->db.get_avlength()};
        return true;
    });
}

bool xap_length(struct xap_reader *r, uint32_t document, double *out, struct err *err)
{
    return guarded(err, [&] {
        *out = r->db.get_doclength(document);
        return true;
    });
}

bool xap_term_count(struct xap_reader *r, struct slice term, size_t *out, struct err *err)
{
    return guarded(err, [&] {
        *out = r->db.get_termfreq(string_of(term));
        return true;
    });
}

bool xap_document_of(struct xap_reader *r, struct slice term, uint32_t *out, struct err *err)
{
    return guarded(err, [&] {
        Xapian::PostingIterator p = r->db.postlist_begin(string_of(term));

        if (p == r->db.postlist_end(string_of(term)))
            return err_set(err, ERR_NOT_FOUND, "no article has the term '%.*s'", SLICE_ARG(term));
        *out = *p;
        return true;
    });
}

bool xap_documents_of(struct xap_reader *r, struct arena *job, struct slice term, uint32_t **out,
                      size_t *count, struct err *err)
{
    return guarded(err, [&] {
        std::string name = string_of(term);
        size_t n = 0, most = name.empty() ? r->db.get_doccount() : r->db.get_termfreq(name);
        uint32_t *list = ARENA_ARRAY(job, uint32_t, most);

        for (Xapian::PostingIterator p = r->db.postlist_begin(name);
             p != r->db.postlist_end(name) && n < most; ++p)
            list[n++] = *p;
        *out = list;
        *count = n;
        return true;
    });
}

bool xap_postings(struct xap_reader *r, struct arena *job, struct slice term,
                  struct xap_posting **out, size_t *count, struct err *err)
{
    return guarded(err, [&] {
        std::vector<struct xap_posting> list = postings_of(r, string_of(term));

        *out = ARENA_ARRAY(job, struct xap_posting, list.size());
        std::copy(list.begin(), list.end(), *out);
        *count = list.size();
        return true;
    });
}

bool xap_value(struct xap_reader *r, struct arena *job, uint32_t document, enum slot slot,
               struct slice *out, struct err *err)
{
    return guarded(err, [&] {
        *out = copy(job, present(r, document).get_value(slot));
        return true;
    });
}

bool xap_number(struct xap_reader *r, uint32_t document, enum slot slot, double *out,
                struct err *err)
{
    return guarded(err, [&] {
        *out = Xapian::sortable_unserialise(present(r, document).get_value(slot));
        return true;
    });
}

bool xap_values(struct xap_reader *r, struct arena *job, enum slot slot, const uint32_t *documents,
                size_t count, struct slice **out, struct err *err)
{
    return guarded(err, [&] {
        struct slice *values = ARENA_ARRAY(job, struct slice, count);

        each_value(r, slot, documents, count,
                   [&](size_t i, const std::string &value) { values[i] = copy(job, value); });
        *out = values;
        return true;
    });
}

bool xap_numbers(struct xap_reader *r, struct arena *job, enum slot slot, const uint32_t *documents,
                 size_t count, double **out, struct err *err)
{
    return guarded(err, [&] {
        double *values = ARENA_ARRAY(job, double, count);

        each_value(r, slot, documents, count, [&](size_t i, const std::string &value) {
            values[i] = Xapian::sortable_unserialise(value);
        });
        *out = values;
        return true;
    });
}

bool xap_terms(struct xap_reader *r, struct arena *job, struct slice prefix, size_t most,
               struct xap_tally **out, size_t *count, struct err *err)
{
    return guarded(err, [&] {
        std::string start = string_of(prefix);
        struct xap_tally *list = ARENA_ARRAY(job, struct xap_tally, most);
        size_t n = 0;

        for (Xapian::TermIterator t = r->db.allterms_begin(start);
             t != r->db.allterms_end(start) && n < most; ++t)
            list[n++] = xap_tally{copy(job, *t), t.get_termfreq()};
        *out = list;
        *count = n;
        return true;
    });
}

bool xap_metadata(struct xap_reader *r, struct arena *job, const char *key, struct slice *out,
                  struct err *err)
{
    return guarded(err, [&] {
        *out = copy(job, r->db.get_metadata(key));
        return true;
    });
}

struct xap_writer *xap_writer_open(const char *path, bool passing, struct err *err)
{
    struct xap_writer *w = new xap_writer;
    int flags = Xapian::DB_CREATE_OR_OPEN | Xapian::DB_BACKEND_GLASS |
                (passing ? Xapian::DB_DANGEROUS | Xapian::DB_NO_SYNC : 0);
    bool ok = guarded(err, [&] {
        w->db = Xapian::WritableDatabase(path, flags);
        return true;
    });

    if (ok)
        return w;
    delete w;
    return nullptr;
}

/* The destructor commits what is pending; what was not committed on purpose is dropped. */
void xap_writer_close(struct xap_writer *w)
{
    struct err ignored;

    if (!w)
        return;
    guarded(&ignored, [&] {
        w->db.begin_transaction(false);
        w->db.cancel_transaction();
        return true;
    });
    delete w;
}

bool xap_put(struct xap_writer *w, const struct document *d, uint32_t *document, struct err *err)
{
    return guarded(err, [&] {
        if (*document)
            w->db.replace_document(*document, document_of(d));
        else
            *document = w->db.add_document(document_of(d));
        return true;
    });
}

bool xap_remove(struct xap_writer *w, uint32_t document, struct err *err)
{
    return guarded(err, [&] {
        w->db.delete_document(document);
        return true;
    });
}

bool xap_set_metadata(struct xap_writer *w, const char *key, struct slice text, struct err *err)
{
    return guarded(err, [&] {
        w->db.set_metadata(key, string_of(text));
        return true;
    });
}

bool xap_commit(struct xap_writer *w, struct err *err)
{
    return guarded(err, [&] {
        w->db.commit();
        return true;
    });
}

bool xap_compact(const char *const *from, size_t count, const char *without, const char *to,
                 struct err *err)
{
    return guarded(err, [&] {
        const int flags = Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_BACKEND_GLASS |
                          Xapian::DB_NO_TERMLIST | Xapian::DB_NO_SYNC;
        Xapian::Database all;

        Xapian::WritableDatabase(without, flags).close();
        for (size_t i = 0; i < count; i++)
            all.add_database(Xapian::Database(from[i]));
        all.add_database(Xapian::Database(without));
        all.compact(std::string(to), Xapian::DBCOMPACT_SINGLE_FILE);
        return true;
    });
}

bool xap_check(const char *path, struct err *err)
{
    return guarded(err, [&] {
        std::ostringstream report;
        size_t faults = Xapian::Database::check(path, 0, &report);

        if (faults)
            return err_set(err, ERR_ENGINE, "%s is damaged: %.200s", path, report.str().c_str());
        return true;
    });
}
