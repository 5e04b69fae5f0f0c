// People touch things in any order: whatever they do, the form stays one that can be shown, and
// hands on nothing that is not on the screen. Seeds are fixed, so that a failure comes again.
#include <gtest/gtest.h>

#include <random>

#include "flows/form/test_forms.h"

namespace dk::form {
namespace {

struct Screen {
  std::vector<const FieldView*> fields;
};

void gather(const std::vector<FieldView>& fields, Screen& out) {
  for (const FieldView& field : fields) {
    out.fields.push_back(&field);
    gather(field.children, out);
    for (const ItemView& item : field.items) gather(item.fields, out);
  }
}

std::string same(const View& view) {
  Screen screen;
  gather(view.fields, screen);
  std::string out = view.complete ? "complete" : "open";
  for (const FieldView* field : screen.fields) {
    const std::string place = to_string(field->place);
    out.append("|").append(place).append("=").append(field->text);
    out.append(flows::to_json(field->value)).append(errors_at(view, place));
  }
  return out;
}

class Hand {
 public:
  explicit Hand(unsigned seed) : random_(seed) {}
  std::size_t under(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
  }
  Input touch(const View& view) {
    Screen screen;
    gather(view.fields, screen);
    const FieldView& field = *screen.fields[under(screen.fields.size())];
    Input input;
    input.at = field.place;
    if (under(8) == 0) input.at.items.push_back(static_cast<std::uint32_t>(under(3)));
    input.kind = static_cast<Input::Kind>(under(6));
    if (under(2) == 0) input.kind = Input::Kind::Set;
    if (field.kind == Kind::Button && under(10) != 0) input.kind = Input::Kind::Confirm;
    input.item = static_cast<std::uint32_t>(under(4));
    input.value = value(field);
    return input;
  }

 private:
  feel::Value value(const FieldView& field) {
    if (!field.options.empty() && under(5) != 0) {
      const feel::Value option = field.options[under(field.options.size())].value;
      const bool many = field.kind == Kind::Checklist || field.kind == Kind::Taglist;
      return many ? feel::Value(feel::List{option}) : option;
    }
    const feel::Value all[] = {feel::Value(),
                               feel::Value(true),
                               feel::Value(false),
                               feel::Value::number(2500),
                               feel::Value(feel::List()),
                               feel::Value(std::string("2022-12-01")),
                               feel::Value(std::string("mail")),
                               feel::Value(std::string("x")),
                               feel::Value(std::string("周一一"))};
    return all[under(std::size(all))];
  }
  std::mt19937 random_;
};

// Every place of a value on the screen, as the submission must have it.
std::size_t leaves(const feel::Value& value) {
  if (value.is(feel::Kind::Context)) {
    std::size_t count = 0;
    for (const auto& [name, inner] : value.context().entries) count += leaves(inner);
    return count;
  }
  if (value.is(feel::Kind::List)) {
    std::size_t count = 0;
    bool items = false;
    for (const feel::Value& inner : value.list()) {
      items = items || inner.is(feel::Kind::Context);
      count += inner.is(feel::Kind::Context) ? leaves(inner) : 0;
    }
    return items ? count : 1;
  }
  return 1;
}

void any_order(const char* file, const Outside& outside, const char* facts, std::size_t computed) {
  std::size_t handed_on = 0;
  for (unsigned seed = 0; seed < 60; ++seed) {
    Hand hand(seed);
    Visit visit(form_file(file), outside, facts);
    for (int step = 0; step < 30; ++step) {
      const View seen = visit.look();
      ASSERT_EQ(same(seen), same(visit.look())) << file << " seed " << seed;
      const Input input = hand.touch(seen);
      const std::string error = visit.put_in(input);
      if (!error.empty()) {
        ASSERT_EQ(same(seen), same(visit.look())) << "a refused input changed it";
      }

      auto evaluation = now();
      const auto out = submission(*visit.form, visit.state, visit.facts, evaluation);
      const View after = visit.look();
      ASSERT_EQ(out.has_value(), after.complete) << file << " seed " << seed;
      if (!out) continue;
      ++handed_on;
      Screen screen;
      gather(after.fields, screen);
      std::size_t expected = computed;
      for (const FieldView* field : screen.fields) {
        ASSERT_TRUE(field->errors.empty());
        if (field->kind < Kind::Expression) ++expected;
        if (field->kind == Kind::List && field->items.empty()) ++expected;
      }
      ASSERT_EQ(leaves(feel::Value(*out)), expected) << flows::to_json(feel::Value(*out));
    }
  }
  EXPECT_GT(handed_on, 0U) << file;
}

TEST(AnyOrder, senior_allowance) {
  any_order("senior_allowance.form",
            {{"person.name", "person.phone", "person.address", "cards", "birth_date"}, {}},
            R"({"person": {"name": "陈秀英", "phone": "13800005206", "address": "龙华区清湖社区"},
                "birth_date": "@1940-02-29",
                "cards": [{"bank": "社保卡", "masked": "****6621", "token": "c1"}]})",
            1);
}

TEST(AnyOrder, newborn) {
  any_order("newborn.form", {{"birth.date", "birth.children", "papers"}, {}},
            R"({"birth": {"date": "@2022-11-01", "children": [{"sex": "2"}]}, "papers": []})", 1);
}

TEST(AnyOrder, every_kind) {
  any_order("every_kind.form", {{"person.name", "towns"}, {}},
            R"({"person": {"name": "陈"}, "towns": ["龙华", "观澜"]})", 1);
}

}  // namespace
}  // namespace dk::form
