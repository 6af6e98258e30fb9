// What the dynamic loader would load for a program, asked of the loader itself.
//
//   \tlibopentracing.so.1 => /usr/lib/x86_64-linux-gnu/libopentracing.so.1 (0x00007f1c2b6f4000)
//   \tlibother.so => not found
//   /lib/libcurl.so.4: /opt/lib/libcrypto.so.3: version `OPENSSL_3.0.0' not found (required by /lib/libcurl.so.4)
//   undefined symbol: _ZN11opentracing2v326propagation_error_categoryEv\t(/opt/lib/libshop.so)
//
// Source: ld.so(8), LD_TRACE_LOADED_OBJECTS, LD_WARN, LD_BIND_NOW: what ldd -r does. Why not DT_NEEDED by ourselves:
// docs/RATIONALE.md, "Why does `tracebridge run` ask the loader?".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tracebridge::run {

struct LoaderAnswer {
  struct Library {
    std::string name;  // libopentracing.so.1
    std::string path;  // empty: not found
  };
  struct Undefined {
    std::string symbol;
    std::string library;  // that wants it
  };
  std::vector<Library> libraries;
  std::vector<Undefined> undefined;
  std::vector<std::string>
      missing_versions;  // lines as the loader says them: the program would not start
  std::string refusal;   // what it says about an LD_PRELOAD that it ignores
};

LoaderAnswer ParseLoaderAnswer(std::string_view text);

// Asks `loader` about `program`, with `preload` as the LD_PRELOAD if it is not empty, in this process's environment otherwise.
// The program's code does not run. Returns nothing if the loader could not be run, or failed.
std::optional<LoaderAnswer> AskLoader(const std::string& loader, const std::string& program,
                                      const std::string& preload);

}  // namespace tracebridge::run
