#include "otel_core/sdk/src/common/other_core.h"

#include <dlfcn.h>

#include <atomic>

#include "opentelemetry/sdk/common/global_log_handler.h"

namespace tracebridge::sdk {
namespace {

// opentelemetry::v<ABI>::trace::Provider::GetProvider()::provider, which every library that uses the API defines, visible,
// so that the dynamic linker makes them one. Ours lies in another inline namespace.
constexpr const char* kTheirProviders[] = {
    "_ZZN13opentelemetry2v15trace8Provider11GetProviderEvE8provider",
    "_ZZN13opentelemetry2v25trace8Provider11GetProviderEvE8provider",
};

}  // namespace

std::string OtherCore() {
  for (const char* const symbol : kTheirProviders) {
    const void* const provider = dlsym(RTLD_DEFAULT, symbol);
    if (provider == nullptr) continue;
    Dl_info info{};
    const bool is_known = dladdr(provider, &info) != 0 && info.dli_fname != nullptr;
    return is_known ? info.dli_fname : "this program";
  }
  return {};
}

void WarnOfOtherCore() {
  static std::atomic<bool> warned{false};
  if (warned.load(std::memory_order_relaxed)) return;
  const std::string other = OtherCore();
  if (other.empty() || warned.exchange(true)) return;
  OTEL_INTERNAL_LOG_WARN(
      other << " was built against opentelemetry-cpp's own headers: its spans go to a provider of "
               "their own and do not join the traces here. A process with such libraries wants "
               "tracebridge built with -DTRACEBRIDGE_CORE=system");
}

}  // namespace tracebridge::sdk
