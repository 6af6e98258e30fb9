#include <opentracing/mocktracer/in_memory_recorder.h>
#include <opentracing/mocktracer/tracer.h>
#include <opentracing/noop.h>
#include <opentracing/propagation.h>

#include <sstream>

#include "tests/conformance/opentracing_api/behaviour/behaviour.h"
#include "tests/conformance/opentracing_api/behaviour/carriers.h"

namespace behaviour {
namespace {
using namespace opentracing;
using namespace opentracing::mocktracer;

// Trace 0x0102030405060708, span 0x1112131415161718, baggage {a: "", key: "value"}.
const char kBinary[] =
    "\x08\x07\x06\x05\x04\x03\x02\x01\x18\x17\x16\x15\x14\x13\x12\x11\x02\0\0\0"
    "\x01\0\0\0a\0\0\0\0\x03\0\0\0key\x05\0\0\0value";

std::string Hex(const std::string& bytes) {
  std::string text;
  for (const char c : bytes) {
    char digits[4];
    std::snprintf(digits, sizeof(digits), "%02x", static_cast<unsigned>(c) & 255);
    text += digits;
  }
  return text;
}

std::string Text(const expected<std::unique_ptr<SpanContext>>& extracted) {
  if (!extracted) return "error " + behaviour::Text(extracted.error());
  if (*extracted == nullptr) return "nothing";
  std::string text = (*extracted)->ToTraceID() + " " + (*extracted)->ToSpanID();
  (*extracted)->ForeachBaggageItem([&](const std::string& key, const std::string& value) {
    text += " " + key + "=" + value;
    return key != "key";
  });
  return text;
}

std::shared_ptr<Tracer> Make(PropagationOptions propagation = {}) {
  MockTracerOptions options;
  options.propagation_options = std::move(propagation);
  return std::shared_ptr<Tracer>(new MockTracer(std::move(options)));
}

#define SHOW_EXTRACTED(expression) std::cout << #expression << " -> " << Text(expression) << "\n"

void Binary() {
  const auto tracer = Make();
  const std::string whole(kBinary, sizeof(kBinary) - 1);
  std::istringstream in(whole);
  auto extracted = tracer->Extract(in);
  SHOW_EXTRACTED(extracted);
  std::ostringstream out;
  SHOW(tracer->Inject(**extracted, out));
  SHOW(out.str() == whole);
  SHOW(Hex(out.str()));

  std::istringstream empty;
  SHOW_EXTRACTED(tracer->Extract(empty));
  std::istringstream failed(whole);
  failed.setstate(std::ios::failbit);
  SHOW_EXTRACTED(tracer->Extract(failed));
  std::istringstream cut(whole.substr(0, whole.size() - 2));
  SHOW_EXTRACTED(tracer->Extract(cut));
  std::ostringstream closed;
  closed.setstate(std::ios::badbit);
  SHOW(tracer->Inject(**extracted, closed));
}

void Pairs() {
  const auto tracer = Make();
  std::istringstream in(std::string(kBinary, sizeof(kBinary) - 1));
  const auto context = tracer->Extract(in);
  Headers headers;
  const TextMapWriter& text_writer = headers;
  const TextMapReader& text_reader = headers;
  const HTTPHeadersWriter& header_writer = headers;
  const HTTPHeadersReader& header_reader = headers;
  SHOW_EXTRACTED(tracer->Extract(text_reader));
  SHOW(tracer->Inject(**context, text_writer));
  for (const auto& pair : headers.pairs)
    std::cout << "  " << pair.first << ": " << pair.second << "\n";
  SHOW_EXTRACTED(tracer->Extract(text_reader));
  SHOW_EXTRACTED(tracer->Extract(header_reader));
  SHOW(headers.searches);
  headers.can_look_up = true;
  SHOW_EXTRACTED(tracer->Extract(text_reader));
  SHOW(headers.searches);
  headers.can_look_up = false;

  const std::string value = headers.pairs["x-ot-span-context"];
  headers.pairs = {{"X-OT-Span-Context", value}};
  SHOW_EXTRACTED(tracer->Extract(text_reader));
  SHOW_EXTRACTED(tracer->Extract(header_reader));
  for (const char* const bad : {"", "a", "====", "ab=c", "!!!!", "AAA=", "A===", "AB=="}) {
    headers.pairs = {{"x-ot-span-context", bad}};
    SHOW(bad);
    if (std::string(bad) != "AAA=") SHOW_EXTRACTED(tracer->Extract(header_reader));
  }

  headers.pairs.clear();
  SHOW(tracer->Inject(**context, header_writer));
  SHOW(headers.pairs.size());
  headers.set_error = invalid_carrier_error;
  SHOW(tracer->Inject(**context, header_writer));
}

void TracerOptions() {
  std::istringstream in(std::string(kBinary, sizeof(kBinary) - 1));
  const auto context = Make()->Extract(in);
  PropagationOptions named;
  named.propagation_key = "other-key";
  PropagationOptions refusing;
  refusing.inject_error_code = std::make_error_code(std::errc::network_down);
  refusing.extract_error_code = std::make_error_code(std::errc::timed_out);
  Headers headers;
  const TextMapWriter& writer = headers;
  const TextMapReader& reader = headers;
  SHOW(Make(named)->Inject(**context, writer));
  SHOW(headers.pairs.count("other-key"));
  SHOW(Make(refusing)->Inject(**context, writer));
  SHOW_EXTRACTED(Make(refusing)->Extract(reader));
  const auto foreign = MakeNoopTracer()->StartSpan("x");
  SHOW(Make()->Inject(foreign->context(), writer));
}
}  // namespace

void Propagation() {
  Binary();
  Pairs();
  TracerOptions();
}
}  // namespace behaviour
