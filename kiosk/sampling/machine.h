// The working parts of update(): a state being changed and the effects collected on the way.
// Inside kiosk/sampling only; each .cpp holds the handlers of one topic.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/crypto/crypto.h"
#include "kiosk/sampling/rules.h"
#include "kiosk/sampling/update.h"

namespace dk::kiosk::sampling {

struct Machine {
  State& s;
  std::vector<Effect>& effects;
  const NewId& new_id;
  TimePoint now{};
  Milliseconds steady{};

  // machine.cpp
  void handle(const Event& event);
  void tick();
  void site_changed(const SiteChanged& site);
  void saved(const Saved& answer);
  void save(Saving saving, std::vector<Save::Item> items, std::vector<audit::Record> audit);
  void play(Sound sound) { effects.emplace_back(Play{sound}); }
  void show(AlertView alert, Sound sound);
  void refuse(FailureCode code, TimePoint at = {});

  // staff.cpp
  void badge(const StaffBadge& badge);
  void pin_key(const std::string& key);
  void pin_enter();
  void pin_checked(bool right);
  void sign_out();

  // scan.cpp
  void scan(const Event& event, const Scan& scan);
  void credential(const Credential& credential, Milliseconds last_byte);
  void tube(const std::string& code);

  // desk.cpp
  void tapped(const Event& event, const std::string& id);
  void manual_key(const std::string& id);
  void ask_undo();
  void ask_seal();
  void change_tube();
  void undo();
  void seal(const std::string& reason);
  [[nodiscard]] Save::Item sealed_item(const Tube& tube, const std::string& reason) const;
  [[nodiscard]] audit::Record sealed_audit(const Tube& tube, const Uuid& event) const;
  [[nodiscard]] std::optional<PrintJob> label_for(const Tube& tube,
                                                  const std::string& reason) const;

  // labels.cpp
  void print_next();
  void printed(const Printed& outcome);
  void resume_labels();
  [[nodiscard]] Save::Item label_item(const PrintJob& job, const std::string& result) const;
};

[[nodiscard]] std::optional<std::string> key_in_brackets(const std::string& id,
                                                         std::string_view name);
// Audit entries name a tube by its digest only.
[[nodiscard]] crypto::Digest tube_digest(const std::string& tube);

}  // namespace dk::kiosk::sampling
