#include "flows/documents/loader.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/codes/utf8.h"
#include "flows/documents/picture.h"
#include "flows/feel/scope.h"

namespace dk::documents {

namespace {

using Kind = Node::Kind;

// Where an element may stand.
enum class Place : std::uint8_t { Document, Block, Columns, Table, Row };

struct Spec {
  std::string_view name;
  Kind kind;
  Place inside;
};
constexpr std::array kSpecs{Spec{"header", Kind::Header, Place::Document},
                            Spec{"footer", Kind::Footer, Place::Document},
                            Spec{"text", Kind::Text, Place::Block},
                            Spec{"columns", Kind::Columns, Place::Block},
                            Spec{"column", Kind::Column, Place::Columns},
                            Spec{"table", Kind::Table, Place::Block},
                            Spec{"head", Kind::Head, Place::Table},
                            Spec{"row", Kind::Row, Place::Table},
                            Spec{"cell", Kind::Cell, Place::Row},
                            Spec{"image", Kind::Image, Place::Block},
                            Spec{"qr", Kind::Qr, Place::Block},
                            Spec{"code128", Kind::Code128, Place::Block},
                            Spec{"line", Kind::Line, Place::Block},
                            Spec{"space", Kind::Space, Place::Block},
                            Spec{"seal", Kind::Seal, Place::Block},
                            Spec{"for", Kind::For, Place::Block},
                            Spec{"group", Kind::Group, Place::Block},
                            Spec{"break", Kind::Break, Place::Block}};

bool may_hold(Kind parent, Place place) {
  switch (parent) {
    case Kind::Document:
      return place == Place::Document || place == Place::Block;
    case Kind::Columns:
      return place == Place::Columns;
    case Kind::Table:
      return place == Place::Table;
    case Kind::Head:
    case Kind::Row:
      return place == Place::Row;
    case Kind::Column:
    case Kind::For:
    case Kind::Group:
    case Kind::Header:
    case Kind::Footer:
      return place == Place::Block;
    default:
      return false;
  }
}

bool holds_text(Kind kind) {
  return kind == Kind::Text || kind == Kind::Cell || kind == Kind::Seal;
}

bool plain_file_name(std::string_view name) {
  return !name.empty() && name.size() <= 64 && name.front() != '.' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_' || c == '.';
         });
}

}  // namespace

void Loader::stop(const pugi::xml_node& xml, std::string message) {
  // The nearest element that an editor can find.
  for (pugi::xml_node at = xml; at; at = at.parent()) {
    const std::string id = at.attribute("id").value();
    // A say's id is the catalogue's, not its own.
    if (!id.empty() && std::string_view(at.name()) != "say")
      throw LoadStop{{id, std::move(message)}};
  }
  throw LoadStop{{xml.name(), std::move(message)}};
}

void Loader::loop(Node& node, const pugi::xml_node& xml) {
  const auto each = xml.attribute("each");
  const auto in = xml.attribute("in");
  if (!each && !in) return;
  if (!each || !in) stop(xml, "`each` and `in` come together");
  std::string name = feel::normal_name(each.value());
  if (name.empty()) stop(xml, "`each` names no variable");
  if (std::find(scope_.begin(), scope_.end(), name) != scope_.end()) {
    stop(xml, "the name " + name + " is taken already");
  }
  node.list = program(xml, in.value());
  scope_.push_back(std::move(name));
}

void Loader::kids(Node& node, const pugi::xml_node& xml, int depth) {
  for (const auto& inner : xml.children()) {
    if (inner.type() == pugi::node_element) {
      node.kids.push_back(element(inner, node.kind, depth + 1));
    } else if (std::string_view(inner.value()).find_first_not_of(" \t\r\n") !=
               std::string_view::npos) {
      stop(xml, "text stands outside of a text element");
    }
  }
}

std::unique_ptr<Node> Loader::element(const pugi::xml_node& xml, Kind parent, int depth) {
  if (++elements_ > limits::kElements) stop(xml, "the template is over the limit elements");
  if (depth > limits::kNesting) stop(xml, "elements stand deeper than the limit nesting");
  const std::string_view name = xml.name();
  const auto* const spec =
      std::find_if(kSpecs.begin(), kSpecs.end(), [&](const Spec& s) { return s.name == name; });
  if (spec == kSpecs.end()) stop(xml, "there is no element " + std::string(name));
  if (!may_hold(parent, spec->inside)) stop(xml, std::string(name) + " may not stand here");
  auto node = std::make_unique<Node>();
  node->kind = spec->kind;
  node->name = xml.attribute("id") ? xml.attribute("id").value() : xml.name();
  const std::size_t outer = scope_.size();
  if (node->kind == Kind::Header || node->kind == Kind::Footer) {
    scope_.insert(scope_.end(), {"page", "pages"});
  }
  loop(*node, xml);
  attributes(*node, xml);
  if (holds_text(node->kind)) {
    parts(*node, xml);
  } else {
    kids(*node, xml, depth);
  }
  check(*node, xml);
  scope_.resize(outer);
  return node;
}

// What an element cannot be without, and what has to agree.
void Loader::check(const Node& node, const pugi::xml_node& xml) const {
  const auto needs = [&](bool there, const char* what) {
    if (!there) stop(xml, std::string(xml.name()) + " needs " + what);
  };
  switch (node.kind) {
    case Kind::Header:
    case Kind::Footer:
    case Kind::Space:
      needs(node.height > 0, "a height");
      break;
    case Kind::Qr:
    case Kind::Code128:
      needs(node.value != nullptr, "a value");
      break;
    case Kind::Image:
      needs(node.picture != nullptr, "a file");
      needs(node.width > 0 || node.height > 0, "a width or a height");
      break;
    case Kind::Seal:
      needs(node.diameter >= 5'000, "a diameter of 5mm or more");
      needs((node.picture != nullptr) != !node.parts.empty(), "either a file or words");
      break;
    case Kind::For:
      needs(node.list != nullptr, "`each` and `in`");
      break;
    case Kind::Columns:
      needs(!node.kids.empty(), "a column");
      break;
    case Kind::Table: {
      needs(!node.widths.empty(), "widths");
      for (std::size_t i = 0; i < node.kids.size(); ++i) {
        if (node.kids[i]->kind == Kind::Head && i != 0) stop(xml, "one head, and it comes first");
        int columns = 0;
        for (const auto& cell : node.kids[i]->kids) columns += cell->span;
        if (static_cast<std::size_t>(columns) != node.widths.size()) {
          stop(xml, "row " + std::to_string(i + 1) + " has " + std::to_string(columns) +
                        " columns, the table " + std::to_string(node.widths.size()));
        }
      }
      break;
    }
    default:
      break;
  }
}

void Loader::picture(Node& node, const pugi::xml_node& xml) {
  const std::string name = xml.attribute("file").value();
  if (!plain_file_name(name)) stop(xml, "a file is named by letters, digits and . - _ only");
  if (++pictures_ > limits::kPictures) stop(xml, "the template is over the limit pictures");
  const auto bytes = source_.file ? source_.file(name) : std::nullopt;
  if (!bytes) stop(xml, "the item has no file " + name);
  auto read = read_png(*bytes, dots_left_);
  if (!read) stop(xml, name + ": " + read.error());
  dots_left_ -= std::int64_t{read->width} * read->height;
  node.picture = std::make_shared<const Picture>(std::move(*read));
}

std::unique_ptr<const Root> Loader::load() {
  if (source_.xml.size() > limits::kTemplateBytes) {
    throw LoadStop{{"document", "the template has more bytes than the limit template_bytes"}};
  }
  if (!codes::is_utf8(source_.xml)) throw LoadStop{{"document", "the template is not UTF-8"}};
  pugi::xml_document parsed;
  // No DTD is read, so no entity is ever expanded; white space between words counts.
  const auto options = (pugi::parse_default | pugi::parse_ws_pcdata) & ~pugi::parse_doctype;
  const auto result =
      parsed.load_buffer(source_.xml.data(), source_.xml.size(), options, pugi::encoding_utf8);
  if (!result) {
    throw LoadStop{{"document", std::string("this is no XML: ") + result.description()}};
  }
  const auto xml = parsed.document_element();
  if (std::string_view(xml.name()) != "document") stop(xml, "this is no document template");
  auto root = std::make_unique<Root>();
  document(*root, xml);
  root->names = source_.names;
  root->body.kind = Kind::Document;
  root->body.name = "document";
  kids(root->body, xml, 0);
  auto& blocks = root->body.kids;
  for (const auto kind : {Kind::Header, Kind::Footer}) {
    if (blocks.empty() || blocks.front()->kind != kind) continue;
    if (root->height == 0) throw LoadStop{{blocks.front()->name, "a roll has no pages"}};
    (kind == Kind::Header ? root->header : root->footer) = std::move(blocks.front());
    blocks.erase(blocks.begin());
  }
  for (const auto& block : blocks) {
    if (block->kind == Kind::Header || block->kind == Kind::Footer) {
      throw LoadStop{{block->name, "header and footer come first, each once"}};
    }
  }
  const Um most = root->height - root->margin_top - root->margin_bottom;
  const Um taken =
      (root->header ? root->header->height : 0) + (root->footer ? root->footer->height : 0);
  if (root->height != 0 && most - taken < 10'000) {
    throw LoadStop{{"document", "margins, header and footer leave less than 10mm"}};
  }
  return root;
}

std::expected<Template, LoadError> Template::load(const Source& source) {
  Template made;
  try {
    made.root_ = Loader(source).load();
  } catch (const LoadStop& stop) {
    return std::unexpected(stop.error);
  }
  return made;
}

namespace {

void collect(const Node& node, std::set<std::string>& ids) {
  for (const Part& part : node.parts) {
    if (part.kind == Part::Kind::Say) ids.insert(part.text);
  }
  for (const auto& kid : node.kids) collect(*kid, ids);
}

}  // namespace

std::vector<std::string> Template::message_ids() const {
  std::set<std::string> ids;
  collect(root_->body, ids);
  for (const auto* edge : {root_->header.get(), root_->footer.get()}) {
    if (edge != nullptr) collect(*edge, ids);
  }
  return {ids.begin(), ids.end()};
}

}  // namespace dk::documents
