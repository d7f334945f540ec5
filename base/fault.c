/* fault.c - see fault.h: the program itself never fails on purpose. */
#include "base/fault.h"

bool fault_here(const char *step)
{
    (void)step;
    return false;
}
