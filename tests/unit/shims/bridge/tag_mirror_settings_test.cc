#include "shims/bridge/tag_mirror_settings.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tracebridge::bridge::tag_mirror_settings_test {
namespace {

struct Case {
  std::string name;
  std::string prefix;
  std::string allow;
  std::vector<std::string> keys;
};

const Case kCases[] = {
    {"Nothing", "", "", {}},
    {"APrefix", "oc.", "", {}},
    {"AKey", "", "method", {"method"}},
    {"Keys_WithSpaces", "oc.", " method ,\tuser id", {"method", "user id"}},
    {"EmptyKeys_AreNone", "", ",, method,", {"method"}},
    {"SpacesAlone_AreNone", "", " , ", {}},
};

class TagMirrorSettingsTest : public testing::TestWithParam<Case> {};

TEST_P(TagMirrorSettingsTest, BecomeAMirror) {
  SdkOptions options;
  options.opencensus_tags_prefix = GetParam().prefix;
  options.opencensus_tags_allow = GetParam().allow;
  const opencensus_shim::TagMirror mirror = ToTagMirror(options);
  EXPECT_EQ(mirror.prefix, GetParam().prefix);
  EXPECT_EQ(mirror.keys, GetParam().keys);
}

INSTANTIATE_TEST_SUITE_P(Settings, TagMirrorSettingsTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tracebridge::bridge::tag_mirror_settings_test
