// What the outbox does inside a transaction, one function per promise of outbox.h. Each may run
// again when its transaction is repeated, so each gives its result by overwriting. Writer thread.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "offline-cache/outbox/outbox.h"
#include "offline-cache/outbox/session.h"

namespace dk::cache {

// Before anything is queued, on the caller's thread: sizes and alphabets of what becomes clear
// columns. invalid_argument.
[[nodiscard]] Status check_append(const Append& append);

[[nodiscard]] Status do_append(Session& session, const Append& append);

[[nodiscard]] Status do_take(Session& session, std::size_t max, std::vector<Pending>& out);
[[nodiscard]] Status do_settle(Session& session, const std::vector<wire::EventAnswer>& answers);
[[nodiscard]] Status do_release(Session& session);
[[nodiscard]] Status do_list_quarantined(Session& session,
                                         std::vector<std::pair<Uuid, std::string>>& out);

// Hashes of the entries from `first` on, at most `most`; chain_broken when one is missing.
[[nodiscard]] Status do_read_hashes(Session& session, std::uint64_t first, std::uint64_t most,
                                    std::vector<crypto::Digest>& out);
[[nodiscard]] Status do_keep_receipt(Session& session, ByteView cose);

// One bite of confirmed rows that are over; `deleted` 0: there are no more.
[[nodiscard]] Status do_erase_rows(Session& session, const std::string& retention_class,
                                   const std::string& before_day, std::size_t& deleted);
// Destroys every key that is over and that no event needs any more.
[[nodiscard]] Status do_erase_keys(Session& session,
                                   const std::map<std::string, std::string>& before_days);

}  // namespace dk::cache
