/*
 * fault_plan.h - what goes wrong next, for unit tests (fault.c).
 */
#ifndef TESTS_FAULTS_FAULT_PLAN_H
#define TESTS_FAULTS_FAULT_PLAN_H

void fault_plan(const char *text); /* "" for nothing; counts from now */
long fault_reached(void);          /* steps since then */

#endif
