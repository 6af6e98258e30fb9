// Feeds files to a fuzz target, once each: what was found before stays fixed, under any compiler.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {
namespace fs = std::filesystem;

std::vector<fs::path> FilesBelow(const fs::path& path) {
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// In a block of exactly its size, so that a sanitizer sees a read behind its end.
void Feed(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string content((std::istreambuf_iterator<char>(file)),
                            std::istreambuf_iterator<char>());
  const std::unique_ptr<std::uint8_t[]> data(new std::uint8_t[content.size()]);
  std::copy(content.begin(), content.end(), data.get());
  LLVMFuzzerTestOneInput(data.get(), content.size());
}

}  // namespace

int main(int argc, char** argv) {
  int fed = 0;
  for (int i = 1; i < argc; ++i) {
    for (const fs::path& file : FilesBelow(argv[i])) {
      std::fprintf(stderr, "%s\n", file.c_str());  // the last one printed is the one that crashed
      Feed(file);
      ++fed;
    }
  }
  std::printf("%d inputs\n", fed);
  return fed == 0 ? 1 : 0;
}
