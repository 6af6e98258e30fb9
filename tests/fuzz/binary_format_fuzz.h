// Input of fuzz targets for binary forms: the bytes. What is written for what was read is read back as the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "opentelemetry/context/context.h"
#include "tests/fuzz/header_lines.h"
#include "tracebridge/binary_format.h"

namespace tracebridge::fuzz {

inline void RequireStable(const BinaryFormat& format, const std::uint8_t* data, std::size_t size) {
  const opentelemetry::context::Context empty;
  const auto read = format.FromBytes({reinterpret_cast<const char*>(data), size}, empty);
  std::string bytes;
  if (!format.ToBytes(read, &bytes)) {
    Require(bytes.empty());
    return;
  }
  std::string again;
  Require(format.ToBytes(format.FromBytes(bytes, empty), &again));
  Require(again == bytes);
}

}  // namespace tracebridge::fuzz
