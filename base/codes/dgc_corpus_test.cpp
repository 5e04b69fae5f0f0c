// The EU's published test set for digital COVID certificates, run over the HC1 decoder: every key
// of EXPECTEDRESULTS of every file. The set is other people's and not part of this repository;
// docs/protocol/dgc-corpus.md says what each key asks and what is left out.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "base/codes/base45.h"
#include "base/codes/health_certificate.h"
#include "base/codes/zlib_codec.h"

namespace dk::codes {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;
constexpr std::size_t kMaxInflatedBytes = 8192;

fs::path corpus_root() {
  const char* shared = std::getenv("KIOSK_SHARED");
  return (shared != nullptr ? fs::path(shared) : fs::path(DK_PROJECT_DIR) / "../shared") / "dgc";
}

// Files that contradict themselves. The test demands that we still disagree, so that a repaired
// upstream file shows up here.
struct Contradiction {
  const char* file;
  const char* key;
  const char* reason;
};
constexpr std::array kContradictions = {
    Contradiction{
        "FR/test_pcr_ok", "EXPECTEDVALIDJSON",
        "JSON says sc 12:34:56Z and dr 12:45:01Z, the signed CBOR 14:34:56Z and 14:45:01Z"},
    Contradiction{
        "SG/4", "EXPECTEDSCHEMAVALIDATION",
        "says ver 1.3.0, whose fr, df and du are dates (format: date), and holds date-times"},
    Contradiction{
        "common/CO20", "EXPECTEDVERIFY",
        "is described as having its key id protected; its protected header is empty, and an "
        "unprotected algorithm is not accepted (RFC 9052 section 3.1)"}};

// Keys that ask for something that this library does not do.
const std::map<std::string, std::string> kWaiting = {
    {"EXPECTEDPICTUREDECODE", "reading a QR code from a picture"}};

CborValue from_json(const json& value) {
  if (value.is_object()) {
    CborValue map = CborValue::map();
    for (const auto& [key, content] : value.items())
      map.put(CborValue::text(key), from_json(content));
    return map;
  }
  if (value.is_array()) {
    CborValue array = CborValue::array();
    for (const json& item : value) array.items.push_back(from_json(item));
    return array;
  }
  if (value.is_string()) return CborValue::text(value.get<std::string>());
  if (value.is_number_integer()) return CborValue::integer(value.get<std::int64_t>());
  if (value.is_number()) return CborValue::floating(value.get<double>());
  if (value.is_boolean()) return CborValue::boolean(value.get<bool>());
  return CborValue::null();
}

// Equal as values: the order of maps and the lengths of numbers do not count.
bool same(const CborValue& a, const CborValue& b) {
  const auto bytes_a = cbor_encode(a);
  const auto bytes_b = cbor_encode(b);
  return bytes_a && bytes_b && *bytes_a == *bytes_b;
}

class CorpusFile {
 public:
  explicit CorpusFile(json content) : content_(std::move(content)) {}

  [[nodiscard]] std::string text(const char* name) const {
    return content_.value(name, std::string());
  }
  [[nodiscard]] Bytes bytes(const char* name) const {
    return from_hex(text(name)).value_or(Bytes{});
  }
  [[nodiscard]] bool has(const char* name) const { return content_.contains(name); }
  [[nodiscard]] const json& at(const char* name) const { return content_.at(name); }
  [[nodiscard]] const json& expected() const { return content_.at("EXPECTEDRESULTS"); }

  // What a reader of the code would see; the steps before must work for the later ones.
  [[nodiscard]] Result<HealthCertificate> certificate() const {
    const std::string shown = text("PREFIX");
    DK_TRY(body, health_unprefix(shown));
    DK_TRY(packed, base45_decode(body));
    DK_TRY(cose, inflate_bounded(packed, kMaxInflatedBytes));
    return decode_health_cose(cose);
  }
  [[nodiscard]] Result<HealthSigner> signer() const {
    const auto der = from_base64(content_.at("TESTCTX").at("CERTIFICATE").get<std::string>());
    if (!der) return fail(FailureCode::code_malformed, "base64");
    return health_signer_from_certificate(*der);
  }
  [[nodiscard]] std::optional<TimePoint> clock() const {
    std::string text = content_.at("TESTCTX").at("VALIDATIONCLOCK").get<std::string>();
    // Some write "+0200" for "+02:00".
    if (text.size() > 5 && text[text.size() - 5] == '+') {
      text = text.substr(0, text.size() - 2) + ':' + text.substr(text.size() - 2);
    }
    return from_rfc3339(text);
  }

 private:
  json content_;
};

bool unprefixes(const CorpusFile& file) {
  const std::string text = file.text("PREFIX");
  const auto body = health_unprefix(text);
  return body && (!file.has("BASE45") || *body == file.text("BASE45"));
}

bool decodes_base45(const CorpusFile& file) {
  const auto bytes = base45_decode(file.text("BASE45"));
  return bytes && *bytes == file.bytes("COMPRESSED");
}

bool decompresses(const CorpusFile& file) {
  const auto bytes = inflate_bounded(file.bytes("COMPRESSED"), kMaxInflatedBytes);
  return bytes && *bytes == file.bytes("COSE");
}

// The CBOR field holds the certificate alone in some countries' files, all claims in others.
bool decodes_cbor(const CorpusFile& file) {
  const auto certificate = file.certificate();
  if (!certificate) return false;
  const auto field = cbor_decode(file.bytes("CBOR"));
  if (!field) return false;
  const auto claims = cbor_decode(certificate->message.payload);
  return same(*field, certificate->content) || (claims && same(*field, *claims));
}

bool gives_the_json(const CorpusFile& file) {
  const auto certificate = file.certificate();
  return certificate && same(certificate->content, from_json(file.at("JSON")));
}

bool verifies(const CorpusFile& file) {
  const auto certificate = file.certificate();
  const auto signer = file.signer();
  return certificate && signer && verify_health_signature(*certificate, {&*signer, 1});
}

bool is_in_time(const CorpusFile& file) {
  const auto certificate = file.certificate();
  const auto clock = file.clock();
  return certificate && clock && check_health_time(*certificate, *clock);
}

bool keeps_the_schema(const CorpusFile& file) {
  const auto certificate = file.certificate();
  return certificate && check_health_schema(certificate->content);
}

bool keeps_the_usage(const CorpusFile& file) {
  const auto certificate = file.certificate();
  const auto signer = file.signer();
  return certificate && signer && check_health_usage(*certificate, *signer);
}

bool json_keeps_the_schema(const CorpusFile& file) {
  return check_health_schema(from_json(file.at("JSON"))).has_value();
}

// Our writer's bytes for the JSON mean what the CBOR field means.
bool encodes_the_json(const CorpusFile& file) {
  const auto ours = cbor_encode(from_json(file.at("JSON")));
  const auto theirs = cbor_decode(file.bytes("CBOR"));
  if (!ours || !theirs) return false;
  const CborValue* health = theirs->find(-260);
  const CborValue* content = health == nullptr ? &*theirs : health->find(1);
  return content != nullptr && same(*cbor_decode(*ours), *content);
}

const std::map<std::string, std::function<bool(const CorpusFile&)>> kChecks = {
    {"EXPECTEDUNPREFIX", unprefixes},        {"EXPECTEDB45DECODE", decodes_base45},
    {"EXPECTEDCOMPRESSION", decompresses},   {"EXPECTEDDECODE", decodes_cbor},
    {"EXPECTEDVALIDJSON", gives_the_json},   {"EXPECTEDVERIFY", verifies},
    {"EXPECTEDEXPIRATIONCHECK", is_in_time}, {"EXPECTEDSCHEMAVALIDATION", keeps_the_schema},
    {"EXPECTEDKEYUSAGE", keeps_the_usage},   {"EXPECTEDVALIDOBJECT", json_keeps_the_schema},
    {"EXPECTEDENCODE", encodes_the_json},
};

std::vector<std::pair<std::string, fs::path>> corpus_files() {
  std::vector<std::pair<std::string, fs::path>> files;
  for (const auto& country : fs::directory_iterator(corpus_root())) {
    const fs::path raw = country.path() / "2DCode/raw";
    if (!fs::is_directory(raw)) continue;
    for (const auto& file : fs::directory_iterator(raw)) {
      if (file.path().extension() != ".json") continue;
      files.emplace_back(country.path().filename().string() + "/" + file.path().stem().string(),
                         file.path());
    }
  }
  std::ranges::sort(files);
  return files;
}

json read_json(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  return json::parse(text, nullptr, false);
}

const Contradiction* contradiction_at(std::string_view file, std::string_view key) {
  for (const Contradiction& known : kContradictions) {
    if (known.file == file && known.key == key) return &known;
  }
  return nullptr;
}

struct Count {
  int agreed = 0;
  int refused = 0;  // of those, how many expected a refusal
  int contradicted = 0;
};

TEST(DgcCorpus, every_expected_result) {
  if (!fs::is_directory(corpus_root())) {
    GTEST_SKIP() << "the EU test set is not at " << corpus_root() << " (set KIOSK_SHARED)";
  }
  const auto files = corpus_files();
  ASSERT_FALSE(files.empty());
  std::map<std::string, Count> counts;
  std::map<std::string, int> waiting;
  std::size_t contradictions = 0;
  for (const auto& [name, path] : files) {
    const json content = read_json(path);
    ASSERT_TRUE(content.is_object()) << name;
    const CorpusFile file(content);
    for (const auto& [key, expected] : file.expected().items()) {
      if (kWaiting.contains(key)) {
        ++waiting[key];
        continue;
      }
      ASSERT_TRUE(kChecks.contains(key)) << name << " asks for " << key;
      const bool result = kChecks.at(key)(file);
      Count& count = counts[key];
      if (const Contradiction* known = contradiction_at(name, key)) {
        EXPECT_NE(result, expected.get<bool>()) << name << ' ' << key << " is mended upstream?";
        std::printf("contradicts itself: %s %s: %s\n", known->file, known->key, known->reason);
        ++count.contradicted;
        ++contradictions;
        continue;
      }
      EXPECT_EQ(result, expected.get<bool>()) << name << ' ' << key;
      count.agreed += result == expected.get<bool>() ? 1 : 0;
      count.refused += expected.get<bool>() ? 0 : 1;
    }
  }
  EXPECT_EQ(contradictions, kContradictions.size()) << "the table names a file that is not there";
  std::printf("%zu files\n", files.size());
  for (const auto& [key, count] : counts) {
    std::printf("%-26s agreed %3d (refusals %d), contradictions %d\n", key.c_str(), count.agreed,
                count.refused, count.contradicted);
  }
  for (const auto& [key, number] : waiting) {
    std::printf("%-26s waiting %2d: %s\n", key.c_str(), number, kWaiting.at(key).c_str());
  }
}

// Why the whole verification refuses a file at that file's own clock: the right no, not any no.
const std::map<std::string, FailureCode> kRefused = {
    // Their clock is before their issue time; they do not ask for EXPECTEDEXPIRATIONCHECK.
    {"FR/recovery_ok", FailureCode::code_not_yet_valid},
    {"FR/test_pcr_ok", FailureCode::code_not_yet_valid},
    {"FR/vaccin_ok", FailureCode::code_not_yet_valid},
    {"SG/4", FailureCode::code_not_yet_valid},
    {"common/B1", FailureCode::code_malformed},
    {"common/CBO1", FailureCode::code_malformed},
    {"common/CBO2", FailureCode::code_malformed},
    {"common/CO5", FailureCode::code_forged},
    {"common/CO6", FailureCode::code_wrong_use},
    {"common/CO7", FailureCode::code_wrong_use},
    {"common/CO8", FailureCode::code_wrong_use},
    {"common/CO9", FailureCode::code_wrong_use},
    {"common/CO10", FailureCode::code_wrong_use},
    {"common/CO11", FailureCode::code_wrong_use},
    {"common/CO16", FailureCode::code_not_yet_valid},
    {"common/CO17", FailureCode::code_expired},
    {"common/CO20", FailureCode::code_forged},
    {"common/CO22", FailureCode::code_malformed},  // its protected key id is no 8 bytes
    {"common/CO23", FailureCode::code_malformed},  // its only key id is no 8 bytes
    {"common/DGC1", FailureCode::code_unknown},
    {"common/DGC2", FailureCode::code_unknown},
    {"common/H1", FailureCode::code_malformed},
    {"common/H2", FailureCode::code_malformed},
    {"common/H3", FailureCode::code_malformed},
    {"common/Z1", FailureCode::code_malformed},
    {"common/Z2", FailureCode::code_malformed},
};

// The call that a terminal makes, over the same files.
TEST(DgcCorpus, whole_verification_refuses_for_the_right_reason) {
  if (!fs::is_directory(corpus_root())) {
    GTEST_SKIP() << "the EU test set is not at " << corpus_root() << " (set KIOSK_SHARED)";
  }
  int accepted = 0;
  std::size_t refused = 0;
  for (const auto& [name, path] : corpus_files()) {
    const CorpusFile file(read_json(path));
    const auto signer = file.signer();
    const auto clock = file.clock();
    ASSERT_TRUE(signer && clock) << name;
    const std::string shown = file.text("PREFIX");
    const auto whole = verify_health_certificate(shown, {&*signer, 1}, *clock);
    const auto expected = kRefused.find(name);
    ASSERT_EQ(whole.has_value(), expected == kRefused.end()) << name;
    if (whole) {
      ++accepted;
      // Nobody else's signature counts, and nothing outlives its expiry.
      EXPECT_EQ(verify_health_certificate(shown, {}, *clock).error().code,
                FailureCode::code_issuer_unknown);
      const TimePoint late = from_unix_ms((whole->expires_s + 1) * 1000);
      EXPECT_EQ(verify_health_certificate(shown, {&*signer, 1}, late).error().code,
                FailureCode::code_expired);
    } else {
      ++refused;
      EXPECT_EQ(whole.error().code, expected->second) << name << ": " << whole.error().detail;
    }
  }
  EXPECT_EQ(refused, kRefused.size());
  std::printf("whole verification at each file's own clock: %d accepted, %zu refused\n", accepted,
              refused);
}

}  // namespace
}  // namespace dk::codes
