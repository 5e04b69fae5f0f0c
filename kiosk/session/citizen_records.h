// Between the pure module's words and the wire's: who somebody is, what is told to the district,
// and what it answers. Pure; any thread, but case_lines(): that of the items.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/codes/receipt_code.h"
#include "drivers/identity.h"
#include "kiosk/citizen/update.h"
#include "kiosk/session/identity.h"
#include "kiosk/session/item_catalogue.h"
#include "offline-cache/wire/cases.h"
#include "offline-cache/wire/visit.h"

namespace dk::kiosk {

[[nodiscard]] citizen::Identity identity_of(const drivers::IdentityDocument& document,
                                            citizen::Way way);
[[nodiscard]] wire::PersonRef person_ref(const citizen::Identity& person);
[[nodiscard]] SignedIn signed_in(const citizen::FetchFacts& effect);
[[nodiscard]] SignedIn signed_in(const citizen::Identity& person, TimePoint at);

struct RecordBody {
  std::string_view type;  // of the event
  std::string json;
};
// invalid_argument: a case without an outcome.
[[nodiscard]] Result<RecordBody> body_of(const citizen::Save& save);
[[nodiscard]] citizen::SubjectsAnswered::Subject subject_of(const wire::Subject& told,
                                                            std::size_t number);
[[nodiscard]] std::vector<citizen::CertificatesView::Line> certificate_lines(
    const std::vector<wire::CertificateTold>& certificates, std::string_view language);
// The terminal's name is put in by who signs it.
[[nodiscard]] codes::ReceiptCode receipt_code_of(const citizen::CaseRecord& record);
[[nodiscard]] std::vector<citizen::CasesView::Line> case_lines(
    const std::vector<wire::CaseTold>& cases, const ItemCatalogue& items,
    std::string_view language);

}  // namespace dk::kiosk
