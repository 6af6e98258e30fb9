/* libtracebridge_yaml.so: YAML as a sequence of events, for the plugin, which does without yaml-cpp until it is given YAML.
 *
 *   sampler:          map starts, line 1; scalar "sampler", line 1; map starts, line 2
 *     type: const     scalar "type", line 2; scalar "const", line 2; map ends
 *                     map ends
 *
 * A C interface, and the only symbol of the library: it is loaded RTLD_LOCAL, and no exception of yaml-cpp's leaves it.
 */
#pragma once

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum TracebridgeYamlKind {
  kTracebridgeYamlNull,
  kTracebridgeYamlScalar,
  kTracebridgeYamlListStart,
  kTracebridgeYamlListEnd,
  kTracebridgeYamlMapStart,
  kTracebridgeYamlMapEnd
};

/* `text` is a scalar's, of `size` bytes, valid during the call. Lines begin with 1. Whatever is not 0 ends the reading. */
typedef int (*TracebridgeYamlEvent)(void* to, int kind, const char* text, size_t size, size_t line);

/* What cannot be read, and the line where that was seen. */
struct TracebridgeYamlError {
  size_t line;
  char message[200];
};

/* Returns 0 when the one document of `text` was read to its end; else says why in `error`, which is filled in unless `event`
 * ended it or there was no memory. Refused are more than 64 KiB, 16 levels or 10,000 nodes, aliases, and a second document. */
typedef int TracebridgeYamlRead(const char* text, size_t size, TracebridgeYamlEvent event, void* to,
                                struct TracebridgeYamlError* error);
TracebridgeYamlRead tracebridge_yaml_v1_read;

#ifdef __cplusplus
}
#endif
