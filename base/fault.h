/*
 * fault.h - named places where a test may make the program fail or die.
 *
 * In the program these do nothing (fault.c). tests/faults links another definition that
 * reads a plan such as "kill:publish.link" or "fail:file.sync:3" and obeys it, so that
 * the steps of publishing, of a hand-off and of writing a file can be cut one by one.
 */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

#include <stdbool.h>

/* True if the step named `step` must fail now, with errno set. May not return at all. */
bool fault_here(const char *step);

#endif
