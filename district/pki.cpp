#include "district/pki.h"

#include <chrono>

#include "offline-cache/wire/checkpoint.h"

namespace dk::district {
namespace {

constexpr std::int64_t kDayS = 24 * 3600;
constexpr std::int64_t kBackdateS = 3600;
constexpr std::int64_t kRootDays = 20 * 365;
constexpr std::int64_t kAuthorityDays = 10 * 365;
constexpr std::int64_t kServerDays = 398;
constexpr int kRolesRootDays = 365;

std::int64_t system_now_s() { return to_unix_seconds(SystemClock().now()); }

struct Authority {
  Certificate certificate;
  crypto::PrivateKey key;
};

Result<Authority> make_authority(Files& files, const Layout& layout, std::string_view name,
                                 const std::string& key_path, const CertificateOrder& what,
                                 const Authority* parent) {
  DK_TRY(key, make_key(files, key_path));
  DK_TRY(public_key, key.public_key());
  CertificateOrder order = what;
  order.key = public_key;
  DK_TRY(certificate, issue_certificate(order, parent ? &parent->certificate : nullptr,
                                        parent ? parent->key : key));
  DK_CHECK(files.write_private(layout.certificate(name), as_bytes(certificate.pem())));
  return Authority{std::move(certificate), std::move(key)};
}

CertificateOrder order_for(CertificateUse use, std::string common_name, std::int64_t days) {
  const std::int64_t now_s = system_now_s();
  return {use, std::move(common_name), {}, now_s - kBackdateS, now_s + days * kDayS, {}};
}

Result<wire::RoleKey> role_key(const crypto::PrivateKey& key) {
  DK_TRY(public_key, key.public_key());
  return wire::RoleKey{public_key.key_id(), public_key};
}

}  // namespace

Result<crypto::PrivateKey> make_key(Files& files, const std::string& path, crypto::Suite suite) {
  DK_TRY(key, crypto::PrivateKey::generate_signing(suite));
  DK_TRY(pem, key.to_pem());
  DK_CHECK(files.write_private(path, pem.view()));
  return key;
}

Result<Certificate> make_site_pki(Files& files, const Layout& layout,
                                  const std::vector<std::string>& hosts) {
  DK_TRY(root,
         make_authority(files, layout, "ca-root", layout.offline_key("ca-root"),
                        order_for(CertificateUse::RootCa, "District Root CA", kRootDays), nullptr));
  DK_TRY(servers,
         make_authority(files, layout, "ca-servers", layout.offline_key("ca-servers"),
                        order_for(CertificateUse::ServerCa, "District Servers CA", kAuthorityDays),
                        &root));
  DK_TRY(terminals, make_authority(files, layout, "ca-terminals", layout.online_key("ca-terminals"),
                                   order_for(CertificateUse::TerminalCa, "District Terminals CA",
                                             kAuthorityDays),
                                   &root));
  DK_TRY(staff,
         make_authority(files, layout, "ca-staff", layout.offline_key("ca-staff"),
                        order_for(CertificateUse::StaffCa, "District Staff CA", kAuthorityDays),
                        &root));
  (void)terminals;
  (void)staff;
  CertificateOrder order = order_for(CertificateUse::Server, "district", kServerDays);
  order.hosts = {"localhost", "127.0.0.1", "::1"};
  order.hosts.insert(order.hosts.end(), hosts.begin(), hosts.end());
  DK_TRY(key, make_key(files, layout.online_key("server")));
  DK_TRY(public_key, key.public_key());
  order.key = public_key;
  DK_TRY(server, issue_certificate(order, &servers.certificate, servers.key));
  DK_CHECK(files.write_private(layout.certificate("server"),
                               as_bytes(server.pem() + servers.certificate.pem())));
  return root.certificate;
}

Result<wire::Root> make_roles(Files& files, const Layout& layout, crypto::Suite suite,
                              TimePoint now) {
  DK_TRY(root_key, make_key(files, layout.offline_key("root"), suite));
  wire::Root root;
  root.version = 1;
  root.expires = now + std::chrono::days(kRolesRootDays);
  DK_TRY(root_public, role_key(root_key));
  root.root_keys.push_back(root_public);
  for (const char* role : {"catalogue", "lists", "configuration"}) {
    DK_TRY(key, make_key(files, layout.offline_key(role), suite));
    DK_TRY(named, role_key(key));
    root.roles[role].push_back(named);
  }
  DK_TRY(manifest_key, make_key(files, layout.online_key("manifest"), suite));
  DK_TRY(manifest_public, role_key(manifest_key));
  root.roles["manifest"].push_back(manifest_public);
  // Signs receipts for audit checkpoints; online like the manifest's, and no more powerful.
  DK_TRY(countersign_key, make_key(files, layout.online_key(wire::kCountersignRole), suite));
  DK_TRY(countersign_public, role_key(countersign_key));
  root.roles[std::string(wire::kCountersignRole)].push_back(countersign_public);
  root.object_roles = {{std::string(wire::kObjectTrustList), "lists"},
                       {std::string(wire::kObjectStaffRoster), "lists"},
                       {std::string(wire::kObjectKeyPersonList), "lists"},
                       {std::string(wire::kObjectSite), "configuration"},
                       {std::string(wire::kAllItems), "catalogue"}};
  DK_TRY(cose, wire::sign_root(root, root_key));
  DK_CHECK(files.write_private(layout.root_cose(), cose));

  DK_TRY(recovery, crypto::PrivateKey::generate_sealing(suite));
  DK_TRY(recovery_pem, recovery.to_pem());
  DK_CHECK(files.write_private(layout.offline_key("recovery"), recovery_pem.view()));
  DK_TRY(recovery_public, recovery.public_key());
  DK_CHECK(files.write_private(layout.recovery_spki(), recovery_public.spki()));
  // As terminals will read it.
  return wire::verify_root(cose, nullptr);
}

}  // namespace dk::district
