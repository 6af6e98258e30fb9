// Blocks of a document that code makes, between two comments: what a test compares them with.
//
//   <!-- settings: begin -->
//   | environment variable | ...
//   <!-- settings: end -->
//
// After a change, a run with TRACEBRIDGE_UPDATE_DOCS=1 writes them.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>
#include <sstream>
#include <string>

namespace tracebridge::test {

// Expects that the block `name` of the file `document` is `text`, whole lines.
inline void ExpectBlock(const std::string& document, const std::string& name,
                        const std::string& text) {
  std::stringstream file;
  file << std::ifstream(document).rdbuf();
  const std::string whole = file.str();
  const std::string begin_mark = "<!-- " + name + ": begin -->\n";
  const auto begin = whole.find(begin_mark);
  const auto end = whole.find("<!-- " + name + ": end -->\n");
  ASSERT_NE(begin, std::string::npos) << document << " has no block " << name;
  ASSERT_NE(end, std::string::npos) << document << " has no end of the block " << name;
  const auto first = begin + begin_mark.size();

  if (getenv("TRACEBRIDGE_UPDATE_DOCS") != nullptr) {
    std::ofstream(document) << whole.substr(0, first) << text << whole.substr(end);
    return;
  }
  EXPECT_EQ(whole.substr(first, end - first), text)
      << document << ", " << name << ": TRACEBRIDGE_UPDATE_DOCS=1 writes it";
}

}  // namespace tracebridge::test
