// Where a district keeps what. Folders are 0700 and files 0600.
//
//   <dir>/offline/  keys that `serve` never opens: root, catalogue, lists, configuration (signing
//                   roles), ca-root, ca-staff, ca-servers (certificates), recovery (X25519, SM2)
//   <dir>/online/   what the running server holds: manifest, countersign, ca-terminals, server,
//                   storage
//   <dir>/issuer/   who issues LH1 codes: persons, staff, day-keys.json; `serve --issue-codes`
//   opens
//                   it, no other server does
//   <dir>/public/   certificates, the signed root of roles, the recovery key's public half
//   <dir>/district.db
// A real district carries offline/ away on a stick; the tools that need it say so by failing.
#pragma once

#include <string>
#include <string_view>

namespace dk::district {

struct Layout {
  std::string dir;

  [[nodiscard]] std::string offline_folder() const { return dir + "/offline"; }
  [[nodiscard]] std::string online_folder() const { return dir + "/online"; }
  [[nodiscard]] std::string issuer_folder() const { return dir + "/issuer"; }
  [[nodiscard]] std::string public_folder() const { return dir + "/public"; }
  [[nodiscard]] std::string offline_key(std::string_view name) const {
    return offline_folder() + "/" + std::string(name) + ".key";
  }
  [[nodiscard]] std::string online_key(std::string_view name) const {
    return online_folder() + "/" + std::string(name) + ".key";
  }
  [[nodiscard]] std::string issuer_key(std::string_view name) const {
    return issuer_folder() + "/" + std::string(name) + ".key";
  }
  [[nodiscard]] std::string day_keys() const { return issuer_folder() + "/day-keys.json"; }
  [[nodiscard]] std::string certificate(std::string_view name) const {
    return public_folder() + "/" + std::string(name) + ".pem";
  }
  [[nodiscard]] std::string root_cose() const { return public_folder() + "/root.cose"; }
  [[nodiscard]] std::string recovery_spki() const { return public_folder() + "/recovery.spki"; }
  [[nodiscard]] std::string database() const { return dir + "/district.db"; }
};

}  // namespace dk::district
