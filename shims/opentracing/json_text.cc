#include "shims/opentracing/json_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

namespace tracebridge::opentracing_shim {
namespace {

// Appends to `*out`. Only scalars are nlohmann's: the destructor of its arrays and objects needs memory, and ends the
// process if there is none.
struct Append {
  std::string* out;

  template <class Scalar>
  void Json(const Scalar& x) const {
    *out += nlohmann::json(x).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  }

  void operator()(bool x) const { Json(x); }
  void operator()(double x) const { Json(x); }
  void operator()(int64_t x) const { Json(x); }
  void operator()(uint64_t x) const { Json(x); }
  void operator()(const std::string& x) const { Json(x); }
  void operator()(opentracing::string_view x) const {
    Json(x.data() == nullptr ? std::string() : std::string(x.data(), x.size()));
  }
  void operator()(std::nullptr_t) const { *out += "null"; }
  void operator()(const char* x) const { Json(std::string(x == nullptr ? "" : x)); }

  void operator()(const opentracing::Values& values) const {
    *out += '[';
    const char* separator = "";
    for (const opentracing::Value& value : values) {
      *out += separator;
      opentracing::Value::visit(value, *this);
      separator = ",";
    }
    *out += ']';
  }

  void operator()(const opentracing::Dictionary& dictionary) const {
    std::vector<const opentracing::Dictionary::value_type*> pairs;
    for (const auto& pair : dictionary) pairs.push_back(&pair);
    std::sort(pairs.begin(), pairs.end(), [](auto* a, auto* b) { return a->first < b->first; });
    *out += '{';
    const char* separator = "";
    for (const auto* pair : pairs) {
      *out += separator;
      Json(pair->first);
      *out += ':';
      opentracing::Value::visit(pair->second, *this);
      separator = ",";
    }
    *out += '}';
  }
};

}  // namespace

std::string JsonText(const opentracing::Value& value) {
  std::string text;
  opentracing::Value::visit(value, Append{&text});
  return text;
}

}  // namespace tracebridge::opentracing_shim
