#include <dlfcn.h>
#include <opentracing/dynamic_load.h>

#include <utility>

#include "opentracing_api/src/error_table.h"
#include "opentracing_api/src/immortal.h"

namespace {
using tracebridge::opentracing_api::ErrorRow;

struct DynamicLoadErrors {
  static constexpr const char* kName = "OpenTracingDynamicLoadError";
  static constexpr ErrorRow kRows[] = {
      {1, std::errc::no_such_file_or_directory, "opentracing: failed to load dynamic library"},
      {2, std::errc::not_supported, "opentracing: dynamic library loading is not supported"},
      {3, std::errc::invalid_argument,
       "opentracing: versions of opentracing libraries are incompatible"},
  };
  static constexpr const char* kUnknown = "opentracing: unknown dynamic load error";
};

class SharedObject : public opentracing::DynamicLibraryHandle {
 public:
  explicit SharedObject(const char* name) : handle_(dlopen(name, RTLD_NOW | RTLD_LOCAL)) {}
  SharedObject(const SharedObject&) = delete;
  ~SharedObject() override {
    if (handle_ != nullptr) dlclose(handle_);
  }

  bool is_open() const { return handle_ != nullptr; }
  void* Find(const char* symbol) const { return dlsym(handle_, symbol); }

 private:
  void* handle_;
};

// What dlopen or dlsym just failed with.
std::string LastError() {
  const char* const text = dlerror();
  return text == nullptr ? "unknown error" : text;
}

using Loaded = opentracing::expected<opentracing::DynamicTracingLibraryHandle>;

Loaded Failure() { return opentracing::make_unexpected(opentracing::dynamic_load_failure_error); }

// Returns the factory that the plugin makes, or null with the reason in `error_message`.
opentracing::TracerFactory* MakeFactory(OpenTracingMakeTracerFactoryType& make,
                                        std::string& error_message) {
  const void* category = nullptr;
  void* factory = nullptr;
  const int code =
      make(OPENTRACING_VERSION, OPENTRACING_ABI_VERSION, &category, &error_message, &factory);
  if (code != 0) {
    if (category == nullptr) {
      error_message = "failed to construct a TracerFactory: unknown error code";
    } else if (error_message.empty()) {
      error_message = static_cast<const std::error_category*>(category)->message(code);
    }
    return nullptr;
  }
  if (factory == nullptr) {
    error_message = "failed to construct a TracerFactory: `tracer_factory` is null";
  }
  return static_cast<opentracing::TracerFactory*>(factory);
}

Loaded Load(const char* shared_library, std::string& error_message) {
  std::unique_ptr<SharedObject> library{new SharedObject{shared_library}};
  if (!library->is_open()) {
    error_message = LastError();
    return Failure();
  }

  const auto entry_point = static_cast<OpenTracingMakeTracerFactoryType**>(
      library->Find("OpenTracingMakeTracerFactory"));
  if (entry_point == nullptr) {
    error_message = LastError();
    return Failure();
  }
  if (*entry_point == nullptr) {
    error_message =
        "An error occurred while looking up for OpenTracingMakeTracerFactory. "
        "It seems that it was set to nullptr.";
    return Failure();
  }

  std::unique_ptr<const opentracing::TracerFactory> factory{
      MakeFactory(**entry_point, error_message)};
  if (factory == nullptr) return Failure();
  return opentracing::DynamicTracingLibraryHandle{std::move(factory), std::move(library)};
}
}  // namespace

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
const std::error_category& dynamic_load_error_category() {
  using tracebridge::opentracing_api::Immortal;
  return Immortal<tracebridge::opentracing_api::TableCategory<DynamicLoadErrors>>();
}

DynamicTracingLibraryHandle::DynamicTracingLibraryHandle(
    std::unique_ptr<const TracerFactory>&& tracer_factory,
    std::unique_ptr<DynamicLibraryHandle>&& dynamic_library_handle) noexcept
    : dynamic_library_handle_(std::move(dynamic_library_handle)),
      tracer_factory_(std::move(tracer_factory)) {}

expected<DynamicTracingLibraryHandle> DynamicallyLoadTracingLibrary(
    const char* shared_library, std::string& error_message) noexcept {
  try {
    dlerror();  // Forgets what failed before.
    return Load(shared_library, error_message);
  } catch (const std::bad_alloc&) {
    return make_unexpected(std::make_error_code(std::errc::not_enough_memory));
  } catch (...) {
    // The plugin let an exception out.
    return Failure();
  }
}
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
