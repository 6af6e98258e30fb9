// The environment of a program that is started: this process's, with changes.
#pragma once

#include <string>
#include <vector>

namespace tracebridge::run {

class ChildEnvironment {
 public:
  ChildEnvironment();  // this process's

  void Set(const std::string& name, const std::string& value);
  void Remove(const std::string& name);

  // Adds `library` to LD_PRELOAD, behind what is there: a sanitizer's library has to come first.
  void Preload(const std::string& library);

  char* const* pointers();  // until the next change
  const std::vector<std::string>& entries() const { return entries_; }

 private:
  std::string* Find(const std::string& name);

  std::vector<std::string> entries_;
  std::vector<char*> pointers_;
};

// Whether LD_PRELOAD can name `path`: it has no spaces and colons.
bool CanBePreloaded(const std::string& path);

}  // namespace tracebridge::run
