#include "offline-cache/wire/envelope.h"

#include <gtest/gtest.h>
#include <zstd.h>

#include "offline-cache/wire/strict_json.h"

namespace dk::wire {
namespace {

Envelope sample() {
  Envelope envelope;
  envelope.id = *uuid_from_string("01848c2e-7c00-7abc-8def-0123456789ab");
  envelope.terminal = "LH-TS-0002";
  envelope.seq = 17;
  envelope.type = kShiftOpened;
  envelope.schema = schema_of(kShiftOpened);
  envelope.at = *from_rfc3339("2022-11-18T02:00:00.000Z");
  envelope.operator_id = "S-0041";
  envelope.rights = "sampler@roster-12";
  envelope.data_versions = {{"site", "3"}};
  envelope.body = to_json(ShiftOpened{"QH-01", "1"});
  return envelope;
}

std::string with(std::string line, std::string_view from, std::string_view to) {
  const auto at = line.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return line.replace(at, from.size(), to);
}

TEST(Envelope, one_line_with_sorted_keys_comes_back_the_same) {
  const std::string line = to_json(sample());
  EXPECT_EQ(
      line,
      R"({"at":"2022-11-18T02:00:00.000Z","body":{"desk":"1","site":"QH-01"},)"
      R"("data_versions":{"site":"3"},"id":"01848c2e-7c00-7abc-8def-0123456789ab",)"
      R"("operator":"S-0041","rights":"sampler@roster-12","schema":"shift_opened/1","seq":17,)"
      R"("terminal":"LH-TS-0002","trusted_floor":null,"type":"sampling.shift_opened"})");
  const auto back = envelope_from_json(line);
  ASSERT_TRUE(back) << back.error().detail;
  EXPECT_EQ(to_json(*back), line);
}

TEST(Envelope, a_body_in_another_layout_becomes_canonical) {
  const std::string line = with(to_json(sample()), R"({"desk":"1","site":"QH-01"})",
                                R"({ "site":"QH-01", "desk" : "1"})");
  EXPECT_EQ(envelope_from_json(line)->body, R"({"desk":"1","site":"QH-01"})");
}

TEST(Envelope, what_two_readers_could_read_differently_is_refused) {
  const std::string line = to_json(sample());
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {R"("seq":17)", R"("seq":17,"seq":18)"},       // which one?
           {R"("seq":17)", R"("seq":17.0)"},              // a float
           {R"("seq":17)", R"("seq":0)"},                 // counts from 1
           {R"("seq":17)", R"("seq":9007199254740993)"},  // not exact in every reader
           {R"("seq":17)", R"("seq":"17")"},
           {R"("desk":"1")", R"("desk":"1","desk":"2")"},
           {R"("desk":"1")", R"("weight":1.5)"},
           {"S-0041", "S-\xFF"},      // not UTF-8
           {"S-0041", "S-\xC0\xAF"},  // overlong
           {"S-0041", "S-\\ud800"},   // half a surrogate pair
           {"S-0041", "S-\\u0000"},   // control character
           {"7abc", "4abc"},          // another version of UUID
           {R"("type")", R"("kind":1,"type")"},
       }) {
    const auto refused = envelope_from_json(with(line, from, to));
    ASSERT_FALSE(refused) << to;
    EXPECT_EQ(refused.error().code, FailureCode::answer_malformed);
  }
  EXPECT_FALSE(envelope_from_json(line + line));
  EXPECT_FALSE(envelope_from_json(""));
  EXPECT_FALSE(envelope_from_json("[]"));
}

TEST(Envelope, nesting_and_length_are_bounded) {
  std::string deep = with(to_json(sample()), R"({"desk":"1","site":"QH-01"})",
                          R"({"a":)" + std::string(100'000, '[') + std::string(100'000, ']') + "}");
  EXPECT_FALSE(envelope_from_json(deep));
  deep = with(to_json(sample()), R"("1")", std::string(50, '[') + std::string(50, ']'));
  EXPECT_FALSE(envelope_from_json(deep));
  // Brackets inside a text are no nesting.
  EXPECT_TRUE(envelope_from_json(with(to_json(sample()), R"("1")", R"("[[[[[[[[[[[[\"[[[[")")));
  EXPECT_FALSE(envelope_from_json(
      with(to_json(sample()), R"("1")", '"' + std::string(kMaxLineBytes, 'x') + '"')));
}

TEST(Envelope, a_failure_never_repeats_what_was_read) {
  const auto refused = envelope_from_json(with(to_json(sample()), "S-0041", "110105\\u0001"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().detail.find("110105"), std::string::npos);
  const auto unknown =
      envelope_from_json(with(to_json(sample()), R"("seq")", R"("Zeng Lin":1,"seq")"));
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().detail.find("Zeng"), std::string::npos);
}

TEST(EnvelopeDeathTest, a_body_that_is_no_object_is_a_bug) {
  Envelope envelope = sample();
  envelope.body = "not json";
  EXPECT_DEATH((void)to_json(envelope), "not a JSON object");
}

TEST(Batch, lines_come_back_in_order) {
  const std::vector<std::string> lines = {to_json(sample()), "{}", "x"};
  const auto body = encode_batch(lines);
  ASSERT_TRUE(body);
  EXPECT_EQ(decode_batch(*body).value(), lines);
  EXPECT_TRUE(decode_batch(encode_batch({}).value())->empty());
}

TEST(Batch, two_frames_one_after_the_other_are_one_batch) {
  Bytes body = encode_batch({"a"}).value();
  append(body, encode_batch({"b"}).value());
  EXPECT_EQ(decode_batch(body).value(), (std::vector<std::string>{"a", "b"}));
}

TEST(Batch, a_decompression_bomb_stops_at_the_bound) {
  const std::string zeros(200u << 20, '\n');
  Bytes bomb(ZSTD_compressBound(zeros.size()));
  bomb.resize(ZSTD_compress(bomb.data(), bomb.size(), zeros.data(), zeros.size(), 3));
  EXPECT_LT(bomb.size(), 64u << 10);
  const auto refused = decode_batch(bomb);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().detail, "batch: too large inflated");
}

TEST(Batch, a_window_that_eats_memory_is_refused) {
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, 27);
  const std::string text(1000, 'x');
  // A size that is not known beforehand keeps the large window in the frame's header.
  Bytes body(4096);
  ZSTD_outBuffer out{body.data(), body.size(), 0};
  ZSTD_inBuffer in{text.data(), text.size(), 0};
  ASSERT_EQ(ZSTD_isError(ZSTD_compressStream2(context, &out, &in, ZSTD_e_flush)), 0u);
  ASSERT_EQ(ZSTD_compressStream2(context, &out, &in, ZSTD_e_end), 0u);
  ZSTD_freeCCtx(context);
  body.resize(out.pos);
  EXPECT_EQ(decode_batch(body).error().detail, "batch: not zstd");
}

TEST(Batch, a_cut_or_changed_frame_is_refused_at_every_byte) {
  const Bytes body = encode_batch({to_json(sample()), to_json(sample())}).value();
  for (std::size_t size = 0; size < body.size(); ++size) {
    EXPECT_FALSE(decode_batch(ByteView(body).first(size))) << size;
  }
  Bytes tail = body;
  tail.push_back(0);
  EXPECT_FALSE(decode_batch(tail));
}

TEST(Batch, bounds_hold_on_both_sides) {
  EXPECT_EQ(encode_batch(std::vector<std::string>(kMaxBatchEvents + 1, "x")).error().code,
            FailureCode::invalid_argument);
  EXPECT_TRUE(encode_batch(std::vector<std::string>(kMaxBatchEvents, "x")));
  EXPECT_FALSE(encode_batch({std::string(kMaxLineBytes + 1, 'x')}));
  EXPECT_FALSE(encode_batch({"a\nb"}));
  EXPECT_FALSE(encode_batch({""}));
  EXPECT_FALSE(split_lines(as_bytes("a\n\nb\n")));
  EXPECT_FALSE(split_lines(as_bytes(std::string(kMaxLineBytes + 1, 'x'))));
  std::string many;
  for (std::size_t i = 0; i <= kMaxBatchEvents; ++i) many += "x\n";
  EXPECT_FALSE(split_lines(as_bytes(many)));
}

TEST(Answer, a_rejection_needs_its_reason_and_nothing_else_has_one) {
  const Uuid id = sample().id;
  EXPECT_EQ(to_json(EventAnswer{id, EventResult::Rejected, "schema_unknown"}),
            R"({"id":"01848c2e-7c00-7abc-8def-0123456789ab","reason":"schema_unknown",)"
            R"("result":"rejected"})");
  EXPECT_FALSE(
      answer_from_json(R"({"id":"01848c2e-7c00-7abc-8def-0123456789ab","result":"rejected"})"));
  EXPECT_FALSE(answer_from_json(
      R"({"id":"01848c2e-7c00-7abc-8def-0123456789ab","reason":"x","result":"accepted"})"));
}

TEST(Problem, members_that_we_do_not_know_are_ignored) {
  const auto problem = problem_from_json(
      R"({"type":"about:blank","status":403,"code":"certificate_revoked","title":"x","trace":["a"]})");
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->status, 403);
  EXPECT_EQ(problem->code, "certificate_revoked");
  EXPECT_FALSE(problem_from_json("<html>"));
  EXPECT_FALSE(problem_from_json(R"({"status":403,"code":"UPPER CASE"})"));
}

}  // namespace
}  // namespace dk::wire
