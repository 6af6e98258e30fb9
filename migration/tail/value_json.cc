#include "migration/tail/value_json.h"

#include <boost/hana/functional/overload.hpp>
#include <cmath>

#include "migration/tail/value_text.h"

namespace tracebridge::tail {

using Json = nlohmann::ordered_json;

Json ToJson(const Value& value) {
  static_assert(std::variant_size_v<decltype(Value::value)> == 8);
  return std::visit(boost::hana::overload(
                        [](std::monostate) { return Json(); }, [](bool flag) { return Json(flag); },
                        [](int64_t number) { return Json(number); },
                        [&](double number) {
                          return std::isfinite(number) ? Json(number) : Json(ValueText(value));
                        },
                        [](const std::string& text) { return Json(text); },
                        [](const Bytes& bytes) { return Json(ToBase64(bytes.data)); },
                        [](const std::vector<Value>& values) {
                          Json list = Json::array();
                          for (const Value& element : values) list.push_back(ToJson(element));
                          return list;
                        },
                        [](const std::vector<Attribute>& map) { return ToJson(map); }),
                    value.value);
}

Json ToJson(const std::vector<Attribute>& attributes) {
  Json pairs = Json::array();
  for (const Attribute& attribute : attributes) {
    pairs.push_back(Json::array({attribute.key, ToJson(attribute.value)}));
  }
  return pairs;
}

}  // namespace tracebridge::tail
