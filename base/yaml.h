/*
 * yaml.h - YAML (libyaml) read into the values of json.h.
 *
 * For front matter and configuration: one document, a mapping at the top, at most 8
 * levels and 10,000 values. All scalars become texts; what a text means is decided by
 * the table that knows the field. A plain `~` or `null`, and nothing at all, is null.
 * Aliases and repeated keys are refused, and what stands behind the mapping.
 */
#ifndef BASE_YAML_H
#define BASE_YAML_H

#include "base/json.h"

/* `first_line` is the line of the file on which the text begins; the error's line is
 * counted from there. An empty document gives an empty object. */
bool yaml_parse(struct arena *job, struct slice text, unsigned first_line, const struct json **out,
                struct err *err);

/* The line of the text on which a value of the tree stands that was read from it: with its name,
 * where it has one. Reads the text anew, for a message. 0 for a value of another tree. */
unsigned yaml_line(struct slice text, unsigned first_line, const struct json *root,
                   const struct json *value);

/* The line on which a key of the top mapping stands, in whatever case; 0 if it does not. */
unsigned yaml_key_line(struct slice text, unsigned first_line, struct slice key);

#endif
