// What a custom transporter was given: a message in pieces. tracebridge gives it none.
#pragma once

#include <cstddef>

namespace lightstep {

class BufferChain {
 public:
  using FragmentCallback = bool (*)(void*, const void*, size_t);

  virtual ~BufferChain() = default;

  virtual size_t num_fragments() const noexcept = 0;
  virtual size_t num_bytes() const noexcept = 0;

  // Calls `callback` with `context` and each piece until it returns false; returns whether it never did.
  virtual bool ForEachFragment(FragmentCallback callback, void* context) const = 0;

  // Copies all pieces to `data`, of `length` bytes, which must be enough.
  void CopyOut(char* data, size_t length) const noexcept;
};

}  // namespace lightstep
