// Prints every finished span.
#pragma once

#include <iostream>

namespace opencensus {
namespace exporters {
namespace trace {

class StdoutExporter {
 public:
  StdoutExporter() = delete;

  // From now on writes each finished span's DebugString() to `stream`, which has to live until the
  // process ends.
  static void Register(std::ostream* stream = &std::cout);
};

}  // namespace trace
}  // namespace exporters
}  // namespace opencensus
