// What the second algorithm suite costs beside the first, in one process and in turns:
//
//   crypto_suites_bench [FOLDER, not used]
//
// A registration's part is "record": the sealed record with its two wraps, as at every append. Each
// row is the median of kRounds batches; the batches of the suites alternate, so that other work on
// the machine hits both alike.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "base/codes/cose.h"
#include "base/crypto/crypto.h"
#include "offline-cache/wire/sealed_record.h"

namespace {

using namespace dk;
using crypto::Suite;
using Steady = std::chrono::steady_clock;

constexpr int kRounds = 41;
constexpr Suite kSuites[] = {Suite::International, Suite::Shangmi};

struct Subject {
  crypto::PrivateKey signer;
  crypto::PrivateKey recovery;
  crypto::PublicKey signer_public;
  crypto::PublicKey recovery_public;
  Bytes box;
  wire::SealedRecord record;
  Bytes cose;
};

double batch_us(int count, const std::function<bool()>& work) {
  const auto start = Steady::now();
  bool good = true;
  for (int i = 0; i < count; ++i) good = work() && good;
  const std::chrono::duration<double, std::micro> spent = Steady::now() - start;
  if (!good) {
    std::fputs("a call failed\n", stderr);
    std::exit(1);
  }
  return spent.count() / count;
}

void row(const char* name, int count, const std::function<bool(Suite, Subject&)>& work,
         std::vector<Subject>& subjects) {
  std::vector<double> times[2];
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t i = 0; i < 2; ++i) {
      times[i].push_back(batch_us(count, [&] { return work(kSuites[i], subjects[i]); }));
    }
  }
  for (auto& one : times) std::ranges::sort(one);
  const double first = times[0][kRounds / 2];
  const double second = times[1][kRounds / 2];
  std::printf("%-34s international %9.2f us   shangmi %9.2f us   x %.1f\n", name, first, second,
              second / first);
}

}  // namespace

int main() {
  SystemRandom random;
  const Bytes key = random.bytes(crypto::kAeadKeyBytes);
  const Bytes line = random.bytes(400);  // a registration's JSON line
  const Bytes large = random.bytes(1 << 20);
  const Bytes additional = to_bytes("row 1");
  const wire::RecordBinding binding{{}, 1, "sampling.person_registered", "sampling", "2022-11-18"};
  std::vector<Subject> subjects;
  for (const Suite suite : kSuites) {
    auto signer = crypto::PrivateKey::generate_signing(suite).value();
    auto recovery = crypto::PrivateKey::generate_sealing(suite).value();
    auto signer_public = signer.public_key().value();
    auto recovery_public = recovery.public_key().value();
    const auto aead = crypto::algorithms_of(suite).aead;
    subjects.push_back(
        {signer, recovery, signer_public, recovery_public,
         crypto::box_seal(key, additional, line, random, aead).value(),
         wire::make_sealed_record(binding, line, key, crypto::Sealer::to(recovery_public).value(),
                                  random, suite)
             .value(),
         codes::make_sign1(line, "application/dk-test", signer).value()});
  }
  row(
      "record: seal, two wraps", 50,
      [&](Suite suite, Subject& s) {
        return wire::make_sealed_record(
                   binding, line, key, crypto::Sealer::to(s.recovery_public).value(), random, suite)
            .has_value();
      },
      subjects);
  row(
      "record: open with the day key", 200,
      [&](Suite, Subject& s) {
        return wire::open_with_day_key(binding, s.record.record, key).has_value();
      },
      subjects);
  row(
      "record: open with the recovery key", 50,
      [&](Suite, Subject& s) {
        return wire::open_with_recovery_key(binding, s.record.record, s.record.recovery_wrap,
                                            s.recovery)
            .has_value();
      },
      subjects);
  row(
      "box of 400 bytes: seal", 500,
      [&](Suite suite, Subject&) {
        return crypto::box_seal(key, additional, line, random, crypto::algorithms_of(suite).aead)
            .has_value();
      },
      subjects);
  row(
      "box of 400 bytes: open", 500,
      [&](Suite, Subject& s) { return crypto::box_open(key, additional, s.box).has_value(); },
      subjects);
  row(
      "box of 1 MiB: seal", 3,
      [&](Suite suite, Subject&) {
        return crypto::box_seal(key, additional, large, random, crypto::algorithms_of(suite).aead)
            .has_value();
      },
      subjects);
  row(
      "hash of 400 bytes (audit entry)", 2000,
      [&](Suite suite, Subject&) {
        return crypto::digest(crypto::algorithms_of(suite).hash, {line}) != crypto::Digest{};
      },
      subjects);
  row(
      "COSE_Sign1: sign", 50,
      [&](Suite, Subject& s) {
        return codes::make_sign1(line, "application/dk-test", s.signer).has_value();
      },
      subjects);
  row(
      "COSE_Sign1: verify (a code)", 50,
      [&](Suite, Subject& s) {
        const auto message = codes::parse_sign1(s.cose);
        return message && codes::verify_sign1(*message, s.signer_public).has_value();
      },
      subjects);
  return 0;
}
