// A trace id as two numbers.
//
//   {0x4bf92f3577b34da6, 0xa3ce929d0e0e4736}  <->  4bf92f3577b34da6a3ce929d0e0e4736
//   {0, 0xa3ce929d0e0e4736}                   <->  a3ce929d0e0e4736
#pragma once

#include <cstdint>
#include <iomanip>
#include <iostream>
#include <string>

namespace jaegertracing {

class TraceID {
 public:
  // Reads hexadecimal digits up to a colon or the end. Returns an invalid id for none, for more than 32 and for other
  // characters.
  static TraceID fromStream(std::istream& in);

  TraceID() : TraceID(0, 0) {}
  TraceID(uint64_t high, uint64_t low) : _high(high), _low(low) {}

  bool isValid() const { return _high != 0 || _low != 0; }

  template <typename Stream>
  void print(Stream& out) const {
    out << text();
  }

  uint64_t high() const { return _high; }
  uint64_t low() const { return _low; }

  bool operator==(const TraceID& other) const { return _high == other._high && _low == other._low; }

 private:
  std::string text() const;

  uint64_t _high;
  uint64_t _low;
};

}  // namespace jaegertracing

inline std::ostream& operator<<(std::ostream& out, const jaegertracing::TraceID& id) {
  id.print(out);
  return out;
}

inline std::istream& operator>>(std::istream& in, jaegertracing::TraceID& id) {
  id = jaegertracing::TraceID::fromStream(in);
  return in;
}

// The original spells it like this.
inline std::istream& operator<<(std::istream& in, jaegertracing::TraceID& id) { return in >> id; }
