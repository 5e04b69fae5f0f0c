#include "district/main/commands.h"

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/log.h"
#include "district/case_files.h"
#include "district/code_issuer.h"
#include "district/facts.h"
#include "district/init.h"
#include "district/key_person_source.h"
#include "district/late_hits.h"
#include "district/persons.h"
#include "district/progress.h"
#include "district/qr_png.h"
#include "district/receipts.h"
#include "district/recovery_import.h"
#include "district/server.h"

namespace dk::district::commands {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxContentBytes = 64u << 20;
constexpr std::string_view kListMagic = "DKKP1";

void print(const std::string& text) {
  std::fputs(text.c_str(), stdout);
  std::fputc('\n', stdout);
  std::fflush(stdout);
}

std::string absolute(const std::string& path) {
  return std::filesystem::absolute(path).lexically_normal().string();
}

// What every command has around it. The application's clock starts at --clock and runs on.
struct Context {
  PosixFiles files;
  SystemRandom random;
  SystemClock system;
  std::unique_ptr<Clock> shifted;
  std::unique_ptr<Gateway> gateway;

  [[nodiscard]] const Clock& clock() const {
    if (shifted) return *shifted;
    return system;
  }
};

Status set_clock(Context& context, const std::string& text) {
  if (text.empty()) return {};
  const auto at = from_rfc3339(text);
  if (!at) return fail(FailureCode::invalid_argument, "the time is not RFC 3339");
  context.shifted = std::make_unique<OffsetClock>(*at);
  return {};
}

Status open(Context& context, const Common& common) {
  DK_CHECK(set_clock(context, common.clock));
  DK_TRY(gateway, Gateway::open(absolute(common.dir), context.files, context.random,
                                context.clock(), context.system));
  context.gateway = std::move(gateway);
  return {};
}

// Beside the program, as it is built and as it is installed.
std::string catalogue_folder() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  return (program.parent_path().parent_path() / "share/catalogue").string();
}

Result<std::vector<std::string>> bundles_in(Files& files, const std::string& folder) {
  DK_TRY(names, files.list(folder));
  std::vector<std::string> bundles;
  for (const std::string& name : names) {
    if (name.ends_with(".bundle")) bundles.push_back(folder + "/" + name);
  }
  if (bundles.empty()) return fail(FailureCode::not_found, "no *.bundle in " + folder);
  return bundles;
}

// The only site there is, when none is named.
Result<std::string> the_site(Gateway& gateway, const std::string& named) {
  if (!named.empty()) return named;
  DK_TRY(rows, gateway.database().query("SELECT DISTINCT scope FROM object WHERE name='site'", {}));
  if (rows.size() != 1) return fail(FailureCode::invalid_argument, "name the --site");
  return rows[0].text(0);
}

}  // namespace

Status init(const Common& common, const Init& options) {
  Context context;
  DK_CHECK(set_clock(context, common.clock));
  InitOptions init_options;
  init_options.dir = absolute(common.dir);
  init_options.demo_pins = options.demo_pins;
  init_options.hosts = options.hosts;
  const auto suite = crypto::suite_from_name(options.suite);
  if (!suite) return fail(FailureCode::invalid_argument, "no such suite");
  init_options.suite = *suite;
  if (options.seed_persons == "catalogue") {
    init_options.persons_file = persons_path(options.persons_file);
  } else if (!options.seed_persons.empty()) {
    init_options.persons_file = absolute(options.seed_persons);
  }
  if (options.seed_facts == "catalogue") {
    init_options.facts_file = facts_path(persons_path(options.persons_file));
  } else if (!options.seed_facts.empty()) {
    init_options.facts_file = absolute(options.seed_facts);
  }
  if (!options.seed_items.empty()) {
    DK_TRY(bundles, bundles_in(context.files, options.seed_items == "catalogue"
                                                  ? catalogue_folder()
                                                  : absolute(options.seed_items)));
    init_options.item_bundles = std::move(bundles);
  }
  DK_TRY(summary,
         district::init(init_options, context.files, context.random, context.clock().now()));
  json pins = json::object();
  for (const StaffPin& pin : summary.pins) pins[pin.staff] = pin.pin;
  print(json{{"ca_fingerprint", summary.ca_fingerprint},
             {"site", summary.site},
             {"items", summary.items},
             {"pins_shown_once", pins}}
            .dump(2));
  return {};
}

Status token(const Common& common, const std::string& terminal, const std::string& site) {
  Context context;
  DK_CHECK(open(context, common));
  DK_TRY(token, context.gateway->terminals().make_token(terminal, site));
  const Certificate& root = context.gateway->ca_certificates().front();
  print(json{{"token", token}, {"ca_fingerprint", to_hex(root.fingerprint())}}.dump());
  return {};
}

Status revoke(const Common& common, const std::string& terminal) {
  Context context;
  DK_CHECK(open(context, common));
  DK_CHECK(context.gateway->terminals().revoke(terminal));
  print(json{{"revoked", terminal}}.dump());
  return {};
}

Status publish(const Common& common, const std::string& object, const std::string& file,
               const std::string& site) {
  Context context;
  DK_CHECK(open(context, common));
  Gateway& gateway = *context.gateway;
  DK_TRY(content, context.files.read(absolute(file), kMaxContentBytes));
  Publication publication{object, "", std::move(content)};
  if (object == wire::kObjectSite) {
    DK_TRY(described, wire::site_from_json(as_text(publication.content)));
    publication.scope = described.site;
  } else if (object == wire::kObjectKeyPersonList) {
    DK_TRY(scope, the_site(gateway, site));
    publication.scope = scope;
    if (!as_text(publication.content).starts_with(kListMagic)) {
      DK_TRY(list, key_person_list_from_json(gateway, context.random, as_text(publication.content),
                                             context.clock().now()));
      publication.content = std::move(list);
    }
  }
  DK_TRY(published,
         gateway.objects().publish(publication, gateway.root(), context.files, gateway.layout()));
  json said{
      {"object", object}, {"version", published.version}, {"sha256", to_hex(published.sha256)}};
  if (object == wire::kObjectKeyPersonList) {
    DK_TRY(hits, compare_lately_registered(gateway, publication.scope));
    said["late_hits"] = hits;
  }
  print(said.dump());
  return {};
}

Status publish_items(const Common& common, const std::vector<std::string>& files) {
  Context context;
  DK_CHECK(open(context, common));
  Gateway& gateway = *context.gateway;
  for (const std::string& file : files) {
    DK_TRY(cose, context.files.read(absolute(file), kMaxContentBytes));
    DK_TRY(published, gateway.objects().publish_item(cose, gateway.root()));
    print(json{{"object", published.name},
               {"version", published.version},
               {"sha256", to_hex(published.sha256)}}
              .dump());
  }
  return {};
}

Status serve(const Common& common, const Serve& options) {
  DK_CHECK(log::open(options.log_file.empty() ? "" : absolute(options.log_file), log::Level::Info));
  Context context;
  DK_CHECK(open(context, common));
  DK_TRY(address, parse_listen(options.listen));
  // Taken by sigwait below and by no thread of the server.
  sigset_t stop_signals;
  sigemptyset(&stop_signals);
  sigaddset(&stop_signals, SIGTERM);
  sigaddset(&stop_signals, SIGINT);
  ::pthread_sigmask(SIG_BLOCK, &stop_signals, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
  if (options.issue_codes) context.gateway->let_issue(context.files);
  DK_TRY(server, Server::start(*context.gateway, context.files, address));
  print(json{{"listening", address.host + ":" + std::to_string(server->port())},
             {"application_clock", to_rfc3339(context.clock().now())}}
            .dump());
  int received = 0;
  ::sigwait(&stop_signals, &received);
  server->stop();
  return {};
}

namespace {

Status issue_codes(Context& context, const IssueCode& options) {
  DK_TRY(list, context.files.read(absolute(options.persons), kMaxContentBytes));
  std::istringstream lines{std::string(as_text(list))};
  for (std::string person; std::getline(lines, person);) {
    const CodeOrder order{person, "", options.valid_min, options.loa, context.clock().now()};
    DK_TRY(code, district::issue_code(*context.gateway, context.files, context.random, order));
    DK_TRY(known, load_person(context.gateway->database(), context.gateway->keys(), person));
    const crypto::Digest digest = context.gateway->keys().person_digest(
        known.identity.document_type, known.identity.document_number);
    print(json{{"person", person},
               {"text", code.text},
               {"ledger", to_hex(digest).substr(0, kLedgerPersonHex)}}
              .dump());
  }
  return {};
}

}  // namespace

Status issue_code(const Common& common, const IssueCode& options) {
  Context context;
  DK_CHECK(open(context, common));
  if (!options.persons.empty()) return issue_codes(context, options);
  CodeOrder order{options.person, options.staff, options.valid_min, options.loa,
                  context.clock().now()};
  DK_TRY(code, district::issue_code(*context.gateway, context.files, context.random, order));
  if (!options.out.empty()) {
    DK_TRY(png, qr_png(code.text));
    DK_CHECK(context.files.write_private(absolute(options.out), png));
  }
  const TimePoint expires = from_unix_ms(code.expires_s * 1000);
  print(json{{"text", code.text}, {"expires", to_rfc3339(expires)}}.dump());
  return {};
}

Status import_disk(const Common& common, const std::string& disk) {
  Context context;
  DK_CHECK(open(context, common));
  DK_TRY(summary, district::import_disk(*context.gateway, context.files, absolute(disk)));
  print(to_json(summary));
  return {};
}

Status import_facts_file(const Common& common, const std::string& file) {
  Context context;
  DK_CHECK(open(context, common));
  DK_TRY(content, context.files.read(absolute(file), kMaxContentBytes));
  DK_TRY(persons, import_facts(context.gateway->database(), context.gateway->keys(), context.random,
                               as_text(content)));
  print(json{{"persons", persons}}.dump());
  return {};
}

Status arrivals(const Common& common) {
  Context context;
  DK_CHECK(open(context, common));
  DK_TRY(events, district::arrivals(context.gateway->database()));
  print(to_json(events));
  return {};
}

Status help_calls(const Common& common) {
  Context context;
  DK_CHECK(open(context, common));
  DK_TRY(calls, open_help_calls(context.gateway->database()));
  for (const HelpCall& call : calls) {
    print(to_rfc3339(call.at) + "  " + call.terminal + "  " + call.kind + "  " + call.ticket);
  }
  return {};
}

Status take_help(const Common& common, const HelpTaken& taken) {
  Context context;
  DK_CHECK(open(context, common));
  return answer_help(context.gateway->database(), taken.terminal, taken.ticket,
                     context.clock().now());
}

Status check_receipt(const Common& common, const std::string& text) {
  Context context;
  DK_CHECK(open(context, common));
  DK_TRY(checked, district::check_receipt(context.gateway->database(), text));
  const codes::ReceiptCode& receipt = checked.receipt;
  print(json{{"terminal", receipt.terminal},
             {"at", to_rfc3339(from_unix_ms(receipt.issued_s * 1000))},
             {"tail", receipt.tail},
             {"item", receipt.item},
             {"outcome", receipt.outcome},
             {"status", checked.status}}
            .dump());
  return {};
}

Status ledger(const Common& common, const std::string& site, bool as_json) {
  Context context;
  DK_CHECK(open(context, common));
  DK_TRY(book, district::ledger(context.gateway->database(), site));
  if (as_json) {
    print(to_json(book));
    return {};
  }
  std::int64_t undone = 0;
  for (const auto& entry : book.registrations) {
    undone += entry.undone ? 1 : 0;
    print(entry.id + "  " + entry.tube + "  " + std::to_string(entry.position) +
          (entry.undone ? "  undone" : ""));
  }
  const auto total = static_cast<std::int64_t>(book.registrations.size());
  print("events " + std::to_string(book.events) + ", registrations " + std::to_string(total) +
        " (undone " + std::to_string(undone) + "), rejected " + std::to_string(book.rejections) +
        ", late hits " + std::to_string(book.late_hits) + ", single tubes " +
        std::to_string(book.desk.singles.size()) + ", boxes " +
        std::to_string(book.desk.boxes.size()) + " (handed over " +
        std::to_string(book.desk.hand_overs.size()) + "), alarms " +
        std::to_string(book.alarms.size()));
  return {};
}

}  // namespace dk::district::commands
