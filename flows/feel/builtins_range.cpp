// Allen's relations between points and ranges (10.3.4.9). A point is the range of itself alone.
#include "flows/feel/ast.h"
#include "flows/feel/builtins.h"

namespace dk::feel {

namespace {

struct Pair {
  Range a;
  Range b;
  bool a_point = false;
  bool b_point = false;
};

std::optional<Pair> pair(const List& arguments) {
  Pair out;
  const auto take = [](const Value& given, Range& range, bool& point) {
    const Value& value = single(given);
    if (value.null()) return false;
    if (value.is(Kind::Range)) {
      range = value.range();
      return true;
    }
    point = true;
    range = Range{.low = value, .high = value};
    return compare(value, value).has_value();
  };
  if (!take(arguments[0], out.a, out.a_point) || !take(arguments[1], out.b, out.b_point)) {
    return std::nullopt;
  }
  return out;
}

// Orders of ends; what has no bound lies outside everything. Empty: not to be compared.
std::optional<int> lows(const Range& a, const Range& b) {
  if (a.low_unbounded || b.low_unbounded) {
    return a.low_unbounded == b.low_unbounded ? 0 : a.low_unbounded ? -1 : 1;
  }
  const auto order = compare(a.low, b.low);
  if (!order || *order != 0 || a.low_included == b.low_included) return order;
  return a.low_included ? -1 : 1;
}
std::optional<int> highs(const Range& a, const Range& b) {
  if (a.high_unbounded || b.high_unbounded) {
    return a.high_unbounded == b.high_unbounded ? 0 : a.high_unbounded ? 1 : -1;
  }
  const auto order = compare(a.high, b.high);
  if (!order || *order != 0 || a.high_included == b.high_included) return order;
  return a.high_included ? 1 : -1;
}
// The end of a against the beginning of b: below 0 when no point is in both, 0 when they touch in
// one, above when they share more.
std::optional<int> meeting(const Range& a, const Range& b) {
  if (a.high_unbounded || b.low_unbounded) return 1;
  const auto order = compare(a.high, b.low);
  if (!order || *order != 0) return order;
  return a.high_included && b.low_included ? 0 : -1;
}

Value both(std::optional<bool> first, std::optional<bool> second) {
  if (!first || !second) return {};
  return *first && *second;
}

Value before(const Pair& p) {
  const auto order = meeting(p.a, p.b);
  return order ? Value(*order < 0) : Value();
}
Value meets(const Pair& p) {
  if (p.a.high_unbounded || p.b.low_unbounded) return false;
  const auto order = meeting(p.a, p.b);
  return order ? Value(*order == 0) : Value();
}
Value overlaps(const Pair& p) {
  const auto x = meeting(p.a, p.b);
  const auto y = meeting(p.b, p.a);
  return both(x ? std::optional(*x >= 0) : std::nullopt, y ? std::optional(*y >= 0) : std::nullopt);
}
Value overlaps_before(const Pair& p) {
  const auto low = lows(p.a, p.b);
  const auto high = highs(p.a, p.b);
  const auto touch = meeting(p.a, p.b);
  if (!low || !high || !touch) return {};
  return *low < 0 && *high <= 0 && *touch >= 0;
}
Value finishes(const Pair& p) {
  const auto low = lows(p.a, p.b);
  const auto high = highs(p.a, p.b);
  return both(low ? std::optional(*low >= 0) : std::nullopt,
              high ? std::optional(*high == 0) : std::nullopt);
}
Value includes(const Pair& p) {
  const auto low = lows(p.a, p.b);
  const auto high = highs(p.a, p.b);
  return both(low ? std::optional(*low <= 0) : std::nullopt,
              high ? std::optional(*high >= 0) : std::nullopt);
}
Value starts(const Pair& p) {
  const auto low = lows(p.a, p.b);
  const auto high = highs(p.a, p.b);
  return both(low ? std::optional(*low == 0) : std::nullopt,
              high ? std::optional(*high <= 0) : std::nullopt);
}
Value coincides(const Pair& p) {
  const auto low = lows(p.a, p.b);
  const auto high = highs(p.a, p.b);
  return both(low ? std::optional(*low == 0) : std::nullopt,
              high ? std::optional(*high == 0) : std::nullopt);
}

// Turned: the relation as seen from the second one. Which of the two may be a point is 10.3.4.9's.
enum Shape { kAny, kRangeRange, kFirstAny, kSecondRange, kFirstRange, kAlike };

template <Value (*relation)(const Pair&), bool turned, Shape shape>
Value related(Evaluation&, Arguments arguments) {
  auto found = pair(arguments);
  if (!found) return {};
  if (shape == kRangeRange && (found->a_point || found->b_point)) return {};
  if (shape == kSecondRange && found->b_point) return {};
  if (shape == kFirstRange && found->a_point) return {};
  if (shape == kAlike && found->a_point != found->b_point) return {};
  if (turned) {
    std::swap(found->a, found->b);
    std::swap(found->a_point, found->b_point);
  }
  return relation(*found);
}

// A literal, or what makes a temporal value of a literal: the ends that 10.3.4.1 allows.
bool literal_end(const Node& node) {
  if (node.op == Op::Constant) return !node.constant.is(Kind::Function);
  if (node.op == Op::Negate) return literal_end(*node.kids[0]);
  if (node.op != Op::Call || node.kids.size() != 2) return false;
  const Value& called = node.kids[0]->constant;
  if (!called.is(Kind::Function) || node.kids[1]->op != Op::Constant) return false;
  const std::string& name = called.function().name;
  return name == "date" || name == "time" || name == "date and time" || name == "duration";
}

// range("[1..3]"): a literal of literals.
Value parse_range(Evaluation& evaluation, Arguments arguments) {
  const Value& from = single(arguments[0]);
  if (!from.is(Kind::String)) return {};
  const auto program = compile(from.string(), {});
  if (!program) return {};
  const Node& body = *program->code().body;
  if (body.op != Op::Range || !literal_end(*body.kids[0]) || !literal_end(*body.kids[1])) return {};
  Value value = program->evaluate({}, evaluation);
  return value.is(Kind::Range) ? value : Value();
}

}  // namespace

const std::vector<Builtin>& range_builtins() {
  static const std::vector<Builtin> all{
      {"before",
       {"point1, point2", "point, range", "range, point", "range1, range2"},
       related<before, false, kAny>},
      {"after",
       {"point1, point2", "point, range", "range, point", "range1, range2"},
       related<before, true, kAny>},
      {"meets", {"range1, range2"}, related<meets, false, kRangeRange>},
      {"met by", {"range1, range2"}, related<meets, true, kRangeRange>},
      {"overlaps", {"range1, range2"}, related<overlaps, false, kRangeRange>},
      {"overlaps before", {"range1, range2"}, related<overlaps_before, false, kRangeRange>},
      {"overlaps after", {"range1, range2"}, related<overlaps_before, true, kRangeRange>},
      {"finishes", {"point, range", "range1, range2"}, related<finishes, false, kSecondRange>},
      {"finished by", {"range, point", "range1, range2"}, related<finishes, true, kFirstRange>},
      {"includes", {"range, point", "range1, range2"}, related<includes, false, kFirstRange>},
      {"during", {"point, range", "range1, range2"}, related<includes, true, kSecondRange>},
      {"starts", {"point, range", "range1, range2"}, related<starts, false, kSecondRange>},
      {"started by", {"range, point", "range1, range2"}, related<starts, true, kFirstRange>},
      {"coincides", {"point1, point2", "range1, range2"}, related<coincides, false, kAlike>},
      {"range", {"from"}, parse_range}};
  return all;
}

}  // namespace dk::feel
