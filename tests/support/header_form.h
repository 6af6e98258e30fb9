// The form of a header: what stays of it when its ids have names. Two headers of one form differ in their ids alone.
//
//   4bf92f3577b34da6a3ce929d0e0e4736/6023947403358210776;o=1   is a   TRACE/SPAN;o=1
#pragma once

#include <cstddef>
#include <initializer_list>
#include <set>
#include <string>
#include <utility>

namespace tracebridge::test {

// Returns `text` with each of `parts` (its first is replaced by its second) named, in their order.
inline std::string Form(std::string text,
                        std::initializer_list<std::pair<std::string, std::string>> parts) {
  for (const auto& [id, name] : parts) {
    const std::size_t at = id.empty() ? std::string::npos : text.find(id);
    if (at != std::string::npos) text.replace(at, id.size(), name);
  }
  return text;
}

// Returns those of `ours` that are not in `seen`, one a line.
inline std::string Unseen(const std::set<std::string>& ours, const std::set<std::string>& seen) {
  std::string unseen;
  for (const std::string& form : ours) {
    if (seen.count(form) == 0) unseen += form + "\n";
  }
  return unseen;
}

}  // namespace tracebridge::test
