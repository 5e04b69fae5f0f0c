#include "flows/main/item_commands.h"

#include <iostream>

#include "flows/json/json.h"
#include "flows/main/headless.h"
#include "flows/main/item_folder.h"
#include "flows/main/whole_item.h"

namespace dk::flows {

int check_item(const std::string& path) {
  const auto item = load_whole(path);
  if (!item) return print_findings(item.error());
  std::cout << (*item)->fingerprint << ": ";
  return print_findings({});
}

int run_item(const std::string& path, const std::string& facts_file, const std::string& language,
             const feel::DateTime& now) {
  const auto item = load_whole(path);
  if (!item) return print_findings(item.error());
  const auto text = read_text_file(facts_file);
  if (!text) {
    std::cerr << "flowctl: " << text.error() << '\n';
    return 1;
  }
  const auto given = parse_json(*text);
  if (!given || !given->is(feel::Kind::Context)) {
    std::cerr << "flowctl: " << facts_file << " holds no JSON object\n";
    return 1;
  }
  return Headless(**item, given->context(), language, now, std::cout).run().ended ? 0 : 1;
}

}  // namespace dk::flows
