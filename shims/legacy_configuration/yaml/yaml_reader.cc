#include "shims/legacy_configuration/yaml/yaml_reader.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <new>
#include <sstream>
#include <string>
#include <string_view>

namespace {

constexpr std::size_t kMaxSize = 64 * 1024;  // bytes
constexpr int kMaxDepth = 16;
constexpr int kMaxNodes = 10000;

std::size_t LineOf(const YAML::Mark& mark) {
  return mark.line < 0 ? 0 : static_cast<std::size_t>(mark.line) + 1;
}

// Not derived from std::exception: no catch of yaml-cpp's takes it.
struct Refused {
  std::size_t line;
  const char* message;  // null: the caller ended it
};

// An error is thrown as soon as it is seen: what nests deeply is not read to its depth first.
class Events final : public YAML::EventHandler {
 public:
  // `*line` is that of the last event, from 1.
  Events(TracebridgeYamlEvent event, void* to, std::size_t* line)
      : event_(event), to_(to), line_(line) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (has_document_) throw Refused{LineOf(mark), "holds a second document"};
    has_document_ = true;
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    Send(kTracebridgeYamlNull, mark, {});
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    throw Refused{LineOf(mark), "aliases are not read; write out what it stands for"};
  }
  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                const std::string& value) override {
    Send(kTracebridgeYamlScalar, mark, value);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    Enter(kTracebridgeYamlListStart, mark);
  }
  void OnSequenceEnd() override { Leave(kTracebridgeYamlListEnd); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    Enter(kTracebridgeYamlMapStart, mark);
  }
  void OnMapEnd() override { Leave(kTracebridgeYamlMapEnd); }

 private:
  void Enter(int kind, const YAML::Mark& mark) {
    if (++depth_ > kMaxDepth) throw Refused{LineOf(mark), "is nested too deeply"};
    Send(kind, mark, {});
  }
  void Leave(int kind) {
    --depth_;
    Send(kind, YAML::Mark::null_mark(), {});
  }
  void Send(int kind, const YAML::Mark& mark, const std::string& text) {
    if (mark.line >= 0) *line_ = LineOf(mark);
    if (++nodes_ > 2 * kMaxNodes) throw Refused{*line_, "has too many nodes"};
    if (event_(to_, kind, text.data(), text.size(), LineOf(mark)) != 0) throw Refused{0, nullptr};
  }

  const TracebridgeYamlEvent event_;
  void* const to_;
  std::size_t* const line_;
  bool has_document_ = false;
  int depth_ = 0;
  int nodes_ = 0;  // and ends of them
};

int Fail(TracebridgeYamlError* error, std::size_t line, const char* message) {
  error->line = line;
  std::snprintf(error->message, sizeof error->message, "%s", message);
  return 1;
}

// The line that the character after these is on.
std::size_t LineAfter(std::string_view text) {
  return 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

int Read(std::string_view text, TracebridgeYamlEvent event, void* to, std::size_t* line,
         TracebridgeYamlError* error) {
  if (text.size() > kMaxSize) {
    return Fail(error, LineAfter(text.substr(0, kMaxSize)), "is larger than 64 KiB");
  }
  std::istringstream stream{std::string(text)};
  YAML::Parser parser(stream);
  Events events(event, to, line);
  if (parser.HandleNextDocument(events)) parser.HandleNextDocument(events);
  return 0;
}

}  // namespace

#pragma GCC visibility push(default)
extern "C" int tracebridge_yaml_v1_read(const char* text, std::size_t size,
                                        TracebridgeYamlEvent event, void* to,
                                        TracebridgeYamlError* error) {
  std::size_t line = 1;
  try {
    return Read({text, size}, event, to, &line, error);
  } catch (const Refused& refused) {
    return refused.message == nullptr ? 1 : Fail(error, refused.line, refused.message);
  } catch (const YAML::Exception& exception) {
    const std::size_t at = LineOf(exception.mark);
    return Fail(error, at == 0 ? line : at, exception.msg.c_str());
  } catch (const std::bad_alloc&) {
    return 1;
  } catch (const std::exception& exception) {
    return Fail(error, line, exception.what());
  } catch (...) {
    return Fail(error, line, "cannot be read");
  }
}
#pragma GCC visibility pop
