// Contents of the signed reference objects (the trust list's is in base/codes/trust_list.h).
//
// site            JSON {"schema":"site/1","site":"QH-01","name":{"zh-CN":..,"zh-HK":..,"en":..},
//                 "district":"440309","population":n,"tube":{"capacity":10,"prefix":"LH","check":
//                 "mod97","min_length":10,"max_length":16,"capacities":[1,5,10,20]},"box":{"prefix":
//                 "BX","check":"mod97","min_length":10,"max_length":16},"resample_h":6,
//                 "sample_late_h":4,"undo_s":60,"list_max_age_h":12,
//                 "offline_max_h":24,"services":{"sampling":true,"health_cert":false},
//                 "manifest_max_age_h":72,"retention_days":14,
//                 "late_hit_h":24,"devices":{"LH-TS-0002":{"scanner":
//                 "serial:/dev/ttyACM0?baud=115200","receipt-printer":"tcp:10.0.0.7:9100"}}}
//                 ("capacities", "box", "resample_h", "sample_late_h", "retention_days" and
//                 "late_hit_h" may be absent: the one capacity of "capacity", and the values above;
//                 a terminal takes its devices' addresses from here and from nowhere else)
//                 and, when more than the international suite counts, "algorithms":{"accept":
//                 ["international","shangmi"],"write":"shangmi"}: the floor under every algorithm
//                 id (docs/algorithms.md); `write` is one of the accepted. Absent: international
// staff-roster    JSON {"schema":"staff-roster/1","staff":[{"id":"S-0041","name":"曾琳","role":
//                 "sampler","sites":["QH-01"],"expires":unix s,"pin":{"n":32768,"r":8,"p":1,"salt":
//                 base64,"hash":base64}}]}; PIN verifier = scrypt (RFC 7914), 32 bytes
// key-person-list binary: magic "DKKP1\0", u16 flags 0, i64 issued s (big-endian), 32-byte key,
//                 u32 count, count * (12-byte truncated HMAC-SHA-256(key, type | 0x1F | number),
//                 1 byte category) sorted ascending by digest. Categories: 1 close contact or
//                 isolation (single tube), 2 yellow lane (single tube), 3 must-test group (mark).
// Decoders: answer_malformed, bounded. Plain values; any thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/codes/tube_code.h"
#include "base/crypto/crypto.h"
#include "base/result.h"
#include "base/secret.h"

namespace dk::wire {

// What the citizens' terminals of a site say about it, each text by language.
struct SiteService {
  std::map<std::string, std::string> name;  // the district's service: what stands over each page
  std::string hotline = "12345";
  bool helper = false;  // somebody in the hall can be called
  // Terminal id -> where the next one is.
  std::map<std::string, std::map<std::string, std::string>> nearest;
};
struct Site {
  std::string site;
  std::map<std::string, std::string> name;  // by language
  std::string district;
  std::int64_t population = 0;
  int tube_capacity = 10;
  std::vector<int> tube_capacities{10};  // what the desk may choose from; holds tube_capacity
  codes::TubeCodeRule tube_rule;
  codes::TubeCodeRule box_rule{.prefix = "BX"};  // box codes follow a rule of the same kind
  int resample_h = 6;                            // sampled within so many hours: the desk asks
  int sample_late_h = 4;                         // a first sample older than this makes a box late
  int undo_s = 60;
  int list_max_age_h = 12;
  int offline_max_h = 24;
  int manifest_max_age_h = 72;
  int retention_days =
      14;               // confirmed registrations stay on the terminal this long after their day
  int late_hit_h = 24;  // a new key-person list is compared with registrations this old
  std::map<std::string, bool> services;
  std::optional<SiteService> service;  // absent where no citizen stands alone
  crypto::AlgorithmPolicy algorithms = crypto::only(crypto::Suite::International);
  // Terminal id -> device class ("scanner", "receipt-printer") -> address.
  std::map<std::string, std::map<std::string, std::string>> devices;
};
[[nodiscard]] std::string to_json(const Site&);
[[nodiscard]] Result<Site> site_from_json(std::string_view json);

struct PinVerifier {
  std::uint64_t n = 32768;
  std::uint32_t r = 8;
  std::uint32_t p = 1;
  Bytes salt;
  Bytes hash;
};
struct StaffMember {
  std::string id;
  std::string name;
  std::string role;
  std::vector<std::string> sites;
  std::int64_t expires_s = 0;
  PinVerifier pin;
};
struct StaffRoster {
  std::vector<StaffMember> staff;
};
[[nodiscard]] std::string to_json(const StaffRoster&);
[[nodiscard]] Result<StaffRoster> staff_roster_from_json(std::string_view json);
[[nodiscard]] Result<PinVerifier> make_pin_verifier(ByteView pin, Random& random);
[[nodiscard]] bool pin_matches(const PinVerifier& verifier, ByteView pin);

enum class KeyPersonCategory : std::uint8_t { None = 0, Single = 1, YellowLane = 2, MustTest = 3 };
struct KeyPerson {
  std::string document_type;
  std::string document_number;
  KeyPersonCategory category = KeyPersonCategory::Single;
};
[[nodiscard]] Bytes encode_key_person_list(const std::vector<KeyPerson>& persons, ByteView key,
                                           std::int64_t issued_s);

// Borrowing view over an encoded list (kept alive by the owner); look-up is a binary search.
class KeyPersonList {
 public:
  [[nodiscard]] static Result<KeyPersonList> open(Bytes encoded);
  [[nodiscard]] KeyPersonCategory find(std::string_view document_type,
                                       std::string_view number) const;
  [[nodiscard]] std::int64_t issued_s() const { return issued_s_; }
  [[nodiscard]] std::size_t size() const { return count_; }

 private:
  Bytes data_;
  std::size_t count_ = 0;
  std::int64_t issued_s_ = 0;
};

}  // namespace dk::wire
