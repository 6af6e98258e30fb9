#include "shims/opentracing/json_text.h"

#include <nlohmann/json.hpp>

namespace tracebridge::opentracing_shim {
namespace {

nlohmann::json ToJson(const opentracing::Value& value);

struct JsonOf {
  nlohmann::json operator()(bool x) const { return x; }
  nlohmann::json operator()(double x) const { return x; }
  nlohmann::json operator()(int64_t x) const { return x; }
  nlohmann::json operator()(uint64_t x) const { return x; }
  nlohmann::json operator()(const std::string& x) const { return x; }
  nlohmann::json operator()(opentracing::string_view x) const {
    return x.data() == nullptr ? std::string() : std::string(x.data(), x.size());
  }
  nlohmann::json operator()(std::nullptr_t) const { return nullptr; }
  nlohmann::json operator()(const char* x) const { return std::string(x == nullptr ? "" : x); }
  nlohmann::json operator()(const opentracing::Values& values) const {
    nlohmann::json array = nlohmann::json::array();
    for (const opentracing::Value& value : values) array.push_back(ToJson(value));
    return array;
  }
  nlohmann::json operator()(const opentracing::Dictionary& dictionary) const {
    nlohmann::json object = nlohmann::json::object();
    for (const auto& [key, value] : dictionary) object[key] = ToJson(value);
    return object;
  }
};

nlohmann::json ToJson(const opentracing::Value& value) {
  return opentracing::Value::visit(value, JsonOf{});
}

}  // namespace

std::string JsonText(const opentracing::Value& value) {
  return ToJson(value).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace tracebridge::opentracing_shim
