#include "flows/documents/flow.h"

#include <algorithm>

#include "flows/documents/limits.h"

namespace dk::documents {

namespace {

using Kind = Node::Kind;

constexpr std::size_t kMostNotes = 100;

}  // namespace

Flow::Flow(const Root& root, const feel::Context& data, const Words& words, Fonts& fonts,
           const LayoutOptions& options)
    : root_(root),
      words_(words),
      typesetter_(fonts),
      evaluation_({.steps = limits::kSteps, .depth = 100, .text_bytes = limits::kTextBytes},
                  options.now),
      language_(root.language.empty() ? options.language : root.language) {
  for (const std::string& name : root.names) {
    const feel::Value* found = data.find(name);
    stack_.push_back(found != nullptr ? *found : feel::Value());
  }
}

void Flow::stop(const Node& node, std::string limit, std::string_view message) {
  throw LayoutStop{{std::move(limit), node.name + ": " + std::string(message)}};
}

void Flow::note(const std::string& element, std::string_view message) {
  if (notes_.size() >= kMostNotes) return;
  std::string text = element + ": ";
  text += message;
  if (std::find(notes_.begin(), notes_.end(), text) == notes_.end()) {
    notes_.push_back(std::move(text));
  }
}

feel::Value Flow::value(const feel::Program& program) {
  feel::Value result = program.evaluate(stack_, evaluation_);
  if (evaluation_.stopped()) {
    throw LayoutStop{{"expression_steps", evaluation_.notes().back().message}};
  }
  return result;
}

// Once; or for each item of its list; where its condition holds.
void Flow::repeat(const Node& node, const std::function<void()>& draw) {
  const auto one = [&] {
    if (++items_ > limits::kItems) stop(node, "items", "more is drawn than the limit allows");
    if (!node.condition || value(*node.condition).is_true()) draw();
  };
  if (!node.list) return one();
  const feel::Value list = value(*node.list);
  if (!list.is(feel::Kind::List)) {
    if (!list.null()) stop(node, "list", "what `in` gives is no list");
    return note(node.name, "what `in` gives is null");
  }
  for (const feel::Value& item : list.list()) {
    stack_.push_back(item);
    one();
    stack_.pop_back();
  }
}

void Flow::blocks(const Node& parent, const Surroundings& around, Slabs& out) {
  for (const auto& kid : parent.kids) {
    repeat(*kid, [&] {
      const std::size_t first = out.size();
      Surroundings inside = around;
      if (!kid->language.empty()) inside.language = kid->language;
      block(*kid, inside, out);
      if (out.size() > first) out[first].before += kid->before;
    });
  }
}

void Flow::block(const Node& node, const Surroundings& around, Slabs& out) {
  const std::size_t first = out.size();
  switch (node.kind) {
    case Kind::Text:
      return text(node, around, out);
    case Kind::Columns:
      return columns(node, around, out);
    case Kind::Table:
      return table(node, around, out);
    case Kind::Image:
      return image(node, around, out);
    case Kind::Qr:
    case Kind::Code128:
      return symbol(node, around, out);
    case Kind::Seal:
      return seal(node, around, out);
    case Kind::Line: {
      Slab slab;
      slab.height = node.thickness;
      slab.items.emplace_back(
          Box{0, 0, around.width, node.thickness, node.colour.value_or(Colour{})});
      return out.push_back(std::move(slab));
    }
    case Kind::Space:
      out.emplace_back();
      out.back().height = node.height;
      return;
    case Kind::Break:
      out.emplace_back();
      out.back().page_break = true;
      return;
    default:
      break;
  }
  blocks(node, around, out);  // for, group
  if (!node.keep) return;
  for (std::size_t i = first; i + 1 < out.size(); ++i) out[i].keep_next = true;
}

// One below the other, as one.
Slab Flow::stacked(Slabs slabs) {
  Slab all;
  for (Slab& slab : slabs) {
    if (&slab != &slabs.front()) all.height += slab.before;
    for (Item& item : slab.items) {
      move_by(item, 0, all.height);
      all.items.emplace_back(std::move(item));
    }
    for (Overlay& overlay : slab.overlays) {
      for (Item& item : overlay.items) move_by(item, 0, all.height);
      overlay.y += all.height;
      all.overlays.push_back(std::move(overlay));
    }
    all.height += slab.height;
    if (all.height > limits::kRollLength) {
      throw LayoutStop{{"roll_length", "a column is longer than any paper"}};
    }
  }
  return all;
}

void Flow::columns(const Node& node, const Surroundings& around, Slabs& out) {
  std::vector<Length> lengths;
  for (const auto& column : node.kids) {
    lengths.push_back(column->widths.empty() ? Length{true, 1000} : column->widths.front());
  }
  const std::vector<Um> wide = widths(lengths, around.width, node.gap, node.name);
  Slab all;
  Um x = 0;
  for (std::size_t i = 0; i < node.kids.size(); ++i) {
    const Node& column = *node.kids[i];
    repeat(column, [&] {
      const std::string& language = column.language.empty() ? around.language : column.language;
      Slabs inside;
      blocks(column, {wide[i], language}, inside);
      Slab one = stacked(std::move(inside));
      for (Item& item : one.items) {
        move_by(item, x, column.before);
        all.items.emplace_back(std::move(item));
      }
      for (Overlay& overlay : one.overlays) {
        for (Item& item : overlay.items) move_by(item, x, column.before);
        overlay.y += column.before;
        all.overlays.push_back(std::move(overlay));
      }
      all.height = std::max(all.height, one.height + column.before);
    });
    x += wide[i] + node.gap;
  }
  out.push_back(std::move(all));
}

Slabs Flow::body(Um width) {
  Slabs out;
  blocks(root_.body, {width, language_}, out);
  return out;
}

Slab Flow::edge(const Node& node, Um width, int page, int pages) {
  stack_.push_back(feel::Value::number(page));
  stack_.push_back(feel::Value::number(pages));
  Slabs slabs;
  repeat(node,
         [&] { blocks(node, {width, node.language.empty() ? language_ : node.language}, slabs); });
  stack_.resize(stack_.size() - 2);
  return stacked(std::move(slabs));
}

Um Flow::place(Align align, Um width, Um own) {
  switch (align) {
    case Align::Left:
      return 0;
    case Align::Centre:
      return (width - own) / 2;
    case Align::Right:
      break;
  }
  return width - own;
}

}  // namespace dk::documents
