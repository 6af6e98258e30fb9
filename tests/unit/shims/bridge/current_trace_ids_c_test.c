/* The header and the getter, from C. */
#include <string.h>

#include "tracebridge/current_trace_ids.h"

int main(void) {
  struct tracebridge_trace_ids ids;
  memset(&ids, 'x', sizeof ids);
  if (tracebridge_current_trace_ids(&ids) != 0) return 1;
  return ids.trace_id[0] == '\0' && ids.span_id[0] == '\0' && ids.trace_flags == 0 ? 0 : 2;
}
