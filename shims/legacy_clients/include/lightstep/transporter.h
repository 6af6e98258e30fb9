// Transporters of a program's own, which lightstep-tracer-cpp called with LightStep's messages. They can be written and set, and
// are not called: spans leave over OTLP.
#pragma once

#include <lightstep/buffer_chain.h>
#include <opentracing/string_view.h>
#include <opentracing/util.h>

#include <memory>
#include <system_error>

namespace google {
namespace protobuf {
class Message;
}
}  // namespace google

namespace lightstep {

class Transporter {
 public:
  Transporter() noexcept = default;
  Transporter(const Transporter&) noexcept = default;
  Transporter(Transporter&&) noexcept = default;
  Transporter& operator=(const Transporter&) noexcept = default;
  Transporter& operator=(Transporter&&) noexcept = default;
  virtual ~Transporter() = default;
};

class SyncTransporter : public Transporter {
 public:
  virtual opentracing::expected<void> Send(const google::protobuf::Message& request,
                                           google::protobuf::Message& response) = 0;
};

class LegacyAsyncTransporter : public Transporter {
 public:
  class Callback {
   public:
    Callback() noexcept = default;
    Callback(const Callback&) noexcept = default;
    Callback(Callback&&) noexcept = default;
    Callback& operator=(const Callback&) noexcept = default;
    Callback& operator=(Callback&&) noexcept = default;
    virtual ~Callback() = default;

    virtual void OnSuccess() noexcept = 0;
    virtual void OnFailure(std::error_code error) noexcept = 0;
  };

  virtual void Send(const google::protobuf::Message& request, google::protobuf::Message& response,
                    Callback& callback) = 0;
};

class AsyncTransporter : public Transporter {
 public:
  class Callback {
   public:
    Callback() noexcept = default;
    Callback(const Callback&) noexcept = default;
    Callback(Callback&&) noexcept = default;
    Callback& operator=(const Callback&) noexcept = default;
    Callback& operator=(Callback&&) noexcept = default;
    virtual ~Callback() = default;

    virtual void OnSuccess(BufferChain& message) noexcept = 0;
    virtual void OnFailure(BufferChain& message) noexcept = 0;
  };

  virtual void OnSpanBufferFull() noexcept {}
  virtual void Send(std::unique_ptr<BufferChain>&& message, Callback& callback) noexcept = 0;
};

}  // namespace lightstep
