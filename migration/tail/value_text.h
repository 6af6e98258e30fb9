// Attribute values, durations and times as people read them.
#pragma once

#include <cstdint>
#include <string>

#include "migration/tail/model.h"

namespace tracebridge::tail {

// Returns text as it is, everything else as JSON would: `42`, `[1,"a"]`, `{"k":true}`, `null`;
// doubles that JSON has no word for as `NaN`, `Infinity`; bytes in base64. The result may hold any
// character.
std::string ValueText(const Value& value);

// Returns `bytes` in base64.
std::string ToBase64(std::string_view bytes);

// Returns nanoseconds with three digits and a unit: `640 ns`, `12.4 ms`, `3.07 s`, `-1.00 ms`.
std::string DurationText(int64_t nanoseconds);

// Returns a time (nanoseconds since the Unix epoch) as `2026-11-23 07:46:11.123456 UTC`.
std::string TimeText(uint64_t nanoseconds);

// Returns later - earlier, held to what int64_t can say.
int64_t Elapsed(uint64_t earlier, uint64_t later);

// Returns the value of the resource's service.name, or `unknown_service`, the name that SDKs use.
std::string ServiceName(const Resource& resource);
std::string ServiceName(const Span& span);

// Returns the word that the specification has for a kind: `server`.
const char* NameOf(SpanKind kind);

}  // namespace tracebridge::tail
