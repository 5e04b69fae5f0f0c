// What the program `district` does, one function a command. Each prints its result as JSON on
// standard output; a failure goes back to main, which prints it and exits with 1.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace dk::district::commands {

struct Common {
  std::string dir;
  std::string clock;  // RFC 3339 or empty: the application's time
};

struct Init {
  std::string seed_persons;  // "", "catalogue" or a file
  std::string persons_file;  // another place of the catalogue's persons
  std::string seed_facts;    // "", "catalogue" or a file: what is known of the persons
  std::string seed_items;    // "", "catalogue" or a folder with *.bundle of `flowctl pack`
  bool demo_pins = false;
  std::vector<std::string> hosts;
  std::string suite = "international";
};
[[nodiscard]] Status init(const Common& common, const Init& options);

[[nodiscard]] Status token(const Common& common, const std::string& terminal,
                           const std::string& site);
[[nodiscard]] Status revoke(const Common& common, const std::string& terminal);
[[nodiscard]] Status publish(const Common& common, const std::string& object,
                             const std::string& file, const std::string& site);
// Signed bundles (`flowctl sign`), one line of output each.
[[nodiscard]] Status publish_items(const Common& common, const std::vector<std::string>& files);
struct Serve {
  std::string listen = "127.0.0.1:8443";
  std::string log_file;
  bool issue_codes = false;  // also a minute's code to who is signed in at a terminal
};
[[nodiscard]] Status serve(const Common& common, const Serve& options);

struct IssueCode {
  std::string person;
  // A file with one person's id a line: for each a line with the code and how the ledger will call
  // that person.
  std::string persons;
  std::string staff;
  int valid_min = 0;
  int loa = 2;
  std::string out;
};
[[nodiscard]] Status issue_code(const Common& common, const IssueCode& options);
[[nodiscard]] Status import_disk(const Common& common, const std::string& disk);
[[nodiscard]] Status import_facts_file(const Common& common, const std::string& file);
// Calls for help that nobody has taken, a line each; and to take one.
[[nodiscard]] Status help_calls(const Common& common);
struct HelpTaken {
  std::string terminal;
  std::string ticket;
};
[[nodiscard]] Status take_help(const Common& common, const HelpTaken& taken);
// What an LHR1 receipt says and what became of its case, as JSON.
[[nodiscard]] Status check_receipt(const Common& common, const std::string& text);
[[nodiscard]] Status ledger(const Common& common, const std::string& site, bool json);
[[nodiscard]] Status arrivals(const Common& common);

}  // namespace dk::district::commands
