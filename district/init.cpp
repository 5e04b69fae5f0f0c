#include "district/init.h"

#include <algorithm>

#include "base/codes/trust_list.h"
#include "district/code_issuer.h"
#include "district/facts.h"
#include "district/objects.h"
#include "district/persons.h"
#include "district/pki.h"
#include "district/store.h"
#include "flows/engine/bundle_signature.h"

namespace dk::district {
namespace {

constexpr std::int64_t kDayS = 24 * 3600;
constexpr int kDayKeysBefore = 1;
constexpr int kDayKeysAhead = 40;
constexpr std::int64_t kIssuerDays = 730;
constexpr std::int64_t kRosterDays = 365;
constexpr std::size_t kDayKeyIdBytes = 8;
constexpr std::size_t kListKeyBytes = 32;
constexpr std::size_t kMaxFactsBytes = 8u << 20;
constexpr std::string_view kSiteId = "QH-01";
constexpr std::string_view kDemoPin = "135790";

struct StaffSeed {
  std::string_view person;
  std::string_view id;
  std::string_view role;
};
// catalogue: the sampler and the lead of the sample site, and the street clerk who drives its boxes
constexpr StaffSeed kStaff[] = {
    {"P41", "S-0041", "sampler"}, {"P40", "S-0040", "lead"}, {"P42", "S-0042", "courier"}};

struct KeyPersonSeed {
  std::string_view person;
  wire::KeyPersonCategory category;
};
constexpr KeyPersonSeed kKeyPersons[] = {{"P34", wire::KeyPersonCategory::YellowLane},
                                         {"P35", wire::KeyPersonCategory::Single},
                                         {"P23", wire::KeyPersonCategory::MustTest}};

Result<const Person*> person_of(const std::vector<Person>& persons, std::string_view id) {
  const auto found = std::ranges::find(persons, id, &Person::id);
  if (found == persons.end()) {
    return fail(FailureCode::config_invalid, "the persons file lacks " + std::string(id));
  }
  return &*found;
}

wire::Site sample_site(crypto::Suite suite) {
  wire::Site site;
  site.site = kSiteId;
  // tidy: data (the invented sample site)
  site.name = {
      {"zh-CN", "清湖社区采样点"}, {"zh-HK", "清湖社區採樣點"}, {"en", "Qinghu Sampling Site"}};
  site.service =
      wire::SiteService{.name = {{"zh-CN", "龙华区政务服务"},
                                 {"zh-HK", "龍華區政務服務"},
                                 {"en", "Longhua Government Services"}},
                        .hotline = "12345",
                        .helper = true,
                        .nearest = {{"LH-KS-0003",
                                     {{"zh-CN", "清湖社区党群服务中心一楼"},
                                      {"zh-HK", "清湖社區黨群服務中心一樓"},
                                      {"en", "Qinghu Community Centre, ground floor"}}}}};
  site.district = "440309";
  site.population = 12'000;
  site.tube_capacities = {1, 5, 10, 20};
  site.services = {{"sampling", true}, {"health_cert", false}};
  site.algorithms = crypto::only(suite);
  return site;
}

// Six digits without bias.
std::string random_pin(Random& random) {
  std::string pin;
  for (int i = 0; i < 6; ++i) pin += static_cast<char>('0' + random.below(10));
  return pin;
}

Result<wire::StaffRoster> make_roster(const std::vector<Person>& persons, bool demo_pins,
                                      Random& random, TimePoint now, std::vector<StaffPin>& pins) {
  wire::StaffRoster roster;
  if (persons.empty()) return roster;
  for (const StaffSeed& seed : kStaff) {
    DK_TRY(person, person_of(persons, seed.person));
    const std::string pin = demo_pins ? std::string(kDemoPin) : random_pin(random);
    DK_TRY(verifier, wire::make_pin_verifier(as_bytes(pin), random));
    roster.staff.push_back({std::string(seed.id),
                            person->identity.name,
                            std::string(seed.role),
                            {std::string(kSiteId)},
                            to_unix_seconds(now) + kRosterDays * kDayS,
                            std::move(verifier)});
    pins.push_back({std::string(seed.id), pin});
  }
  return roster;
}

Result<Bytes> make_key_person_list(const std::vector<Person>& persons, Random& random,
                                   TimePoint now) {
  std::vector<wire::KeyPerson> listed;
  if (!persons.empty()) {
    for (const KeyPersonSeed& seed : kKeyPersons) {
      DK_TRY(person, person_of(persons, seed.person));
      listed.push_back(
          {person->identity.document_type, person->identity.document_number, seed.category});
    }
  }
  const Secret key(random.bytes(kListKeyBytes));
  return wire::encode_key_person_list(listed, key.view(), to_unix_seconds(now));
}

Result<codes::TrustedIssuer> make_issuer(Files& files, const Layout& layout,
                                         std::string_view key_name, std::string use,
                                         crypto::Suite suite, TimePoint now) {
  DK_TRY(key, make_key(files, layout.issuer_key(key_name), suite));
  DK_TRY(public_key, key.public_key());
  return codes::TrustedIssuer{public_key.key_id(),
                              public_key,
                              "LH-DISTRICT",
                              {std::move(use)},
                              to_unix_seconds(now) - kDayS,
                              to_unix_seconds(now) + kIssuerDays * kDayS};
}

// Issuers' keys and the code keys of the coming days; day keys also go to issuer/.
Result<codes::TrustBundle> make_trust(Files& files, const Layout& layout, crypto::Suite suite,
                                      Random& random, TimePoint now) {
  codes::TrustBundle bundle;
  DK_TRY(persons, make_issuer(files, layout, "persons", "person", suite, now));
  DK_TRY(staff, make_issuer(files, layout, "staff", "staff", suite, now));
  bundle.trust.add(std::move(persons));
  bundle.trust.add(std::move(staff));
  DayKeyFile file;
  for (int day = -kDayKeysBefore; day <= kDayKeysAhead; ++day) {
    const std::string of_day = china_day(now + std::chrono::days(day));
    const Bytes id = random.bytes(kDayKeyIdBytes);
    Secret key(crypto::kAeadKeyBytes);
    random.fill(key.writable());
    bundle.day_keys.add(id, of_day, key);
    file.keys.emplace_back(of_day, codes::DayKey{id, std::move(key)});
  }
  DK_CHECK(files.write_private(layout.day_keys(), as_bytes(to_json(file))));
  return bundle;
}

// What flowctl does elsewhere: the catalogue's key is made here, so the first items are signed
// here.
Result<std::vector<std::string>> publish_items(const std::vector<std::string>& bundles,
                                               Objects& objects, const wire::Root& root,
                                               Files& files, const Layout& layout, TimePoint now) {
  std::vector<std::string> names;
  if (bundles.empty()) return names;
  DK_TRY(pem, files.read_private(layout.offline_key("catalogue")));
  DK_TRY(key, crypto::PrivateKey::from_pem(pem.text()));
  for (const std::string& path : bundles) {
    DK_TRY(bundle, files.read(path, engine::kMaxBundleBytes));
    DK_TRY(cose, engine::sign_bundle(bundle, to_unix_seconds(now), key));
    DK_TRY(published, objects.publish_item(cose, root));
    names.push_back(published.name);
  }
  return names;
}

// Anything of a district in the folder means that it is (or was half) founded.
Status check_empty(Files& files, const std::string& dir) {
  const auto entries = files.list(dir);
  if (!entries) {
    if (entries.error().code == FailureCode::not_found) return {};
    return std::unexpected(entries.error());
  }
  if (!entries->empty()) {
    return fail(FailureCode::invalid_argument, "the folder is not empty: nothing is overwritten");
  }
  return {};
}

}  // namespace

Result<InitSummary> init(const InitOptions& options, Files& files, Random& random, TimePoint now) {
  const Layout layout{options.dir};
  DK_CHECK(check_empty(files, options.dir));
  std::vector<Person> persons;
  if (!options.persons_file.empty()) {
    DK_TRY(read, read_persons(files, options.persons_file));
    persons = std::move(read);
  }
  for (const std::string& folder : {layout.dir, layout.offline_folder(), layout.online_folder(),
                                    layout.issuer_folder(), layout.public_folder()}) {
    DK_CHECK(files.make_folder(folder));
  }
  DK_CHECK(StorageKeys::create(files, layout, random));
  DK_TRY(ca_root, make_site_pki(files, layout, options.hosts));
  DK_TRY(root, make_roles(files, layout, options.suite, now));
  DK_TRY(database, create_store(layout.database()));
  DK_TRY(keys, StorageKeys::load(files, layout));
  DK_CHECK(store_persons(*database, keys, random, persons));

  if (!options.facts_file.empty()) {
    DK_TRY(facts, files.read(options.facts_file, kMaxFactsBytes));
    DK_CHECK(import_facts(*database, keys, random, as_text(facts)));
  }

  InitSummary summary;
  summary.ca_fingerprint = to_hex(ca_root.fingerprint());
  summary.site = kSiteId;
  DK_TRY(trust, make_trust(files, layout, options.suite, random, now));
  DK_TRY(roster, make_roster(persons, options.demo_pins, random, now, summary.pins));
  DK_TRY(list, make_key_person_list(persons, random, now));
  const std::string site(kSiteId);
  const SimulatedClock clock(now);
  Objects objects(*database, keys, random, clock);
  const Publication publications[] = {
      {std::string(wire::kObjectTrustList), "", to_bytes(codes::to_json(trust))},
      {std::string(wire::kObjectStaffRoster), "", to_bytes(wire::to_json(roster))},
      {std::string(wire::kObjectSite), site, to_bytes(wire::to_json(sample_site(options.suite)))},
      {std::string(wire::kObjectKeyPersonList), site, std::move(list)}};
  for (const Publication& publication : publications) {
    DK_TRY(published, objects.publish(publication, root, files, layout));
    (void)published;
  }
  DK_TRY(items, publish_items(options.item_bundles, objects, root, files, layout, now));
  summary.items = std::move(items);
  return summary;
}

}  // namespace dk::district
