#include "offline-cache/sync/question.h"

#include "base/secret.h"
#include "offline-cache/wire/api.h"

namespace dk::cache {

Result<std::string> ask(Remote& remote, std::string_view path, std::string_view json,
                        std::size_t max_answer_bytes, Milliseconds timeout) {
  HttpRequest request{.method = "POST",
                      .path = std::string(path),
                      .content_type = std::string(wire::kTypeJson),
                      .body = to_bytes(json),
                      .max_answer_bytes = max_answer_bytes,
                      .timeout_ms = static_cast<int>(timeout.count())};
  auto answer = remote.call(request);
  wipe(request.body.data(), request.body.size());
  if (!answer) return std::unexpected(std::move(answer.error()));
  if (answer->status != 200 && answer->status != 204) return std::unexpected(failure_of(*answer));
  std::string text(as_text(answer->body));
  wipe(answer->body.data(), answer->body.size());
  return text;
}

}  // namespace dk::cache
