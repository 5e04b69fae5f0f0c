// One field with a value: its options, where its value comes from, what is wrong with it. Inside
// flows/form; of one reading, one thread.
#pragma once

#include <optional>
#include <vector>

#include "flows/form/settle.h"

namespace dk::form {

class FieldReader {
 public:
  // All of them outlive it.
  FieldReader(const Schema& schema, const State& state, const feel::Value& facts,
              feel::Evaluation& evaluation, bool submitting)
      : schema_(schema),
        state_(state),
        facts_(facts),
        evaluation_(evaluation),
        submitting_(submitting) {}

  void read(Node& node, const Scope& scope);
  // Of dk:fillFrom; null: there is none, or nobody knows it.
  [[nodiscard]] feel::Value fact_of(const Field& field, const Scope& scope) const;

 private:
  void compute(Node& node, const Scope& scope);
  void options(Node& node, const Scope& scope);
  void value(Node& node, const Scope& scope);
  void check(Node& node, const Scope& scope);
  [[nodiscard]] std::optional<feel::Value> taken(const Node& node, const feel::Value& value) const;

  const Schema& schema_;
  const State& state_;
  const feel::Value& facts_;
  feel::Evaluation& evaluation_;
  const bool submitting_;
};

}  // namespace dk::form
