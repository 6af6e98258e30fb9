#include <cstddef>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "otel_core/configuration/src/json_members.h"
#include "otel_core/configuration/src/line_counter.h"
#include "shims/legacy_configuration/document.h"
#include "shims/legacy_configuration/tree_builder.h"

namespace tracebridge::legacy_configuration {
namespace {

using nlohmann::json;

// What nlohmann's parser meets.
class Events final : public nlohmann::json_sax<json> {
 public:
  Events(TreeBuilder* tree, const std::size_t* line) : tree_(tree), line_(line) {}

  bool null() override { return Scalar(Node::Kind::kNull, ""); }
  bool boolean(bool value) override { return Scalar(Node::Kind::kTruth, value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override {
    return Scalar(Node::Kind::kNumber, std::to_string(value));
  }
  bool number_unsigned(number_unsigned_t value) override {
    return Scalar(Node::Kind::kNumber, std::to_string(value));
  }
  bool number_float(number_float_t, const string_t& text) override {
    return Scalar(Node::Kind::kNumber, text);
  }
  bool string(string_t& text) override { return Scalar(Node::Kind::kText, std::move(text)); }
  bool binary(binary_t&) override { return false; }  // not in JSON text
  bool start_object(std::size_t) override { return tree_->Open(Node::Kind::kMap, *line_); }
  bool key(string_t& name) override { return tree_->Name(std::move(name), *line_); }
  bool end_object() override { return tree_->Close(); }
  bool start_array(std::size_t) override { return tree_->Open(Node::Kind::kList, *line_); }
  bool end_array() override { return tree_->Close(); }
  bool parse_error(std::size_t, const std::string&, const json::exception& exception) override {
    error_ = core::MalformedJson(exception, *line_);
    return false;
  }

  const std::optional<Error>& error() const { return error_; }

 private:
  bool Scalar(Node::Kind kind, std::string text) {
    return tree_->Scalar(kind, std::move(text), /*is_typed=*/true, *line_);
  }

  TreeBuilder* const tree_;
  const std::size_t* const line_;
  std::optional<Error> error_;
};

}  // namespace

Expected<Node> ParseJson(std::string_view text) {
  std::size_t line = 1;
  TreeBuilder tree;
  Events events(&tree, &line);
  json::sax_parse(core::LineCounter(text.data(), &line),
                  core::LineCounter(text.data() + text.size(), &line), &events);
  if (events.error()) return *events.error();
  return tree.Take();
}

}  // namespace tracebridge::legacy_configuration
