#include "migration/run/child_environment.h"

#include <unistd.h>

#include <algorithm>

namespace tracebridge::run {

ChildEnvironment::ChildEnvironment() {
  if (environ == nullptr) return;
  for (char** entry = environ; *entry != nullptr; ++entry) entries_.emplace_back(*entry);
}

std::string* ChildEnvironment::Find(const std::string& name) {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const std::string& entry) {
    return entry.compare(0, name.size(), name) == 0 && entry[name.size()] == '=';
  });
  return found == entries_.end() ? nullptr : &*found;
}

void ChildEnvironment::Set(const std::string& name, const std::string& value) {
  std::string entry = name + "=" + value;
  if (std::string* const before = Find(name)) {
    *before = std::move(entry);
  } else {
    entries_.push_back(std::move(entry));
  }
}

void ChildEnvironment::Remove(const std::string& name) {
  while (const std::string* const entry = Find(name)) {
    entries_.erase(entries_.begin() + (entry - entries_.data()));
  }
}

void ChildEnvironment::Preload(const std::string& library) {
  const std::string* const before = Find("LD_PRELOAD");
  const std::string list = before == nullptr ? "" : before->substr(before->find('=') + 1);
  Set("LD_PRELOAD", list.empty() ? library : list + ":" + library);
}

char* const* ChildEnvironment::pointers() {
  pointers_.clear();
  for (std::string& entry : entries_) pointers_.push_back(entry.data());
  pointers_.push_back(nullptr);
  return pointers_.data();
}

bool CanBePreloaded(const std::string& path) {
  return path.find_first_of(" :") == std::string::npos;
}

}  // namespace tracebridge::run
