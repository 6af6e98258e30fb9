#include "examples/messages/database.h"

#include <chrono>

#include "examples/messages/service.h"
#include "opencensus/trace/context_util.h"
#include "opencensus/trace/span.h"

namespace messages {

std::string Database::Query(const std::string& statement, const std::string& user) const {
  const auto parent = opencensus::trace::GetCurrentSpan();
  auto span = opencensus::trace::Span::StartSpan("mysql.Query", &parent);
  span.AddAttributes({{"sql", statement}, {"shard", 3}});
  Work(std::chrono::milliseconds(8));
  span.AddAnnotation("rows received", {{"rows", 2}});
  span.End();
  return "hello " + user + "\nwelcome back\n";
}

}  // namespace messages
