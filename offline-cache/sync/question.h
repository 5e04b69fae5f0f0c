// One question to the district while a person waits for the answer: a POST of JSON that is
// answered with JSON, on a connection of its own, so that it never queues behind a sync pass.
//
// Blocks at most `timeout` (never the UI's thread); Remote::cancel() from any thread ends it
// sooner. A status other than 200 and 204 (empty) is a failure: the problem's code, as Sync says
// it. Failures: timed_out, cancelled, network_unreachable and the others of the link;
// answer_malformed.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "offline-cache/sync/sync.h"

namespace dk::cache {

// Nobody stands before a screen that does nothing for longer.
inline constexpr Milliseconds kQuestionTimeout{6000};

[[nodiscard]] Result<std::string> ask(Remote& remote, std::string_view path, std::string_view json,
                                      std::size_t max_answer_bytes,
                                      Milliseconds timeout = kQuestionTimeout);

}  // namespace dk::cache
