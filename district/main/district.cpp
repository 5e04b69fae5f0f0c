// district: the reference gateway. `district --help` lists the commands.
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "base/log.h"
#include "base/process.h"
#include "district/main/commands.h"

namespace {

namespace commands = dk::district::commands;

struct Options {
  commands::Common common;
  commands::Init init;
  commands::IssueCode code;
  std::string terminal, site, object, disk, facts;
  std::vector<std::string> contents;
  commands::Serve serve;
  commands::HelpTaken help;
  std::string receipt;
  bool json = false;
  bool arrivals = false;
};

CLI::App* add(CLI::App& app, Options& options, const char* name, const char* what,
              const char* clock_option = nullptr) {
  CLI::App* command = app.add_subcommand(name, what);
  command->add_option("--dir", options.common.dir, "The district's folder")->required();
  if (clock_option != nullptr) {
    command->add_option(clock_option, options.common.clock,
                        "Application time, RFC 3339 (TLS always follows the system clock)");
  }
  return command;
}

}  // namespace

int main(int argc, char** argv) {
  ::umask(077);
  dk::forbid_core_dumps();
  Options options;
  CLI::App app("The reference gateway of District Kiosk");
  app.require_subcommand(1);

  CLI::App* init = add(app, options, "init", "Found a district: keys, PKI, a sample site", "--now");
  init->add_option("--seed-persons", options.init.seed_persons,
                   "'catalogue' or a file: invented persons, staff and a key-person list");
  init->add_option("--persons-file", options.init.persons_file,
                   "Where the catalogue's persons lie");
  init->add_option("--seed-facts", options.init.seed_facts,
                   "'catalogue' or a file: what the offices know of the persons");
  init->add_option("--seed-items", options.init.seed_items,
                   "'catalogue' or a folder with *.bundle: service items, signed and published");
  init->add_flag("--demo-pins", options.init.demo_pins, "Demonstration only: every PIN is 135790");
  init->add_option("--suite", options.init.suite, "Algorithms of roles, codes and recovery")
      ->check(CLI::IsMember({"international", "shangmi"}))
      ->capture_default_str();
  init->add_option("--host", options.init.hosts, "Another name or address of the server");

  CLI::App* token = add(app, options, "token", "Make a one-time enrolment token");
  token->add_option("--terminal", options.terminal, "LH-TS-0002")->required();
  token->add_option("--site", options.site, "QH-01")->required();

  CLI::App* revoke = add(app, options, "revoke", "Revoke every certificate of a terminal");
  revoke->add_option("--terminal", options.terminal, "LH-TS-0002")->required();

  CLI::App* publish = add(app, options, "publish", "Sign and store a new version", "--at");
  publish
      ->add_option("object", options.object,
                   "trust-list, staff-roster, site, key-person-list, item")
      ->required();
  publish->add_option("file", options.contents, "Its content; of items: bundles signed by flowctl")
      ->required();
  publish->add_option("--site", options.site, "For a key-person list");

  CLI::App* serve = add(app, options, "serve", "Serve until SIGTERM", "--clock");
  serve->add_option("--listen", options.serve.listen, "HOST:PORT")->capture_default_str();
  serve->add_option("--log", options.serve.log_file, "Log file instead of standard error");
  serve->add_flag("--issue-codes", options.serve.issue_codes,
                  "Open issuer/ and give who is signed in at a terminal a code of their own");

  CLI::App* code = add(app, options, "issue-code", "Issue an LH1 code", "--at");
  code->add_option("--person", options.code.person, "P02");
  code->add_option("--persons", options.code.persons,
                   "File with one person's id a line: a code for each");
  code->add_option("--staff", options.code.staff, "S-0041");
  code->add_option("--valid-min", options.code.valid_min, "Minutes (person 5, badge 720)")
      ->check(CLI::Range(1, 60 * 24 * 366));
  code->add_option("--loa", options.code.loa, "Level of assurance")->check(CLI::Range(0, 4));
  code->add_option("--out", options.code.out, "QR code as PNG");

  CLI::App* import =
      add(app, options, "import", "Take over a dead terminal's disk, or facts of persons", "--at");
  auto* disk = import->add_option("--disk", options.disk, "Folder that holds outbox.db");
  import->add_option("--facts", options.facts, "facts/1 file")->excludes(disk);

  CLI::App* calls = add(app, options, "help-calls", "Calls for help that nobody has taken");
  CLI::App* take = add(app, options, "take-help", "Say that somebody comes", "--at");
  take->add_option("--terminal", options.help.terminal, "LH-KS-0003")->required();
  take->add_option("--ticket", options.help.ticket, "Of the call")->required();

  CLI::App* receipt = add(app, options, "check-receipt", "Whether an LHR1 receipt is ours");
  receipt->add_option("text", options.receipt, "As scanned")->required();

  CLI::App* ledger = add(app, options, "ledger", "What was registered, without names");
  ledger->add_option("--site", options.site, "One site only");
  ledger->add_flag("--json", options.json, "As JSON");
  ledger->add_flag("--arrivals", options.arrivals,
                   "JSON: every event in the order in which it arrived, without its content");

  CLI11_PARSE(app, argc, argv);

  dk::Status done;
  if (init->parsed()) done = commands::init(options.common, options.init);
  if (token->parsed()) done = commands::token(options.common, options.terminal, options.site);
  if (revoke->parsed()) done = commands::revoke(options.common, options.terminal);
  if (publish->parsed()) {
    if (options.object == "item") {
      done = commands::publish_items(options.common, options.contents);
    } else if (options.contents.size() == 1) {
      done =
          commands::publish(options.common, options.object, options.contents.front(), options.site);
    } else {
      done = dk::fail(dk::FailureCode::invalid_argument, "only items come several at once");
    }
  }
  if (serve->parsed()) done = commands::serve(options.common, options.serve);
  if (code->parsed()) done = commands::issue_code(options.common, options.code);
  if (import->parsed()) {
    done = options.facts.empty() ? commands::import_disk(options.common, options.disk)
                                 : commands::import_facts_file(options.common, options.facts);
  }
  if (calls->parsed()) done = commands::help_calls(options.common);
  if (take->parsed()) done = commands::take_help(options.common, options.help);
  if (receipt->parsed()) done = commands::check_receipt(options.common, options.receipt);
  if (ledger->parsed()) {
    done = options.arrivals ? commands::arrivals(options.common)
                            : commands::ledger(options.common, options.site, options.json);
  }
  if (!done) {
    std::fprintf(stderr, "district: %s: %s\n", std::string(dk::name_of(done.error().code)).c_str(),
                 done.error().detail.c_str());
    return 1;
  }
  return 0;
}
