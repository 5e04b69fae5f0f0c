#include "kiosk/input/character_forms.h"

#include <opencc/Config.hpp>
#include <opencc/Conversion.hpp>
#include <opencc/ConversionChain.hpp>
#include <opencc/Converter.hpp>
#include <opencc/Dict.hpp>
#include <opencc/DictEntry.hpp>

#include <list>
#include <utility>

namespace dk::kiosk::input {
namespace {

// A chain of two tables: from the model's script to traditional, then to the variants wanted.
struct Chain {
  opencc::ConverterPtr converter;
  opencc::DictPtr to_traditional;
  opencc::DictPtr to_wanted;

  explicit Chain(const std::filesystem::path& file)
      : converter(opencc::Config().NewFromFile(file.string())) {
    const auto steps = converter->GetConversionChain()->GetConversions();
    to_traditional = steps.front()->GetDict();
    to_wanted = steps.back()->GetDict();
  }

  [[nodiscard]] std::vector<std::string> of(std::string_view character) const {
    std::vector<std::string> forms;
    const auto entry = to_traditional->Match(character.data(), character.size());
    if (entry.IsNull()) {
      forms.emplace_back(character);
    } else {
      forms = entry.Get()->Values();
    }
    for (std::string& form : forms) {
      const auto variant = to_wanted->Match(form);
      if (!variant.IsNull()) form = variant.Get()->GetDefault();
    }
    return forms;
  }
};

}  // namespace

struct CharacterForms::Tables {
  Chain hong_kong_of_simplified;
  Chain hong_kong_of_japanese;
  Chain simplified_of_japanese;
};

Result<std::unique_ptr<CharacterForms>> CharacterForms::open(const std::filesystem::path& folder) {
  try {
    auto tables = std::make_unique<Tables>(Chain(folder / "hong_kong_of_simplified.json"),
                                           Chain(folder / "hong_kong_of_japanese.json"),
                                           Chain(folder / "simplified_of_japanese.json"));
    return std::unique_ptr<CharacterForms>(
        new CharacterForms(std::move(tables)));  // NOLINT: private
  } catch (...) {                                // OpenCC throws what is no std::exception
    return fail(FailureCode::reference_missing, "no character tables in " + folder.string());
  }
}

CharacterForms::CharacterForms(std::unique_ptr<Tables> tables) : tables_(std::move(tables)) {}
CharacterForms::~CharacterForms() = default;

std::vector<std::string> CharacterForms::of_simplified(std::string_view c, Script wanted) const {
  if (wanted == Script::Simplified) return {std::string(c)};
  return tables_->hong_kong_of_simplified.of(c);
}
std::vector<std::string> CharacterForms::of_japanese(std::string_view c, Script wanted) const {
  return wanted == Script::HongKong ? tables_->hong_kong_of_japanese.of(c)
                                    : tables_->simplified_of_japanese.of(c);
}

}  // namespace dk::kiosk::input
