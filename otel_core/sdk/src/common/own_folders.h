// Where the file lies that this code is in, a library or the program: what is installed beside it is looked for there.
#pragma once

#include <string>
#include <vector>

namespace tracebridge {

// Returns its folder, as the file was named when it was opened, and the one that a link in that name leads to where that is another.
// None if it cannot be told. Throws std::bad_alloc.
std::vector<std::string> OwnFolders();

}  // namespace tracebridge
