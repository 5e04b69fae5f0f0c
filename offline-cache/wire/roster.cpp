// The staff roster and its PIN verifiers (reference_objects.h).
#include <nlohmann/json.hpp>
#include <set>

#include "offline-cache/wire/reference_objects.h"
#include "offline-cache/wire/rules.h"
#include "offline-cache/wire/strict_json.h"

namespace dk::wire {

using nlohmann::json;

namespace {

constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kMaxStaff = 5000;
constexpr std::size_t kMaxRosterBytes = 4u << 20;
// scrypt needs 128 * n * r bytes: a roster may not order more than 64 MiB, nor less than a second
// of an attacker's patience. n is a power of two.
constexpr std::int64_t kMinN = 1 << 14;
constexpr std::int64_t kMaxN = 1 << 16;

bool is_power_of_two(std::uint64_t n) { return n != 0 && (n & (n - 1)) == 0; }

PinVerifier read_verifier(StrictJson in) {
  PinVerifier out;
  out.n = static_cast<std::uint64_t>(in.integer("n", kMinN, kMaxN));
  if (!is_power_of_two(out.n)) in.refuse("n", "not a power of two");
  out.r = static_cast<std::uint32_t>(in.integer("r", 8, 8));
  out.p = static_cast<std::uint32_t>(in.integer("p", 1, 4));
  out.salt = in.base64("salt", 8, 64);
  out.hash = in.base64("hash", kHashBytes, kHashBytes);
  return out;
}

}  // namespace

std::string to_json(const StaffRoster& roster) {
  json staff = json::array();
  for (const StaffMember& member : roster.staff) {
    staff.push_back({{"id", member.id},
                     {"name", member.name},
                     {"role", member.role},
                     {"sites", member.sites},
                     {"expires", member.expires_s},
                     {"pin",
                      {{"n", member.pin.n},
                       {"r", member.pin.r},
                       {"p", member.pin.p},
                       {"salt", to_base64(member.pin.salt)},
                       {"hash", to_base64(member.pin.hash)}}}});
  }
  const json out = {{"schema", "staff-roster/1"}, {"staff", std::move(staff)}};
  return out.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<StaffRoster> staff_roster_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text, {.max_bytes = kMaxRosterBytes}));
  StaffRoster out;
  in.constant("schema", "staff-roster/1");
  std::set<std::string> ids;
  for (StrictJson& item : in.objects("staff", kMaxStaff)) {
    StaffMember member;
    member.id = item.text("id", rules::kStaffId);
    member.name = item.text("name", rules::kPersonName);
    member.role = item.text("role", rules::kObjectName);
    member.sites = item.texts("sites", rules::kSite, 100);
    member.expires_s = item.integer("expires", 0, kMaxJsonInteger);
    member.pin = read_verifier(item.object("pin"));
    if (!ids.insert(member.id).second) item.refuse("id", "twice");
    out.staff.push_back(std::move(member));
  }
  DK_CHECK(in.finish());
  return out;
}

Result<PinVerifier> make_pin_verifier(ByteView pin, Random& random) {
  if (pin.empty()) return fail(FailureCode::invalid_argument, "an empty PIN");
  PinVerifier out;
  out.salt = random.bytes(kSaltBytes);
  DK_TRY(hash, crypto::scrypt(pin, out.salt, out.n, out.r, out.p, kHashBytes));
  out.hash.assign(hash.view().begin(), hash.view().end());
  return out;
}

bool pin_matches(const PinVerifier& verifier, ByteView pin) {
  if (pin.empty() || verifier.hash.size() != kHashBytes) return false;
  const auto hash =
      crypto::scrypt(pin, verifier.salt, verifier.n, verifier.r, verifier.p, kHashBytes);
  return hash && equal_constant_time(hash->view(), verifier.hash);
}

}  // namespace dk::wire
