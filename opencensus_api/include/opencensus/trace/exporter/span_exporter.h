// Where exporters register. Every registered handler gets every finished, sampled span of the
// process, whichever API made it.
#pragma once

#include <memory>
#include <vector>

#include "absl/time/time.h"
#include "opencensus/trace/exporter/span_data.h"

namespace opencensus {
namespace trace {
namespace exporter {

class SpanExporter final {
 public:
  // Sets how many spans make a batch due (64 until set; at least 1). A batch may be larger.
  static void SetBatchSize(int size);

  // Sets after what time a smaller batch is due (5 s until set; at least 1 s).
  static void SetInterval(absl::Duration interval);

  class Handler {
   public:
    virtual ~Handler() = default;
    // Called with one batch at a time, on a thread of the exporter. What it throws is counted and
    // goes no further. `spans` live until it returns; copies of them live on.
    virtual void Export(const std::vector<SpanData>& spans) = 0;
  };

  // Takes `handler` for the rest of the process. Spans that finished before are not delivered.
  static void RegisterHandler(std::unique_ptr<Handler> handler);

 private:
  SpanExporter() = delete;
  friend class SpanExporterTestPeer;

  // Delivers what has finished, and returns when all handlers have returned.
  static void ExportForTesting();
};

}  // namespace exporter
}  // namespace trace
}  // namespace opencensus
