// The key-person list (reference_objects.h): flat, sorted, looked up in place.
//
//   offset 0   6  magic "DKKP1\0"
//          6   2  flags, 0
//          8   8  issued, s since 1970, big-endian, signed
//         16  32  key of the HMAC
//         48   4  count, big-endian
//         52      count * (12 bytes of digest, 1 byte of category)
#include <algorithm>
#include <array>

#include "offline-cache/wire/reference_objects.h"

namespace dk::wire {
namespace {

constexpr std::array<std::uint8_t, 6> kMagic = {'D', 'K', 'K', 'P', '1', 0};
constexpr std::size_t kIssuedAt = 8;
constexpr std::size_t kKeyAt = 16;
constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kCountAt = 48;
constexpr std::size_t kHeaderBytes = 52;
constexpr std::size_t kDigestBytes = 12;
constexpr std::size_t kRowBytes = kDigestBytes + 1;

using Row = std::array<std::uint8_t, kRowBytes>;

std::array<std::uint8_t, kDigestBytes> digest_of(ByteView key, std::string_view type,
                                                 std::string_view number) {
  std::string text(type);
  text += '\x1F';
  text += number;
  const crypto::Digest whole = crypto::hmac_sha256(key, as_bytes(text));
  wipe(text.data(), text.size());
  std::array<std::uint8_t, kDigestBytes> out{};
  std::copy_n(whole.begin(), out.size(), out.begin());
  return out;
}

std::uint64_t read_big_endian(ByteView bytes) {
  std::uint64_t value = 0;
  for (const std::uint8_t byte : bytes) value = value << 8U | byte;
  return value;
}

void write_big_endian(Bytes& to, std::uint64_t value, int bytes) {
  for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
    to.push_back(static_cast<std::uint8_t>(value >> shift));
  }
}

}  // namespace

Bytes encode_key_person_list(const std::vector<KeyPerson>& persons, ByteView key,
                             std::int64_t issued_s) {
  std::vector<Row> rows;
  rows.reserve(persons.size());
  for (const KeyPerson& person : persons) {
    Row row{};
    const auto digest = digest_of(key, person.document_type, person.document_number);
    std::copy(digest.begin(), digest.end(), row.begin());
    row[kDigestBytes] = static_cast<std::uint8_t>(person.category);
    rows.push_back(row);
  }
  // A person twice: the category with the smaller number is the stricter one and stays.
  std::sort(rows.begin(), rows.end());
  const auto same_person = [](const Row& a, const Row& b) {
    return std::equal(a.begin(), a.begin() + kDigestBytes, b.begin());
  };
  rows.erase(std::unique(rows.begin(), rows.end(), same_person), rows.end());

  Bytes out(kMagic.begin(), kMagic.end());
  write_big_endian(out, 0, 2);
  write_big_endian(out, static_cast<std::uint64_t>(issued_s), 8);
  Bytes padded(key.begin(), key.end());
  padded.resize(kKeyBytes);
  append(out, padded);
  write_big_endian(out, rows.size(), 4);
  for (const Row& row : rows) append(out, row);
  return out;
}

Result<KeyPersonList> KeyPersonList::open(Bytes encoded) {
  const auto malformed = [](const char* what) {
    return fail(FailureCode::answer_malformed, std::string("key-person list: ") + what);
  };
  const ByteView all(encoded);
  if (all.size() < kHeaderBytes || !std::equal(kMagic.begin(), kMagic.end(), all.begin())) {
    return malformed("magic");
  }
  if (read_big_endian(all.subspan(kMagic.size(), 2)) != 0) return malformed("flags");
  const std::uint64_t count = read_big_endian(all.subspan(kCountAt, 4));
  if ((all.size() - kHeaderBytes) % kRowBytes != 0 ||
      (all.size() - kHeaderBytes) / kRowBytes != count) {
    return malformed("length");
  }
  for (std::size_t at = kHeaderBytes; at < all.size(); at += kRowBytes) {
    const std::uint8_t category = all[at + kDigestBytes];
    if (category < 1 || category > 3) return malformed("category");
    if (at == kHeaderBytes) continue;
    const ByteView before = all.subspan(at - kRowBytes, kDigestBytes);
    const ByteView here = all.subspan(at, kDigestBytes);
    if (!std::lexicographical_compare(before.begin(), before.end(), here.begin(), here.end())) {
      return malformed("order");
    }
  }
  KeyPersonList list;
  list.count_ = static_cast<std::size_t>(count);
  list.issued_s_ = static_cast<std::int64_t>(read_big_endian(all.subspan(kIssuedAt, 8)));
  list.data_ = std::move(encoded);
  return list;
}

KeyPersonCategory KeyPersonList::find(std::string_view document_type,
                                      std::string_view number) const {
  const ByteView all(data_);
  const auto wanted = digest_of(all.subspan(kKeyAt, kKeyBytes), document_type, number);
  std::size_t low = 0;
  std::size_t high = count_;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    const ByteView row = all.subspan(kHeaderBytes + middle * kRowBytes, kRowBytes);
    const ByteView digest = row.first(kDigestBytes);
    if (std::equal(digest.begin(), digest.end(), wanted.begin())) {
      return static_cast<KeyPersonCategory>(row[kDigestBytes]);
    }
    if (std::lexicographical_compare(digest.begin(), digest.end(), wanted.begin(), wanted.end())) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return KeyPersonCategory::None;
}

}  // namespace dk::wire
