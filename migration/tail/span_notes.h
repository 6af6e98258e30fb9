// What is worth a remark about a span in a tree, in few words.
#pragma once

#include <string>
#include <vector>

#include "migration/tail/trace_tree.h"

namespace tracebridge::tail {

// Returns `ok`, `error`, `error: no such user`; nothing for a status that nobody set.
std::string StatusText(const Span& span);

// Returns what is odd about the span or was lost of it: `3 attributes dropped`, `has no end`,
// `starts 3.10 ms before its parent` ...
std::vector<std::string> RemarksOn(const TreeRow& row);

// Returns all that a line of text has room for: the status, `1 link to trace 4bf9...`, `2 events`,
// and the remarks. Text of senders is not made safe here.
std::vector<std::string> NotesOn(const TreeRow& row);

}  // namespace tracebridge::tail
