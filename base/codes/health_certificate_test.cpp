// HC1 with invented people; the EU's own files are in dgc_corpus_test.cpp.
#include "base/codes/health_certificate.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/codes/base45.h"
#include "base/codes/zlib_codec.h"

namespace dk::codes {
namespace {

constexpr std::int64_t kIssued_s = 1620064800;

CborValue fields(std::initializer_list<std::pair<const char*, CborValue>> entries) {
  CborValue map = CborValue::map();
  for (const auto& [name, value] : entries) map.put(CborValue::text(name), value);
  return map;
}

CborValue text(std::string_view value) { return CborValue::text(value); }

CborValue vaccination() {
  return fields({{"tg", text("840539006")},
                 {"vp", text("1119349007")},
                 {"mp", text("EU/1/20/1528")},
                 {"ma", text("ORG-100030215")},
                 {"dn", CborValue::integer(2)},
                 {"sd", CborValue::integer(2)},
                 {"dt", text("2021-04-01")},
                 {"co", text("XX")},
                 {"is", text("Nobody")},
                 {"ci", text("URN:UVCI:01:XX:0")}});
}

CborValue content_with(const char* entry, CborValue what) {
  return fields({{"ver", text("1.3.0")},
                 {"nam", fields({{"fn", text("Invented")}, {"fnt", text("INVENTED<ONE")}})},
                 {"dob", text("1990-01")},
                 {entry, CborValue::array({std::move(what)})}});
}

// The map without one field, or with another value for it.
CborValue changed(const CborValue& map, std::string_view name, const CborValue* value) {
  CborValue made = CborValue::map();
  for (std::size_t i = 0; i < map.items.size(); i += 2) {
    if (map.items[i].as_text() != name) made.put(map.items[i], map.items[i + 1]);
  }
  if (value != nullptr) made.put(CborValue::text(name), *value);
  return made;
}

struct Country {
  crypto::PrivateKey key = *crypto::PrivateKey::generate_p256();
  HealthSigner signer{.key_id = key.public_key()->key_id(), .key = *key.public_key()};

  [[nodiscard]] std::string issue(const CborValue& content) const {
    CborValue health = CborValue::map();
    health.put(1, content);
    CborValue claims = CborValue::map();
    claims.put(1, CborValue::text("XX"));
    claims.put(4, CborValue::integer(kIssued_s + 86400));
    claims.put(6, CborValue::integer(kIssued_s));
    claims.put(-260, health);
    const Bytes cose = *make_sign1(*cbor_encode(claims), "", key);
    return std::string(kHealthPrefix) + base45_encode(*deflate(cose));
  }
  [[nodiscard]] Result<HealthCertificate> verify(std::string_view shown,
                                                 std::int64_t at_s = kIssued_s) const {
    return verify_health_certificate(shown, {&signer, 1}, from_unix_ms(at_s * 1000));
  }
};

FailureCode code_of(const Result<HealthCertificate>& result) {
  return result ? FailureCode::internal : result.error().code;
}

TEST(HealthCertificate, traveller_shows_a_certificate) {
  const Country country;
  const auto seen = country.verify(country.issue(content_with("v", vaccination())));
  ASSERT_TRUE(seen) << seen.error().detail;
  EXPECT_EQ(seen->issuer, "XX");
  EXPECT_EQ(seen->content.find("nam")->find("fnt")->as_text(), "INVENTED<ONE");
}

TEST(HealthCertificate, time_issuer_and_usage) {
  Country country;
  const std::string shown = country.issue(content_with("v", vaccination()));
  EXPECT_TRUE(country.verify(shown, kIssued_s + 86400));
  EXPECT_EQ(code_of(country.verify(shown, kIssued_s + 86401)), FailureCode::code_expired);
  EXPECT_EQ(code_of(country.verify(shown, kIssued_s - 1)), FailureCode::code_not_yet_valid);
  const Country other;
  EXPECT_EQ(code_of(other.verify(shown)), FailureCode::code_issuer_unknown);
  HealthSigner pretender = other.signer;
  pretender.key_id = country.signer.key_id;
  const std::vector<HealthSigner> only_pretender = {pretender};
  EXPECT_EQ(
      code_of(verify_health_certificate(shown, only_pretender, from_unix_ms(kIssued_s * 1000))),
      FailureCode::code_forged);
  const std::vector<HealthSigner> both = {pretender, country.signer};
  EXPECT_TRUE(verify_health_certificate(shown, both, from_unix_ms(kIssued_s * 1000)));
  country.signer.vaccination = false;
  EXPECT_EQ(code_of(country.verify(shown)), FailureCode::code_wrong_use);
}

TEST(HealthCertificate, schema_refuses_a_missing_or_wrong_field) {
  const CborValue good = vaccination();
  EXPECT_TRUE(check_health_schema(content_with("v", good)));
  for (const char* name : {"tg", "vp", "mp", "ma", "dn", "sd", "dt", "co", "is", "ci"}) {
    EXPECT_FALSE(check_health_schema(content_with("v", changed(good, name, nullptr)))) << name;
    const CborValue wrong = CborValue::boolean(true);
    EXPECT_FALSE(check_health_schema(content_with("v", changed(good, name, &wrong)))) << name;
  }
  const auto refused = [&](const char* name, const CborValue& value) {
    return !check_health_schema(content_with("v", changed(good, name, &value)));
  };
  EXPECT_TRUE(refused("dn", CborValue::integer(0)));
  EXPECT_TRUE(refused("dn", CborValue::integer(10)));
  EXPECT_TRUE(refused("dn", CborValue::floating(2)));
  EXPECT_TRUE(refused("dt", text("2021-02-30")));
  EXPECT_TRUE(refused("dt", text("2021-02")));
  EXPECT_TRUE(refused("co", text("xx")));
  EXPECT_TRUE(refused("is", text(std::string(81, 'a'))));
  EXPECT_FALSE(refused("is", text(std::string(80, 'a'))));
}

TEST(HealthCertificate, schema_refuses_wrong_frames) {
  const CborValue good = content_with("v", vaccination());
  const auto refused = [&](const char* name, const CborValue* value) {
    return !check_health_schema(changed(good, name, value));
  };
  for (const char* name : {"ver", "nam", "dob", "v"}) EXPECT_TRUE(refused(name, nullptr)) << name;
  for (const char* bad : {"1.3", "1.3.", ".1.3", "1..3", "1.3.0.0", "a.b.c", ""}) {
    const CborValue version = text(bad);
    EXPECT_TRUE(refused("ver", &version)) << bad;
  }
  for (const char* bad : {"1890-01-01", "1990-1", "1990-01-0", "19900101", "x"}) {
    const CborValue birth = text(bad);
    EXPECT_TRUE(refused("dob", &birth)) << bad;
  }
  for (const char* fine : {"", "1990", "2001-12", "2001-12-31"}) {
    const CborValue birth = text(fine);
    EXPECT_FALSE(refused("dob", &birth)) << fine;
  }
  const CborValue lower = fields({{"fnt", text("invented")}});
  EXPECT_TRUE(refused("nam", &lower));
  const CborValue none = CborValue::array();
  EXPECT_TRUE(refused("v", &none));
  const CborValue two = CborValue::array({vaccination(), vaccination()});
  EXPECT_TRUE(refused("v", &two));
  const CborValue also_recovery = CborValue::array({vaccination()});
  EXPECT_TRUE(refused("r", &also_recovery));
  EXPECT_FALSE(check_health_schema(CborValue::null()));
}

TEST(HealthCertificate, signer_may_only_sign_what_its_certificate_names) {
  const auto path =
      std::filesystem::path(DK_PROJECT_DIR) / "tests/fuzz/corpus/health_certificate/signer";
  std::ifstream stream(path, std::ios::binary);
  Bytes der{std::istreambuf_iterator<char>(stream), {}};
  ASSERT_GT(der.size(), 1U) << path;
  der.erase(der.begin());  // the fuzz target's selector
  const auto signer = health_signer_from_certificate(der);
  ASSERT_TRUE(signer) << signer.error().detail;
  EXPECT_TRUE(signer->test);
  EXPECT_FALSE(signer->vaccination);
  EXPECT_FALSE(signer->recovery);
  const crypto::Digest digest = crypto::sha256(der);
  EXPECT_EQ(signer->key_id, Bytes(digest.begin(), digest.begin() + 8));
  for (std::size_t size = 0; size < der.size(); ++size) {
    EXPECT_FALSE(health_signer_from_certificate(ByteView(der).first(size)));
  }
  der.push_back(0);
  EXPECT_FALSE(health_signer_from_certificate(der));
}

}  // namespace
}  // namespace dk::codes
