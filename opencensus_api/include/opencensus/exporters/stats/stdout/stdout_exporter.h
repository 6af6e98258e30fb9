// Prints the views that are registered for export.
#pragma once

#include <iostream>

namespace opencensus {
namespace exporters {
namespace stats {

class StdoutExporter {
 public:
  StdoutExporter() = delete;

  // From now on writes the views' rows to `stream`, which has to live until the process ends, each time
  // that the exporter's interval is over.
  static void Register(std::ostream* stream = &std::cout);
};

}  // namespace stats
}  // namespace exporters
}  // namespace opencensus
