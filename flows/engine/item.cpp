#include "flows/engine/item.h"

#include <algorithm>
#include <set>

#include "base/crypto/crypto.h"
#include "flows/engine/item_toml.h"
#include "flows/form/schema.h"

namespace dk::engine {

namespace {

std::string first_segment(std::string_view path) {
  return std::string(path.substr(0, path.find('.')));
}

void add_keys(const std::vector<form::Field>& fields, std::set<std::string>& names) {
  for (const form::Field& field : fields) {
    if (!field.path.empty()) names.insert(field.path.front());
    if (field.kind == form::Kind::Group) add_keys(field.children, names);
  }
}

void add_process(const bpmn::Process& process, std::set<std::string>& names) {
  for (const bpmn::Element& element : process.elements()) {
    if (!element.result_variable.empty()) names.insert(element.result_variable);
    for (const auto* mappings : {&element.inputs, &element.outputs}) {
      for (const bpmn::Mapping& mapping : *mappings) names.insert(mapping.target.front());
    }
    if (!element.loop) continue;
    names.insert("loopCounter");
    for (const std::string& name : {element.loop->element, element.loop->output_collection}) {
      if (!name.empty()) names.insert(name);
    }
  }
}

// Over names and contents in order, each with its length before it.
std::string digest_of(const Files& files) {
  std::string all;
  const auto add = [&](const std::string& bytes) {
    all += std::to_string(bytes.size());
    all += ':';
    all += bytes;
  };
  for (const auto& [name, bytes] : files) {
    add(name);
    add(bytes);
  }
  return to_hex(crypto::sha256(as_bytes(all))).substr(0, 16);
}

}  // namespace

class ItemLoader {
 public:
  explicit ItemLoader(const Files& files) : files_(files) {}

  std::expected<std::shared_ptr<const Item>, Findings> load() {
    const auto head = files_.find("item.toml");
    if (head == files_.end()) return std::unexpected(Findings{{"item.toml", "", "is missing"}});
    const auto language = read_item_toml(head->second, *item_, findings_);
    if (!language || !findings_.empty()) return std::unexpected(std::move(findings_));
    auto texts = Texts::load(files_, *language);
    if (texts) {
      item_->texts = std::move(*texts);
    } else {
      findings_.push_back(texts.error());
    }
    std::set<std::string> names{"parameters"};
    for (const Fact& fact : item_->facts) names.insert(first_segment(fact.name));
    read_processes(names);
    read_forms(names);
    item_->variables_.assign(names.begin(), names.end());
    read_models();
    read_templates();
    if (!findings_.empty()) return std::unexpected(std::move(findings_));
    item_->fingerprint = item_->id + "/" + std::to_string(item_->version) + "/" + digest_of(files_);
    return std::shared_ptr<const Item>(std::move(item_));
  }

 private:
  template <class Read>
  void each(std::string_view suffix, const Read& read) {
    for (const auto& [name, bytes] : files_) {
      if (name.ends_with(suffix)) read(name, bytes);
    }
  }

  void read_processes(std::set<std::string>& names) {
    each(".bpmn", [&](const std::string& name, const std::string& bytes) {
      auto process = bpmn::Process::load(bytes);
      if (!process) {
        findings_.push_back({name, process.error().element, process.error().message});
        return;
      }
      add_process(*process, names);
      const std::string id = process->id();
      if (!item_->processes.add(std::move(*process))) {
        findings_.push_back({name, id, "another file has a process of this id"});
      }
    });
  }

  void read_forms(std::set<std::string>& names) {
    form::Outside outside;
    outside.facts.assign(names.begin(), names.end());
    for (const Fact& fact : item_->facts) outside.facts.push_back(fact.name);
    std::set<std::string> answers;
    each(".form", [&](const std::string& name, const std::string& bytes) {
      auto form = form::Form::load(bytes, outside);
      if (!form) {
        findings_.push_back({name, form.error().element, form.error().message});
        return;
      }
      add_keys(form->schema().fields, answers);
      const std::string id = form->id();
      if (!item_->forms.emplace(id, std::move(*form)).second) {
        findings_.push_back({name, id, "another file has a form of this id"});
      }
    });
    names.merge(answers);
  }

  void read_models() {
    each(".dmn", [&](const std::string& name, const std::string& bytes) {
      dmn::Model::Source source;
      source.xml = bytes;
      each(".dmn", [&](const std::string& other, const std::string& text) {
        if (other != name) source.imports.push_back(text);
      });
      auto model = dmn::Model::load(source);
      if (model) {
        item_->models.emplace(name, std::move(*model));
      } else {
        findings_.push_back({name, model.error().element, model.error().message});
      }
    });
  }

  void read_templates() {
    each(".doc.xml", [&](const std::string& name, const std::string& bytes) {
      documents::Template::Source source{.xml = bytes, .names = item_->variables_};
      source.names.emplace_back("case");
      source.file = [&](std::string_view file) -> std::optional<std::string> {
        const auto found = files_.find(std::string(file));
        if (found == files_.end()) return std::nullopt;
        return found->second;
      };
      auto made = documents::Template::load(source);
      if (made) {
        item_->templates.emplace(name, std::move(*made));
      } else {
        findings_.push_back({name, made.error().element, made.error().message});
      }
    });
  }

  const Files& files_;
  Findings findings_;
  std::shared_ptr<Item> item_ = std::make_shared<Item>();
};

std::expected<std::shared_ptr<const Item>, Findings> Item::load(const Files& files) {
  return ItemLoader(files).load();
}

bool is_outcome(std::string_view word) {
  constexpr std::string_view kOutcomes[] = {"APPROVE",     "REFUSE",   "REFER",
                                            "PROVISIONAL", "REGISTER", "INFO"};
  return std::ranges::find(kOutcomes, word) != std::end(kOutcomes);
}

const Fact* Item::fact(std::string_view name) const {
  const auto found = std::ranges::find(facts, name, &Fact::name);
  return found == facts.end() ? nullptr : &*found;
}

Item::Decision Item::decision(std::string_view name) const {
  for (const auto& [file, model] : models) {
    for (const auto& element : model.elements()) {
      const bool decides = element->kind == dmn::Element::Kind::Decision ||
                           element->kind == dmn::Element::Kind::Service;
      // An imported element is found in its own file.
      if (decides && (element->id == name || element->name == name) &&
          model.find(element->name) == element.get()) {
        return {&model, element.get(), file};
      }
    }
  }
  return {};
}

feel::Context Item::parameters_on(const feel::Date& day) const {
  feel::Context context;
  for (const Parameter& parameter : parameters) {
    if (parameter.from <= day && (!parameter.until || day < *parameter.until)) {
      context.set(parameter.name, parameter.value);
    }
  }
  return context;
}

}  // namespace dk::engine
