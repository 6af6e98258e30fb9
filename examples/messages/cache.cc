#include "examples/messages/cache.h"

#include <chrono>

#include "examples/messages/service.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/tracer.h"

namespace messages {
namespace {

namespace trace = opentelemetry::trace;

opentelemetry::nostd::shared_ptr<trace::Span> StartSpan(const char* name, const std::string& key) {
  static const auto tracer = trace::Provider::GetTracerProvider()->GetTracer("cache", "2.0");
  return tracer->StartSpan(name, {{"cache.key", key}});
}

}  // namespace

std::optional<std::string> Cache::Get(const std::string& key) {
  const auto span = StartSpan("cache.Get", key);
  const trace::Scope scope(span);
  Work(std::chrono::milliseconds(1));
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = values_.find(key);
  span->SetAttribute("cache.hit", found != values_.end());
  span->End();
  if (found == values_.end()) return std::nullopt;
  return found->second;
}

void Cache::Put(const std::string& key, const std::string& value) {
  const auto span = StartSpan("cache.Put", key);
  const trace::Scope scope(span);
  Work(std::chrono::milliseconds(1));
  const std::lock_guard<std::mutex> lock(mutex_);
  values_[key] = value;
  span->End();
}

}  // namespace messages
