// A view that the process itself reads. Collects while it lives.
#pragma once

#include "opencensus/stats/view_data.h"
#include "opencensus/stats/view_descriptor.h"

namespace opencensus {
namespace stats {

class View {
 public:
  // Views alike in measure, aggregation, window and columns share their data: a further one shows what
  // was recorded since the first was made.
  View(const ViewDescriptor& descriptor);  // NOLINT
  View(const View&) = delete;
  View& operator=(const View&) = delete;
  ~View();

  // Returns false when the descriptor has no measure. An invalid view has no data.
  bool IsValid() const;

  // Returns all that was recorded before the call. With a delta window, what comes later is in the next
  // answer, whichever of the views that share the data is asked.
  const ViewData GetData();

  const ViewDescriptor& descriptor() { return descriptor_; }

 private:
  friend class ViewAccess;

  const ViewDescriptor descriptor_;
  void* const state_;
};

}  // namespace stats
}  // namespace opencensus
