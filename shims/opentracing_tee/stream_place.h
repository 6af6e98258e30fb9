// Where a stream stood, to go back to.
#pragma once

#include <istream>

namespace tracebridge::opentracing_tee {

class StreamPlace {
 public:
  explicit StreamPlace(std::istream& stream)
      : stream_(stream),
        state_(stream.rdstate()),
        position_(stream.good() ? stream.rdbuf()->pubseekoff(0, std::ios::cur, std::ios::in)
                                : std::istream::pos_type(-1)) {}

  // Whether it was good, and can seek.
  bool can_return() const { return position_ != std::istream::pos_type(-1); }

  // Also brings the stream's state back. A stream that was not good is left where it is.
  void Return() const {
    if (can_return()) stream_.rdbuf()->pubseekpos(position_, std::ios::in);
    stream_.clear(state_);
  }

 private:
  std::istream& stream_;
  const std::istream::iostate state_;
  const std::istream::pos_type position_;
};

}  // namespace tracebridge::opentracing_tee
