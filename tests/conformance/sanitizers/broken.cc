// broken WHAT: does what a sanitizer must notice, so that a run in which it notices nothing says something.
#include <cstdio>
#include <limits>
#include <string>
#include <thread>

namespace {

int* volatile kept;

__attribute__((noinline)) void Leak() {
  kept = new int[10];
  kept = nullptr;
}

__attribute__((noinline)) int UseAfterFree() {
  kept = new int(1);
  delete kept;
  return *kept;
}

__attribute__((noinline)) void KeepALocal() {
  int local = 1;
  kept = &local;
}

__attribute__((noinline)) int UseAfterReturn() {
  KeepALocal();
  return *kept;
}

__attribute__((noinline)) int Overflow() {
  volatile int most = std::numeric_limits<int>::max();
  return most + 1;
}

int raced = 0;

__attribute__((noinline)) void Race() {
  std::thread other([] { ++raced; });
  ++raced;
  other.join();
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc == 2 ? argv[1] : "";
  int result = 0;
  if (what == "leak") Leak();
  if (what == "use_after_free") result = UseAfterFree();
  if (what == "use_after_return") result = UseAfterReturn();
  if (what == "overflow") result = Overflow();
  if (what == "race") Race();
  std::printf("%s was not noticed: %d\n", what.c_str(), result + raced);
}
