// A page that shows the latest traces as waterfalls, coloured by the API that each span came from.
//
// One file, no script, nothing loaded from elsewhere: it works from file://, and its
// Content-Security- Policy forbids everything but its own style, in case text of a sender should
// ever get through as markup.
#pragma once

#include <cstddef>
#include <deque>
#include <string>

#include "migration/tail/trace_store.h"

namespace tracebridge::tail {

struct PageLimits {
  size_t max_traces = 50;
  size_t max_bytes = size_t{16} << 20;  // of the traces' markup; the oldest make room
  size_t max_rows = 2000;               // of a trace
};

class HtmlPage {
 public:
  explicit HtmlPage(const PageLimits& limits = {}) : limits_(limits) {}

  // Adds a trace on top, or replaces what was shown of it.
  void Update(const Trace& trace);

  // Returns the page, in UTF-8.
  std::string Text() const;

 private:
  struct Section {
    TraceId trace_id;
    std::string html;
  };

  const PageLimits limits_;
  std::deque<Section> sections_;  // newest first
  size_t left_out_ = 0;           // traces that made room
};

}  // namespace tracebridge::tail
