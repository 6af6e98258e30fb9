// What version.h refuses, one case a macro; without a macro this compiles.
#if defined(OTHER_API)
#define OPENTELEMETRY_VERSION "1.27.0"
#elif defined(ABI_1)
#define OPENTELEMETRY_ABI_VERSION_NO 1
#elif defined(OLD_CONFIG)
#include "opentelemetry/config.h"
#endif

#include "opentelemetry/version.h"

int main() { return OPENTELEMETRY_ABI_VERSION_NO - 2; }
