#include "offline-cache/wire/checkpoint.h"

#include <gtest/gtest.h>

namespace dk::wire {
namespace {

Checkpoint checkpoint() {
  return {"LH-TS-0002", uuid_from_string("0184a9d2-7c00-7a51-9f3b-2d5e8c1f4a6b").value(), 12,
          crypto::sha256(as_bytes("head")), from_rfc3339("2022-11-18T02:00:00.000Z").value()};
}

TEST(Checkpoint, canonical_json_is_stable) {
  EXPECT_EQ(to_json(checkpoint()),
            R"({"at":"2022-11-18T02:00:00.000Z","hash":")" +
                to_hex(crypto::sha256(as_bytes("head"))) +
                R"(","instance":"0184a9d2-7c00-7a51-9f3b-2d5e8c1f4a6b",)"
                R"("schema":"audit-checkpoint/1","seq":12,"terminal":"LH-TS-0002"})");
}

TEST(Checkpoint, comes_back) {
  const auto back = checkpoint_from_json(to_json(checkpoint()));
  ASSERT_TRUE(back) << back.error().detail;
  EXPECT_EQ(to_json(*back), to_json(checkpoint()));
  EXPECT_EQ(back->seq, 12u);
}

TEST(Checkpoint, malformed_is_refused) {
  const std::string good = to_json(checkpoint());
  for (const auto& [from, to] : std::initializer_list<std::pair<const char*, const char*>>{
           {"\"seq\":12", "\"seq\":-1"},
           {"\"seq\":12", "\"seq\":\"12\""},
           {"checkpoint/1", "checkpoint/2"},
           {"2022-11-18T", "2022-11-31T"},
           {"0184a9d2-", "0184a9d2_"},
           {"\"hash\":\"", "\"hash\":\"00"},
           {"LH-TS-0002", ""},
           {"\"seq\":12", "\"seq\":12,\"more\":1"}}) {
    std::string bad = good;
    bad.replace(bad.find(from), std::string_view(from).size(), to);
    auto back = checkpoint_from_json(bad);
    ASSERT_FALSE(back) << bad;
    EXPECT_EQ(back.error().code, FailureCode::answer_malformed);
  }
  EXPECT_FALSE(checkpoint_from_json(""));
  EXPECT_FALSE(checkpoint_from_json("[1]"));
  EXPECT_FALSE(checkpoint_from_json(std::string(2000, ' ') + good));
}

}  // namespace
}  // namespace dk::wire
