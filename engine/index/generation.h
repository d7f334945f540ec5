/*
 * generation.h - the published indexes of a data folder.
 *
 *      DATA/index/gen-000041/   index.glass postings.dat words.dat forward.dat records.dat
 *                               grams.dat spelling.dat complete.dat wording.json
 *                               calibration.json manifest.json
 *      DATA/index/gen-000042/
 *      DATA/index/current -> gen-000042
 *      DATA/index/work/         the indexer's own; never read by a server
 *
 * A generation never changes once its folder has this name. Readers resolve the link
 * first and then open real paths: opening through the link while it moves could mix
 * files of two generations.
 */
#ifndef ENGINE_GENERATION_H
#define ENGINE_GENERATION_H

#include "base/json.h"

struct generation {
    uint64_t number;
    const char *path; /* the real folder */
};

/* Names within a data folder. */
const char *generation_folder(struct arena *job, const char *data); /* DATA/index */
const char *generation_path(struct arena *job, const char *data, uint64_t number);

const char *generation_sources(struct arena *job, const char *data); /* DATA/sources.json */

/* When the sources were last read to the end, changed or not, wall milliseconds; 0: never. */
int64_t generation_indexed_at(struct arena *job, const char *data);

/* What `current` points at. ERR_NOT_FOUND, with what to do, when nothing is published. */
bool generation_current(struct arena *job, const char *data, struct generation *out,
                        struct err *err);

/* What failed is to open a file of the generation: one that is missing, damaged or of another
 * version makes `err` ERR_STALE and says what to do. Returns false. */
bool generation_unreadable(const struct generation *g, struct err *err);

/* All complete generations, ascending. */
bool generation_list(struct arena *job, const char *data, struct generation **out, size_t *count,
                     struct err *err);

/* What is known of a generation. */
struct manifest {
    uint64_t generation;
    unsigned engine; /* engine_version of the program that built it */
    int64_t built_at;
    uint64_t documents, refused;
    const struct json *root; /* the whole file */
};
bool manifest_read(struct arena *job, const struct generation *g, struct manifest *out,
                   struct err *err);

#define GENERATION_INDEX       "index.glass"
#define GENERATION_VOCABULARY  "words.dat"
#define GENERATION_FORWARD     "forward.dat"
#define GENERATION_RECORDS     "records.dat"
#define GENERATION_POSTINGS    "postings.dat"
#define GENERATION_GRAMS       "grams.dat"
#define GENERATION_COMPLETE    "complete.dat"
#define GENERATION_WORDING     "wording.json"
#define GENERATION_SPELLING    "spelling.dat"
#define GENERATION_CALIBRATION "calibration.json"
#define GENERATION_MANIFEST    "manifest.json"

#endif
