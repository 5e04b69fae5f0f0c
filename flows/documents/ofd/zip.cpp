#include "flows/documents/ofd/zip.h"

#include <zlib.h>

#include <utility>

namespace dk::documents {
namespace {

void put(std::string& to, std::uint64_t number, int bytes) {
  for (int i = 0; i < bytes; ++i) to.push_back(static_cast<char>(number >> (8 * i) & 0xff));
}

// Without zlib's own head and checksum, as ZIP wants it; empty when there is no memory.
std::string deflated(std::string_view bytes) {
  z_stream z{};
  if (deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    return {};
  }
  std::string out(deflateBound(&z, bytes.size()), '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib only reads it
  z.avail_in = static_cast<uInt>(bytes.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  const bool whole = deflate(&z, Z_FINISH) == Z_STREAM_END;
  out.resize(whole ? z.total_out : 0);
  deflateEnd(&z);
  return out;
}

}  // namespace

void ZipWriter::add(std::string_view name, std::string_view bytes) {
  constexpr std::uint64_t kDay = 1 << 5 | 1;  // 1 January of year 0, which is 1980
  std::string packed = deflated(bytes);
  const bool stored = packed.empty() || packed.size() >= bytes.size();
  if (stored) packed = bytes;
  std::string common;              // what both headers say of the entry
  put(common, 20, 2);              // needs version 2.0
  put(common, 1 << 11, 2);         // its name is UTF-8
  put(common, stored ? 0 : 8, 2);  // method
  put(common, 0, 2);               // time
  put(common, kDay, 2);
  put(common, crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()), 4);
  put(common, packed.size(), 4);
  put(common, bytes.size(), 4);
  put(common, name.size(), 2);
  put(common, 0, 2);  // extra field

  put(directory_, 0x02014b50, 4);
  put(directory_, 20, 2);  // made by version 2.0
  directory_ += common;
  put(directory_, 0, 2);  // comment
  put(directory_, 0, 2);  // disk
  put(directory_, 0, 2);  // internal attributes
  put(directory_, 0, 4);  // external attributes
  put(directory_, out_.size(), 4);
  directory_ += name;

  put(out_, 0x04034b50, 4);
  out_ += common;
  out_ += name;
  out_ += packed;
  ++entries_;
}

std::string ZipWriter::take() {
  const std::size_t at = out_.size();
  out_ += directory_;
  put(out_, 0x06054b50, 4);
  put(out_, 0, 4);  // disks
  put(out_, entries_, 2);
  put(out_, entries_, 2);
  put(out_, directory_.size(), 4);
  put(out_, at, 4);
  put(out_, 0, 2);  // comment
  return std::move(out_);
}

}  // namespace dk::documents
