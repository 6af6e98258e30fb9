// Built with -fvisibility=hidden and linked by the executable.
#include "module.h"

extern "C" __attribute__((visibility("default"))) Seen hidden_library_look() { return Look(); }
