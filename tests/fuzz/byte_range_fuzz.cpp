// links: dk_district
// decodes: district/http.cpp
#include <cstdlib>

#include "district/http.h"

// First byte: size of the content. The rest: the Range header.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  dk::Bytes body(data[0]);
  for (std::size_t i = 0; i < body.size(); ++i) body[i] = static_cast<std::uint8_t>(i);
  dk::district::Call call;
  call.range = dk::as_text(dk::ByteView(data + 1, size - 1));
  const auto answer = dk::district::content(call, body, "application/cose");
  if (answer.status == 206) {
    // A piece is never empty, never longer than the whole, and starts where its header says.
    if (answer.body.empty() || answer.body.size() > body.size()) std::abort();
    const std::string start = "bytes " + std::to_string(answer.body[0]) + "-";
    if (!answer.headers.back().second.starts_with(start)) std::abort();
  } else if (answer.status == 200) {
    if (answer.body != body) std::abort();
  } else if (answer.status != 416) {
    std::abort();
  }
  return 0;
}
