#include "district/http.h"

#include <gtest/gtest.h>

namespace dk::district {
namespace {

std::string header(const Answer& answer, std::string_view name) {
  for (const auto& [key, value] : answer.headers) {
    if (key == name) return value;
  }
  return {};
}

Answer ask(std::string range, std::string if_range = {}, std::string if_none_match = {}) {
  Call call;
  call.range = std::move(range);
  call.if_range = std::move(if_range);
  call.if_none_match = std::move(if_none_match);
  return content(call, to_bytes("0123456789"), "application/cose");
}

TEST(Content, download_continues_where_it_was_cut) {
  const Answer answer = ask("bytes=4-");
  EXPECT_EQ(answer.status, 206);
  EXPECT_EQ(as_text(answer.body), "456789");
  EXPECT_EQ(header(answer, "Content-Range"), "bytes 4-9/10");
}

TEST(Content, ranges_of_every_kind) {
  EXPECT_EQ(as_text(ask("bytes=2-3").body), "23");
  EXPECT_EQ(as_text(ask("bytes=8-99").body), "89");
  EXPECT_EQ(as_text(ask("bytes=-3").body), "789");
  EXPECT_EQ(as_text(ask("bytes=-99").body), "0123456789");
  EXPECT_EQ(ask("bytes=0-0").status, 206);
}

TEST(Content, a_range_beyond_the_end_says_so) {
  for (const char* range : {"bytes=10-", "bytes=18446744073709551615-", "bytes=-0"}) {
    const Answer answer = ask(range);
    EXPECT_EQ(answer.status, 416) << range;
    EXPECT_EQ(header(answer, "Content-Range"), "bytes */10");
  }
}

TEST(Content, nothing_has_no_pieces) {
  for (const char* range : {"bytes=0-", "bytes=-5", "bytes=-0"}) {
    Call call;
    call.range = range;
    EXPECT_EQ(content(call, {}, "application/cose").status, 416) << range;
  }
}

TEST(Content, a_range_that_is_none_is_answered_whole) {
  for (const char* range : {"", "bytes=", "bytes=-", "bytes=5-2", "bytes=a-b", "bytes=1-2,4-5",
                            "bytes=99999999999999999999999-", "lines=1-2", "bytes=+1-2"}) {
    const Answer answer = ask(range);
    EXPECT_EQ(answer.status, 200) << range;
    EXPECT_EQ(answer.body.size(), 10u) << range;
  }
}

TEST(Content, half_of_another_version_is_not_continued) {
  const std::string etag = header(ask(""), "ETag");
  EXPECT_EQ(ask("bytes=4-", etag).status, 206);
  EXPECT_EQ(ask("bytes=4-", "\"other\"").status, 200);
  EXPECT_EQ(ask("", "", etag).status, 304);
}

}  // namespace
}  // namespace dk::district
