// A service item: a folder of standard files that belong together.
//
//   item.toml            what it is, its facts, its dated parameters, what the law asks to be told
//   *.bpmn               the journey and the processes that it calls
//   *.dmn *.form         its decisions and forms
//   *.doc.xml            its documents
//   texts/<language>.mo  its words
//
// load() reads all of it and refuses what cannot be read; check.h then looks whether it is whole.
// An Item is immutable and shared: any thread.
#pragma once

#include <expected>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "flows/bpmn/process.h"
#include "flows/dmn/model.h"
#include "flows/documents/template.h"
#include "flows/engine/finding.h"
#include "flows/engine/texts.h"
#include "flows/form/form.h"

namespace dk::engine {

// The closed list of outcomes (APPROVE ... INFO).
[[nodiscard]] bool is_outcome(std::string_view word);

enum class Sensitivity : std::uint8_t { Plain, Personal, Sensitive };
enum class Explainable : std::uint8_t { Yes, Paper, No };
enum class Consent : std::uint8_t { None, Notice, Separate, Guardian };
enum class Offline : std::uint8_t { Full, Provisional, No };

struct Fact {
  std::string name;   // "person.birth": the path of its value
  std::string label;  // message
  std::shared_ptr<const feel::Type> type;
  std::string source;        // card lic share list ask dev clerk
  std::int64_t fresh_s = 0;  // the oldest that a decision may use
  std::string retention;     // retention class
  Sensitivity sensitivity = Sensitivity::Personal;
  Explainable explainable = Explainable::No;
};

// A value of the rules that changes by decree: the one that is valid on the day of the decision.
struct Parameter {
  std::string name;
  feel::Value value;
  feel::Date from;
  std::optional<feel::Date> until;  // the first day on which it no longer counts
};

struct Privacy {
  std::string purpose;  // message
  std::vector<std::string> legal_basis;
  std::vector<std::string> recipients;  // messages
  std::string retention;                // message
  Consent consent = Consent::Notice;
};

// What a terminal's screens say of the item before it begins. Places in the messages of the figure
// are filled like those of a decision's sentence.
struct Screen {
  std::string area;                   // of the home screen: instant journey proactive print booking
                                      // progress appeals health
  std::string name;                   // message: short
  std::string summary;                // message: one line
  std::vector<std::string> keywords;  // messages: other words that people search for
  std::vector<std::string> needs;     // messages: what to bring
  std::string after;                  // message: what happens afterwards; may be empty
  int minutes = 0;                    // how long it usually takes; 0: not told
  std::vector<std::string> for_whom;  // me child parent firm
  std::string figure;                 // message: the number of an outcome that matters
  std::string figure_label;           // message
  std::string figure_unit;            // message
};

class Item {
 public:
  [[nodiscard]] static std::expected<std::shared_ptr<const Item>, Findings> load(
      const Files& files);

  std::string id;
  std::uint64_t version = 0;
  std::string title;       // message
  std::string department;  // message
  std::string kind;        // instant promised journey proactive enquiry registration
  std::vector<std::string> modes;
  Offline offline = Offline::No;
  std::string journey;                // id of the process that begins
  std::vector<std::string> services;  // jobs that the terminal must be able to do
  Privacy privacy;
  std::optional<Screen> screen;  // none: it is not offered on screens
  std::vector<Fact> facts;
  std::vector<Parameter> parameters;
  bpmn::Library processes;
  std::map<std::string, dmn::Model> models;              // by file
  std::map<std::string, form::Form> forms;               // by the form's id
  std::map<std::string, documents::Template> templates;  // by file
  Texts texts;
  // "senior-allowance/3/0a1b2c3d4e5f6071": id, version and the digest of all files. Cases name it.
  std::string fingerprint;

  [[nodiscard]] const Fact* fact(std::string_view name) const;
  struct Decision {
    const dmn::Model* model = nullptr;
    const dmn::Element* element = nullptr;
    std::string file;
  };
  [[nodiscard]] Decision decision(std::string_view name) const;
  // Names and values on that day, as one context.
  [[nodiscard]] feel::Context parameters_on(const feel::Date& day) const;
  // Names that expressions of the journey may use, besides a called process's own.
  [[nodiscard]] const std::vector<std::string>& variables() const { return variables_; }

 private:
  friend class ItemLoader;
  std::vector<std::string> variables_;
};

}  // namespace dk::engine
