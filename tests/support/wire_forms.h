// The form of a header's value, field by field: what we write must be what a peer was seen to read.
//
//   4bf92f3577b34da6a3ce929d0e0e4736-53995c3f42cd8ad8-1   ->   <32>, <16>, 1
//   true                                                  ->   true
#pragma once

#include <cctype>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/wire_vectors.h"

namespace tracebridge::test {

class Forms {
 public:
  // `separators`: what stands between the fields of the headers.
  explicit Forms(std::string separators) : separators_(std::move(separators)) {}

  // Adds the forms of all headers of `vector`.
  void Saw(const Json& vector) {
    for (const Json& header : vector["headers"]) {
      if (header[1].is_string()) Saw(header[0], header[1]);
    }
  }

  void Saw(const std::string& name, const std::string& value) {
    std::size_t position = 0;
    for (const std::string& form : FormsOf(value)) seen_[{Lower(name), position++}].insert(form);
  }

  // Returns the first form of `value` that was not seen at its place, or "".
  std::string Unseen(const std::string& name, const std::string& value) const {
    std::size_t position = 0;
    for (const std::string& form : FormsOf(value)) {
      const auto at = seen_.find({Lower(name), position++});
      if (at == seen_.end() || at->second.count(form) == 0) {
        return name + " field " + std::to_string(position) + ": " + form;
      }
    }
    return "";
  }

 private:
  static std::string Lower(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
  }

  // Of a field of two hexadecimal digits or more only the length is a form.
  static std::string FormOf(const std::string& field) {
    for (const char c : field) {
      if (std::isxdigit(static_cast<unsigned char>(c)) == 0) return field;
    }
    return field.size() >= 2 ? "<" + std::to_string(field.size()) + ">" : field;
  }

  std::vector<std::string> FormsOf(const std::string& value) const {
    std::vector<std::string> forms;
    std::size_t begin = 0;
    while (true) {
      const std::size_t end = value.find_first_of(separators_, begin);
      forms.push_back(FormOf(value.substr(begin, end - begin)));
      if (end == std::string::npos) return forms;
      begin = end + 1;
    }
  }

  std::string separators_;
  std::map<std::pair<std::string, std::size_t>, std::set<std::string>> seen_;
};

}  // namespace tracebridge::test
