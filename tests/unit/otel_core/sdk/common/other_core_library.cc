// A library with the one symbol by which opentelemetry-cpp's API is known (ABI 1).
namespace opentelemetry {
inline namespace v1 {
namespace trace {
class Provider {
 public:
  static int& GetProvider() {
    static int provider = 0;
    return provider;
  }
};
}  // namespace trace
}  // namespace v1
}  // namespace opentelemetry

int* UsesTheOtherCore() { return &opentelemetry::trace::Provider::GetProvider(); }
