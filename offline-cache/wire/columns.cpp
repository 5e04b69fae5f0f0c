#include "offline-cache/wire/columns.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/secret.h"
#include "offline-cache/wire/envelope.h"

namespace dk::wire {
namespace {

constexpr std::string_view kMagic = "dk-columns/1";
constexpr char kPlace = '\x1f';
constexpr char kNoneShared = ' ';
constexpr std::size_t kMostShared = 94;

struct Shaped {
  std::string shape;
  std::vector<std::string_view> values;
};

// The end of the string that begins at `at` with a quotation mark.
std::size_t end_of_string(std::string_view line, std::size_t at) {
  for (++at; at < line.size() && line[at] != '"'; ++at) {
    if (line[at] == '\\') ++at;
  }
  return std::min(at + 1, line.size());
}

// A string before a colon is a key and stays; every other string or word is a value. Whatever is
// no JSON is taken apart somehow and put together again just so.
Shaped take_apart(std::string_view line) {
  Shaped out;
  constexpr std::string_view kStructure = "{}[],:";
  for (std::size_t at = 0; at < line.size();) {
    if (kStructure.find(line[at]) != std::string_view::npos) {
      out.shape += line[at++];
      continue;
    }
    const std::size_t end = line[at] == '"'
                                ? end_of_string(line, at)
                                : std::min(line.find_first_of("{}[],:\"", at + 1), line.size());
    const std::string_view token = line.substr(at, end - at);
    if (line[at] == '"' && end < line.size() && line[end] == ':') {
      out.shape += token;
    } else {
      out.shape += kPlace;
      out.values.push_back(token);
    }
    at = end;
  }
  return out;
}

void add_value(std::string& out, std::string_view before, std::string_view value) {
  const auto [mine, theirs] = std::ranges::mismatch(value, before);
  const auto shared = std::min<std::size_t>(
      static_cast<std::size_t>(std::distance(value.begin(), mine)), kMostShared);
  out += static_cast<char>(kNoneShared + static_cast<char>(shared));
  out += value.substr(shared);
  out += '\n';
}

std::unexpected<Failure> malformed(const char* what) {
  return fail(FailureCode::answer_malformed, std::string("columns: ") + what);
}

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}
  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  Result<std::string_view> line() {
    const std::size_t end = rest_.find('\n');
    if (end == std::string_view::npos) return malformed("cut");
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return line;
  }
  static Result<std::size_t> number(std::string_view text, std::size_t most) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value > most) {
      return malformed("number");
    }
    return value;
  }

 private:
  std::string_view rest_;
};

struct Shape {
  std::string_view text;
  std::size_t places = 0;
  std::vector<std::size_t> lines;
};

struct Head {
  std::vector<Shape> shapes;
  std::size_t lines = 0;
};

Result<Head> read_head(Reader& in) {
  DK_TRY(magic, in.line());
  if (magic != kMagic) return malformed("magic");
  DK_TRY(counts, in.line());
  const std::size_t blank = std::min(counts.find(' '), counts.size());
  DK_TRY(shapes, Reader::number(counts.substr(0, blank), kMaxBatchEvents));
  DK_TRY(lines, Reader::number(counts.substr(std::min(blank + 1, counts.size())), kMaxBatchEvents));
  Head head;
  head.lines = lines;
  head.shapes.resize(shapes);
  for (Shape& shape : head.shapes) {
    DK_TRY(text, in.line());
    if (text.size() > kMaxLineBytes) return malformed("a shape is too long");
    shape.text = text;
    shape.places = static_cast<std::size_t>(std::ranges::count(text, kPlace));
  }
  std::size_t values = 0;
  for (std::size_t i = 0; i < lines; ++i) {
    DK_TRY(text, in.line());
    DK_TRY(index, Reader::number(text, kMaxBatchEvents));
    if (index >= shapes) return malformed("no such shape");
    Shape& shape = head.shapes[index];
    shape.lines.push_back(i);
    values += shape.places;
    if (values > kMaxColumnValues) return malformed("too many values");
  }
  return head;
}

// Fills `lines` with the lines of one shape; `left` bounds what may still be made.
Status read_shape(Reader& in, const Shape& shape, std::vector<std::string>& lines,
                  std::size_t& left) {
  std::string_view text = shape.text;
  const auto add = [&](std::size_t line, std::string_view piece) {
    std::string& to = lines[line];
    if (piece.size() > left || to.size() + piece.size() > kMaxLineBytes) return false;
    left -= piece.size();
    to += piece;
    return true;
  };
  std::string value;
  for (std::size_t place = 0; place <= shape.places; ++place) {
    const std::size_t end = std::min(text.find(kPlace), text.size());
    const std::string_view fixed = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    value.clear();
    for (const std::size_t line : shape.lines) {
      if (!add(line, fixed)) return malformed("too large");
      if (place == shape.places) continue;
      DK_TRY(coded, in.line());
      if (coded.empty() || coded[0] < kNoneShared) return malformed("value");
      const auto shared = static_cast<std::size_t>(coded[0] - kNoneShared);
      if (shared > kMostShared || shared > value.size()) return malformed("value");
      value.resize(shared);
      value += coded.substr(1);
      if (!add(line, value)) return malformed("too large");
    }
  }
  wipe(value.data(), value.size());
  return {};
}

}  // namespace

std::optional<std::string> to_columns(const std::vector<std::string>& lines) {
  std::vector<Shaped> apart;
  std::map<std::string, std::vector<std::size_t>> by_shape;
  std::vector<std::string_view> order;
  std::size_t values = 0;
  for (const std::string& line : lines) {
    if (std::ranges::any_of(line, [](char c) { return static_cast<unsigned char>(c) < 0x20; })) {
      return std::nullopt;
    }
    apart.push_back(take_apart(line));
    values += apart.back().values.size();
    const auto [found, is_new] = by_shape.try_emplace(apart.back().shape);
    if (is_new) order.push_back(found->first);
    found->second.push_back(apart.size() - 1);
  }
  if (values > kMaxColumnValues) return std::nullopt;
  std::string out(kMagic);
  out.append("\n").append(std::to_string(order.size()));
  out.append(" ").append(std::to_string(lines.size())).append("\n");
  for (const std::string_view shape : order) out.append(shape) += '\n';
  for (const Shaped& line : apart) {
    out.append(std::to_string(std::ranges::find(order, line.shape) - order.begin())).append("\n");
  }
  for (const std::string_view shape : order) {
    const auto& members = by_shape.find(std::string(shape))->second;
    for (std::size_t place = 0; place < apart[members.front()].values.size(); ++place) {
      std::string_view before;
      for (const std::size_t line : members) {
        add_value(out, before, apart[line].values[place]);
        before = apart[line].values[place];
      }
    }
  }
  return out;
}

Result<std::vector<std::string>> from_columns(std::string_view text) {
  Reader in(text);
  DK_TRY(head, read_head(in));
  std::vector<std::string> lines(head.lines);
  std::size_t left = kMaxInflatedBytes;
  for (const Shape& shape : head.shapes) DK_CHECK(read_shape(in, shape, lines, left));
  if (!in.at_end()) return malformed("something follows");
  for (const std::string& line : lines) {
    if (line.empty()) return malformed("an empty line");
  }
  return lines;
}

}  // namespace dk::wire
