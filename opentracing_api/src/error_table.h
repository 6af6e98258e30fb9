// Error categories as tables: one row an error.
#pragma once

#include <string>
#include <system_error>

namespace tracebridge::opentracing_api {

struct ErrorRow {
  int code;
  std::errc condition;  // what the code compares equal to, across libraries
  const char* message;
};

// A std::error_category of the rows of Table, a class with these static members:
//
//   static constexpr const char* kName;
//   static constexpr ErrorRow kRows[];
//   static constexpr const char* kUnknown;  // the message of any other code
template <typename Table>
class TableCategory final : public std::error_category {
 public:
  const char* name() const noexcept override { return Table::kName; }

  std::error_condition default_error_condition(int code) const noexcept override {
    for (const ErrorRow& row : Table::kRows) {
      if (row.code == code) return std::make_error_condition(row.condition);
    }
    return {code, *this};
  }

  std::string message(int code) const override {
    for (const ErrorRow& row : Table::kRows) {
      if (row.code == code) return row.message;
    }
    return Table::kUnknown;
  }
};

}  // namespace tracebridge::opentracing_api
