#include "migration/tail/datagrams.h"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <string>
#include <vector>

namespace tracebridge::tail {
namespace {

namespace asio = boost::asio;
using asio::ip::udp;

void Send(std::uint16_t port, const std::string& bytes) {
  asio::io_context context;
  udp::socket socket(context, udp::v4());
  socket.send_to(asio::buffer(bytes), {asio::ip::make_address("127.0.0.1"), port});
}

TEST(DatagramsTest, HandsOutEachDatagram) {
  asio::io_context context;
  Datagrams datagrams(context);
  const auto port = datagrams.Listen("127.0.0.1", 0);
  ASSERT_TRUE(std::holds_alternative<std::uint16_t>(port));
  std::vector<std::string> got;
  datagrams.Serve([&](std::string_view datagram) {
    got.emplace_back(datagram);
    if (got.size() == 3) datagrams.Close();
  });
  Send(std::get<std::uint16_t>(port), "one");
  Send(std::get<std::uint16_t>(port), "");
  Send(std::get<std::uint16_t>(port), std::string(65'000, 'x'));
  context.run();
  EXPECT_EQ(got, (std::vector<std::string>{"one", "", std::string(65'000, 'x')}));
}

TEST(DatagramsTest, TakesWhatHasArrivedWhenItCloses) {
  asio::io_context context;
  Datagrams datagrams(context);
  const auto port = datagrams.Listen("localhost", 0);
  ASSERT_TRUE(std::holds_alternative<std::uint16_t>(port));
  std::vector<std::string> got;
  datagrams.Serve([&](std::string_view datagram) { got.emplace_back(datagram); });
  Send(std::get<std::uint16_t>(port), "one");
  Send(std::get<std::uint16_t>(port), "two");
  datagrams.Close();
  EXPECT_EQ(got, (std::vector<std::string>{"one", "two"}));
  context.run();
}

TEST(DatagramsTest, GoesOnAfterADatagramThatThrew) {
  asio::io_context context;
  Datagrams datagrams(context);
  const auto port = datagrams.Listen("127.0.0.1", 0);
  ASSERT_TRUE(std::holds_alternative<std::uint16_t>(port));
  datagrams.Serve([&](std::string_view datagram) {
    if (datagram == "bad") throw std::bad_alloc();
    datagrams.Close();
  });
  Send(std::get<std::uint16_t>(port), "bad");
  EXPECT_THROW(context.run(), std::bad_alloc);
  Send(std::get<std::uint16_t>(port), "good");
  context.run();
}

TEST(DatagramsTest, TellsThatAPortIsTaken) {
  asio::io_context context;
  Datagrams first(context);
  Datagrams second(context);
  const auto port = std::get<std::uint16_t>(first.Listen("127.0.0.1", 0));
  const auto taken = second.Listen("127.0.0.1", port);
  ASSERT_TRUE(std::holds_alternative<std::string>(taken));
  EXPECT_EQ(std::get<std::string>(taken), "cannot listen on 127.0.0.1:" + std::to_string(port) +
                                              " (UDP): Address already in use");
}

}  // namespace
}  // namespace tracebridge::tail
