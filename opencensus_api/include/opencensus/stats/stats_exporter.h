// Where exporters of stats register, and where they read the views.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "opencensus/stats/view.h"
#include "opencensus/stats/view_data.h"
#include "opencensus/stats/view_descriptor.h"

namespace opencensus {
namespace stats {

class StatsExporter final {
 public:
  // Sets how often handlers are called (every 10 s until set; at least 1 ms), from now on.
  static void SetInterval(absl::Duration interval);

  // Ends the export of the view of that name, if there is one.
  static void RemoveView(absl::string_view name);

  class Handler {
   public:
    virtual ~Handler() = default;
    // Called with all views registered for export, one call at a time, on a thread of the exporter. What
    // it throws is counted and goes no further.
    virtual void ExportViewData(const std::vector<std::pair<ViewDescriptor, ViewData>>& data) = 0;
  };

  // Takes `handler` for the rest of the process. The first one starts the exporter's thread.
  static void RegisterPushHandler(std::unique_ptr<Handler> handler);

  // Returns the data of all views registered for export, for exporters that are asked.
  static std::vector<std::pair<ViewDescriptor, ViewData>> GetViewData();

  // Calls the handlers a last time and ends the exporter's thread; the next registration starts it
  // again. Of a patched copy in wide use.
  static void Shutdown();

 private:
  StatsExporter() = delete;
  friend class StatsExporterTest;

  // Calls the handlers, and returns when they have returned.
  static void ExportForTesting();
  // Forgets the handlers. None is called after it returns.
  static void ClearHandlersForTesting();
};

}  // namespace stats
}  // namespace opencensus
