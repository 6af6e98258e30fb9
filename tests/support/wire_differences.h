// Where we and a peer read or write a header differently: rows of a test's table, each with its reason.
//
//   constexpr Difference kDifferences[] = {
//       {"zipkin-js", "no sampled header", "ids deferred", "B3: \"Defer\""},
//   };
//   TEST_P(B3Test, IsReadAsThePeerReadsIt) {
//     ... ExpectLike(Ours(vector), Peers(vector), peer, vector, kDifferences);
//   }
//
// A row that stands for no vector, or for one on which we agree with its peer, fails. So does a row that docs/wire-formats.md does
// not list; the failure prints its line.
#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/wire_vectors.h"

namespace tracebridge::test {

struct Difference {
  std::string_view
      peers;  // ends of files' names: `zipkin-js, zipkin-go`; "": whichever reads it otherwise
  std::string_view vector;  // its note, its id where a note occurs twice, or `variant: note`
  std::string_view ours;    // what we make of it, in the words of the test
  std::string_view reason;
};

// Stands for every vector of which a peer makes `garbage`: ids that no span context can have. As the last row.
constexpr std::string_view kIdsThatAreNone = "ids that are none";

inline bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

inline bool IsPeerOf(const Difference& row, std::string_view peer) {
  if (row.peers.empty()) return true;
  for (std::string_view rest = row.peers; !rest.empty();) {
    const std::size_t comma = rest.find(", ");
    if (EndsWith(peer, rest.substr(0, comma))) return true;
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 2);
  }
  return false;
}

inline bool IsAbout(const Difference& row, std::string_view peer, const Json& vector) {
  if (!IsPeerOf(row, peer)) return false;
  const std::string note = vector["note"];
  if (row.vector == note || row.vector == vector["id"].get<std::string>()) return true;
  return vector.contains("variant") && vector["variant"].is_string() &&
         row.vector == vector["variant"].get<std::string>() + ": " + note;
}

template <std::size_t N>
void ExpectLike(const std::string& ours, const std::string& peers, std::string_view peer,
                const Json& vector, const Difference (&differences)[N]) {
  SCOPED_TRACE(vector.dump());
  for (const Difference& row : differences) {
    const bool is_garbage = row.vector == kIdsThatAreNone && peers.rfind("garbage", 0) == 0;
    if (!is_garbage && !IsAbout(row, peer, vector)) continue;
    EXPECT_EQ(ours, row.ours) << "the peer: " << peers;
    EXPECT_TRUE(row.peers.empty() || ours != peers) << "no row is needed for this vector";
    return;
  }
  EXPECT_EQ(ours, peers) << "the second is the peer's";
}

// Returns the rows that are about no vector of `peers`.
template <std::size_t N, class Peers>
std::string UnusedRows(const Difference (&differences)[N], const Peers& peers) {
  std::vector<Json> files;
  for (const std::string_view peer : peers) files.push_back(VectorsOf(peer));
  std::string unused;
  for (const Difference& row : differences) {
    bool used = row.vector == kIdsThatAreNone;
    std::size_t place = 0;
    for (const std::string_view peer : peers) {
      const Json& file = files[place++];
      for (const char* direction : {"inject", "extract"}) {
        if (used || !file.contains(direction)) continue;
        for (const Json& vector : file[direction]) used = used || IsAbout(row, peer, vector);
      }
    }
    if (!used) unused.append(row.peers).append(" / ").append(row.vector).append("\n");
  }
  return unused;
}

// Returns `text` as it stands in a cell of a Markdown table.
inline std::string Cell(std::string_view text) {
  std::string cell;
  for (const char c : text) {
    if (c == '|') cell += '\\';
    cell += c == '\n' ? ' ' : c;
  }
  return cell;
}

// Returns the lines that docs/wire-formats.md should have and has not, one a row.
template <std::size_t N>
std::string UndocumentedRows(const Difference (&differences)[N]) {
  std::ifstream file(TRACEBRIDGE_TEST_DATA "/../../docs/wire-formats.md");
  const std::string page((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  std::string missing;
  for (const Difference& row : differences) {
    const std::string line =
        "| " + Cell(row.peers.empty() ? "any" : row.peers) + " | " + Cell(row.vector) + " | `" +
        Cell(row.ours.empty() ? "nothing" : row.ours) + "` | " + Cell(row.reason) + " |\n";
    if (page.find(line) == std::string::npos) missing += line;
  }
  return missing;
}

// A file's name as a part of a test's name: `jaeger_client_node`.
inline std::string PeerName(std::string_view peer) {
  std::string name(peer.substr(peer.find('.') + 1));
  for (char& c : name) {
    if (c == '-' || c == '.') c = '_';
  }
  return name;
}

}  // namespace tracebridge::test
