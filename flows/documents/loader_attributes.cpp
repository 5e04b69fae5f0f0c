// What the attributes of an element say: which it may have, measures, sizes, colours, choices.
#include <algorithm>
#include <array>
#include <charconv>

#include "flows/documents/loader.h"
#include "flows/feel/decimal.h"

namespace dk::documents {

namespace {

using Kind = Node::Kind;

constexpr std::string_view kText = " size weight align colour fill line indent ";
constexpr std::string_view kLoop = " each in ";

std::string_view own_attributes(Kind kind) {
  switch (kind) {
    case Kind::Text:
      return kText;
    case Kind::Cell:
      return " size weight align colour fill line indent span ";
    case Kind::Columns:
      return " gap ";
    case Kind::Column:
      return " width ";
    case Kind::Table:
      return " widths rule padding ";
    case Kind::Image:
      return " file width height align ";
    case Kind::Qr:
      return " value module level align ";
    case Kind::Code128:
      return " value module height letters align ";
    case Kind::Line:
      return " thickness colour ";
    case Kind::Space:
    case Kind::Header:
    case Kind::Footer:
      return " height ";
    case Kind::Seal:
      return " diameter file colour align size ";
    case Kind::Row:
    case Kind::For:
      return kLoop;
    case Kind::Group:
      return " keep ";
    default:
      return {};
  }
}

bool listed(std::string_view list, std::string_view name) {
  std::string padded(" ");
  padded += name;
  padded += ' ';
  return list.find(padded) != std::string_view::npos;
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> found;
  while (true) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return found;
    const std::size_t end = std::min(text.find_first_of(" \t\r\n", begin), text.size());
    found.push_back(text.substr(begin, end - begin));
    text.remove_prefix(end);
  }
}

// "0.25" in thousandths; empty when it is not such a number.
std::optional<std::int32_t> thousandths(std::string_view text) {
  if (text.empty() || text.front() == '-' || text.size() > 12) return {};
  if (text.find_first_not_of("0123456789.") != std::string_view::npos) return {};
  const auto number = feel::Decimal::parse(text);
  if (!number) return {};
  const auto whole = (*number * feel::Decimal(1000)).to_int64();
  if (!whole || *whole > 10'000'000) return {};
  return static_cast<std::int32_t>(*whole);
}

template <class Value, std::size_t N>
Value choice(const std::array<std::pair<std::string_view, Value>, N>& choices,
             std::string_view text, auto&& refuse) {
  std::string known;
  for (const auto& [name, value] : choices) {
    if (name == text) return value;
    known += known.empty() ? "" : ", ";
    known += name;
  }
  refuse(known);
  return choices.front().second;
}

constexpr std::array kAligns{std::pair<std::string_view, Align>{"left", Align::Left},
                             std::pair<std::string_view, Align>{"centre", Align::Centre},
                             std::pair<std::string_view, Align>{"right", Align::Right}};
constexpr std::array kWeights{std::pair<std::string_view, bool>{"regular", false},
                              std::pair<std::string_view, bool>{"bold", true}};
constexpr std::array kAnswers{std::pair<std::string_view, bool>{"no", false},
                              std::pair<std::string_view, bool>{"yes", true}};
constexpr std::array kLevels{std::pair<std::string_view, codes::QrLevel>{"L", codes::QrLevel::L},
                             std::pair<std::string_view, codes::QrLevel>{"M", codes::QrLevel::M},
                             std::pair<std::string_view, codes::QrLevel>{"Q", codes::QrLevel::Q},
                             std::pair<std::string_view, codes::QrLevel>{"H", codes::QrLevel::H}};
constexpr std::array kColours{std::pair<std::string_view, Colour>{"black", Colour{}},
                              std::pair<std::string_view, Colour>{"white", Colour{255, 255, 255}},
                              std::pair<std::string_view, Colour>{"grey", Colour{112, 112, 112}},
                              std::pair<std::string_view, Colour>{"red", Colour{208, 16, 16}}};

}  // namespace

Length Loader::length(const pugi::xml_node& xml, std::string_view text) {
  const auto read = [&](std::string_view unit) -> std::optional<std::int32_t> {
    if (!text.ends_with(unit)) return {};
    return thousandths(text.substr(0, text.size() - unit.size()));
  };
  if (const auto mm = read("mm")) return {false, *mm};
  if (const auto share = read("*"); share && *share > 0) return {true, *share};
  stop(xml, std::string(text) + " is no measure like 12mm, nor a share like 2*");
}

Um Loader::measure(const pugi::xml_node& xml, std::string_view text) {
  const Length read = length(xml, text);
  if (read.share) stop(xml, std::string(text) + ": a share has no place here");
  if (read.value > limits::kRollLength) stop(xml, std::string(text) + " is too long");
  return read.value;
}

int Loader::whole(const pugi::xml_node& xml, std::string_view text, int least, int most) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < least || value > most) {
    stop(xml, std::string(text) + " is not a number from " + std::to_string(least) + " to " +
                  std::to_string(most));
  }
  return value;
}

int Loader::points(const pugi::xml_node& xml, std::string_view text) {
  const auto read = thousandths(text);
  if (!read || *read % 100 != 0 || *read < 4'000 || *read > 144'000) {
    stop(xml, std::string(text) + " is not a size from 4 to 144 points, in tenths");
  }
  return *read / 100;
}

Colour Loader::colour(const pugi::xml_node& xml, std::string_view text) {
  unsigned value = 0;
  if (text.size() == 7 && text.front() == '#') {
    const auto [end, error] = std::from_chars(text.data() + 1, text.data() + 7, value, 16);
    if (error == std::errc() && end == text.data() + 7) {
      return {static_cast<std::uint8_t>(value >> 16), static_cast<std::uint8_t>(value >> 8),
              static_cast<std::uint8_t>(value)};
    }
  }
  return choice(kColours, text, [&](const std::string& known) {
    stop(xml, std::string(text) + " is none of " + known + ", #rrggbb");
  });
}

bool Loader::style(Node& node, const pugi::xml_node& xml, std::string_view name,
                   std::string_view text) {
  const auto refuse = [&](const std::string& known) {
    stop(xml, std::string(text) + " is none of " + known);
  };
  if (name == "size") {
    node.size = points(xml, text);
  } else if (name == "weight") {
    node.bold = choice(kWeights, text, refuse);
  } else if (name == "align") {
    node.align = choice(kAligns, text, refuse);
  } else if (name == "colour") {
    node.colour = colour(xml, text);
  } else if (name == "fill") {
    node.fill = colour(xml, text);
  } else if (name == "line") {
    node.line = whole(xml, text, 80, 300);
  } else if (name == "span") {
    node.span = whole(xml, text, 1, 32);
  } else if (name == "level") {
    node.level = choice(kLevels, text, refuse);
  } else if (name == "letters") {
    node.letters = choice(kAnswers, text, refuse);
  } else if (name == "keep") {
    node.keep = choice(kAnswers, text, refuse);
  } else {
    return false;
  }
  return true;
}

bool Loader::measures(Node& node, const pugi::xml_node& xml, std::string_view name,
                      std::string_view text) {
  struct Field {
    std::string_view name;
    Um Node::* place;
  };
  constexpr std::array kFields{
      Field{"before", &Node::before},       Field{"indent", &Node::indent},
      Field{"height", &Node::height},       Field{"gap", &Node::gap},
      Field{"rule", &Node::rule},           Field{"padding", &Node::padding},
      Field{"module", &Node::module},       Field{"width", &Node::width},
      Field{"thickness", &Node::thickness}, Field{"diameter", &Node::diameter}};
  for (const Field& field : kFields) {
    if (field.name != name) continue;
    node.*field.place = measure(xml, text);
    return true;
  }
  return false;
}

void Loader::attributes(Node& node, const pugi::xml_node& xml) {
  for (const auto& attribute : xml.attributes()) {
    const std::string_view name = attribute.name();
    const std::string_view text = attribute.value();
    if (!listed(" id if lang before ", name) && !listed(own_attributes(node.kind), name)) {
      stop(xml, std::string(xml.name()) + " has no attribute " + std::string(name));
    }
    if (name == "if") {
      node.condition = program(xml, text);
    } else if (name == "lang") {
      node.language = text;
    } else if (name == "value") {
      node.value = program(xml, text);
    } else if (name == "file") {
      picture(node, xml);
    } else if (name == "widths" || (name == "width" && node.kind == Kind::Column)) {
      for (const auto word : words(text)) node.widths.push_back(length(xml, word));
      if (node.widths.size() > 32) stop(xml, "more than 32 columns");
      if (node.kind == Kind::Column && node.widths.size() != 1) stop(xml, "one width");
    } else if (!style(node, xml, name, text)) {
      // `id`, `each` and `in` were read before.
      (void)measures(node, xml, name, text);
    }
  }
}

void Loader::document(Root& root, const pugi::xml_node& xml) {
  const auto side = [&](std::string_view text) {
    const Um read = measure(xml, text);
    if (read < limits::kLeastSide || read > limits::kMostSide) {
      stop(xml, "a page is 20mm to 1000mm wide and high");
    }
    return read;
  };
  for (const auto& attribute : xml.attributes()) {
    const std::string_view name = attribute.name();
    const std::string_view text = attribute.value();
    if (name == "width") {
      root.width = side(text);
    } else if (name == "height") {
      root.height = text == "roll" ? 0 : side(text);
    } else if (name == "margin") {
      std::vector<Um> sides;
      for (const auto word : words(text)) sides.push_back(measure(xml, word));
      if (sides.size() == 1) sides.resize(4, sides.front());
      if (sides.size() != 4) stop(xml, "a margin is one measure, or four");
      root.margin_top = sides[0];
      root.margin_right = sides[1];
      root.margin_bottom = sides[2];
      root.margin_left = sides[3];
    } else if (name == "size") {
      root.size = points(xml, text);
    } else if (name == "lang") {
      root.language = text;
    } else if (name != "id") {
      stop(xml, "document has no attribute " + std::string(name));
    }
  }
  if (root.width == 0 || !xml.attribute("height")) stop(xml, "document needs a width and a height");
  if (root.width - root.margin_left - root.margin_right < 10'000) {
    stop(xml, "the margins leave less than 10mm");
  }
}

}  // namespace dk::documents
