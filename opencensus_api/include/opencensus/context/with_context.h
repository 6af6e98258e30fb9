// Makes a context the current one of the calling thread until destroyed.
#pragma once

#include <cstdint>

#include "opencensus/context/context.h"

namespace opencensus {
namespace context {

class WithContext {
 public:
  // Does nothing when `cond` is false. Destroy it on the same thread, innermost first; otherwise
  // the scopes around it still end where they should, and a diagnostic counts it.
  explicit WithContext(const Context& ctx, bool cond = true);
  explicit WithContext(Context&& ctx, bool cond = true);
  ~WithContext();

 private:
  WithContext() = delete;
  WithContext(const WithContext&) = delete;
  WithContext(WithContext&&) = delete;
  WithContext& operator=(const WithContext&) = delete;
  WithContext& operator=(WithContext&&) = delete;

  // What names the activation to the core; null when there is none.
  void* activation_ = nullptr;
  uint64_t serial_ = 0;
};

}  // namespace context
}  // namespace opencensus
