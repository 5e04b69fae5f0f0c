// Reads form-js's JSON into a Schema. Inside flows/form; one thread.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "flows/form/object.h"
#include "flows/form/schema.h"

namespace dk::form {

class Loader {
 public:
  Loader(Schema& schema, const Outside& outside) : schema_(schema), outside_(outside) {}
  void load(const feel::Value& file);

 private:
  // Where a component stands.
  struct Place {
    std::vector<std::string> path;   // of the groups around it, within the item
    std::vector<std::string> claim;  // the same from the form on; "[]" where a list repeats
    bool in_list = false;
    bool list_filled = false;  // the nearest list has dk:fillFrom
    int depth = 0;
  };

  // loader.cpp: the tree, names and paths
  void learn_names(const feel::Value& components);
  std::vector<Field> components(Object& parent, const Place& place, const std::string& position);
  Field component(const feel::Value& value, const Place& place, const std::string& position);
  void identify(Field& field, Object& object, const std::string& position);
  void bind(Field& field, Object& object, const Place& place, Place& inner);
  void claim(const Object& object, const std::vector<std::string>& path, bool closed, bool list);
  void own_properties(Field& field, Object& object, const Place& place, Place& inner);
  void fill_from(Field& field, const Object& object, const std::string& fact, const Place& place);

  // loader_kinds.cpp: what each kind has
  void kind(Field& field, Object& object, const Place& inner, const std::string& position);
  void common(Field& field, Object& object);
  void input(Field& field, Object& object);
  void validation(Field& field, Object& object);
  void fallback(Field& field, Object& object);
  void date(Field& field, Object& object);
  void choices(Field& field, Object& object);
  void table(Field& field, Object& object);
  void image(Field& field, Object& object);

  // loader_words.cpp: texts and expressions
  feel::Program program(const Object& object, std::string_view name, std::string_view text);
  std::optional<Condition> condition(Object& object, std::string_view name);
  Words words(Object& object, std::string_view name);
  Words as_words(const Object& object, std::string_view name, std::string text);
  Bound bound(Object& object, std::string_view name);

  enum class Claimed : std::uint8_t { Open, Closed, List };
  Schema& schema_;
  const Outside& outside_;
  feel::Names names_;
  std::size_t fields_ = 0;
  std::size_t expressions_ = 0;
  std::size_t expression_bytes_ = 0;
  std::set<std::string> ids_;
  std::map<std::vector<std::string>, Claimed> claimed_;
};

}  // namespace dk::form
