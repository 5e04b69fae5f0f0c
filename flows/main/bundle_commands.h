// flowctl's verbs for what leaves an author's folder: pack, sign, verify, rehearse. Each prints for
// a person and returns the exit code: 0 well, 1 something was found or went wrong.
#pragma once

#include <string>

namespace dk::flows {

inline constexpr int kChanged = 3;  // rehearse: a case would have come out otherwise

// Writes a bundle of a folder without findings.
int pack_item(const std::string& folder, const std::string& out);
// `key`: private, PEM (PKCS#8 or SEC 1), a file of ours that nobody else may read. `issued`: RFC
// 3339, empty: now. Only what has no findings is signed.
int sign_item(const std::string& file, const std::string& key, const std::string& issued,
              const std::string& out);
// `key`: the signer's public key or certificate, PEM.
int verify_item(const std::string& file, const std::string& key);
// `item` and `was`: a folder, a bundle or a signed bundle. `was` empty: compared with the outcomes
// that the cases came to (rehearse.h); else with what that version would have said.
int rehearse_item(const std::string& item, const std::string& cases, const std::string& was);

}  // namespace dk::flows
