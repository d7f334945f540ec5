/*
 * schema.h - the tables of the desk's database, from version to version.
 */
#ifndef DESK_SCHEMA_H
#define DESK_SCHEMA_H

#include <stddef.h>

/* What makes each version of the one before. Each is run once, in order; a database's user_version
 * counts those it has had. What stands here is in databases: new ones go behind. */
extern const char *const schema_versions[];
extern const size_t schema_version_count;

#endif
