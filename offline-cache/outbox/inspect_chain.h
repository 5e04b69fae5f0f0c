// Events and the receipt against the audit chain, for examine_store (inspect.h). No keys. The clear
// columns of an event are nobody's word; the chain's entries are, so each column has to agree with
// them.
#pragma once

#include <string>
#include <vector>

#include "offline-cache/outbox/inspect.h"
#include "offline-cache/outbox/schema.h"

namespace dk::cache {

inline constexpr std::size_t kMaxFindings = 100;

// One look at a store: what is found is listed up to kMaxFindings.
struct Check {
  Database& database;
  std::vector<Finding>& findings;

  void found(Damage kind, std::string text) const {
    if (findings.size() == kMaxFindings) text = "more findings are not listed";
    // A changed byte may be anything; what reads this need not be ready for it.
    for (char& c : text) {
      if (c < ' ' || c > '~') c = '?';
    }
    if (findings.size() <= kMaxFindings) findings.push_back({kind, std::move(text)});
  }
  [[nodiscard]] bool enough() const { return findings.size() > kMaxFindings; }
};

[[nodiscard]] Status check_events_against_chain(const Check& check);
[[nodiscard]] Status check_receipt_against_chain(const Check& check, const AuditHead& head);

}  // namespace dk::cache
