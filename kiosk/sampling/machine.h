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

// One save in the making: what will be true, and what tells the district and the audit log so.
struct Draft {
  Saving saving;
  std::vector<Save::Item> items;
  std::vector<audit::Record> audit;
};

struct Machine {
  State& s;
  std::vector<Effect>& effects;
  const NewId& new_id;
  TimePoint now{};
  Milliseconds steady{};

  // machine.cpp
  void handle(const Event& event);
  void tick();
  void by_itself();
  void site_changed(const SiteChanged& site);
  [[nodiscard]] Draft draft(Saving::What what) const;
  // Adds an event; gives its id.
  Uuid tell(Draft& draft, std::string_view type, std::string body) const;
  void save(Draft draft);
  void note(audit::Record record);  // an audit entry without an event
  void play(Sound sound) { effects.emplace_back(Play{sound}); }
  void show(AlertView alert, Sound sound);
  void refuse(FailureCode code);
  [[nodiscard]] Uuid shift_id() const { return s.durable.shift ? s.durable.shift->id : Uuid{}; }
  [[nodiscard]] std::string site_name() const;

  // saved.cpp
  void saved(const Saved& answer);
  void succeeded(Saving done, Milliseconds answered);

  // trouble.cpp
  void not_saved(Saving failed, FailureCode why);
  void promise_not_made(const Saving& failed, FailureCode why);
  void store_changed(const StoreChanged& store);
  [[nodiscard]] bool held_up(const Event& event);

  // staff.cpp
  void badge(const StaffBadge& badge);
  void pin_key(const std::string& key);
  void pin_enter();
  void pin_checked(bool right);
  void sign_out();
  void forget_face();

  // shift.cpp
  void lock(const std::string& reason);
  void shift_tap(const std::string& id);
  void close_shift(Draft& draft, const std::string& reason) const;
  void end_shift(const std::string& reason);

  // scan.cpp
  void scan(const Event& event, const Scan& scan);
  void credential(const Credential& credential, Milliseconds last_byte);
  void register_person(const Credential& credential, Milliseconds last_byte, bool repeat);
  void tube(const std::string& code);
  void open_tube(Draft& draft, const std::string& code, int capacity) const;
  void put_into_tube(Draft& draft, const Credential& who, bool repeat) const;
  // Moves the open tube of the draft to the sealed ones, with its label.
  void close_tube(Draft& draft, const std::string& reason) const;

  // alerts.cpp
  bool alert_tap(const std::string& id);
  void acknowledge();
  void skip();
  void call_help();
  void dispute();
  void show_reason(bool held);
  void single_only(const Credential& who);
  void register_single(const std::string& tube);

  // late_hits.cpp
  void ask_comparison();
  void compared(const Compared& answer);
  void show_late_hit();
  void late_hit_seen();

  // desk.cpp
  void tapped(const Event& event, const std::string& id);
  void desk_tap(const std::string& id);
  void ask_tap(const std::string& id);
  void manual_key(const std::string& id);
  void ask_undo();
  void ask_seal(AskView::Kind kind);
  void change_tube();
  void undo();
  void seal(const std::string& reason);
  void choose_capacity(const std::string& text);

  // packing.cpp
  void enter_packing();
  void packing_scan(const Scan& scan);
  void packing_tap(const std::string& id);
  void open_box(const std::string& code);
  void pack(const std::string& tube);
  void unpack(const std::string& tube, const std::string& reason);

  // boxes.cpp
  void count_tap(const std::string& id);
  void tick_tube(const std::string& tube);
  void count(int counted, const std::vector<std::string>& missing);
  void close_box();
  void courier(const StaffBadge& badge);
  void print_list_again();

  // labels.cpp
  void print_next();
  void send(const PrintJob& job);
  void printed(const Printed& outcome);
  void tell_later(AlertView alert);
  void show_later();
  void resume_labels();
  void print_page(PrintJob job);
  void printed_item(Draft& draft, const PrintJob& job, const std::string& result,
                    const std::string& why) const;
};

[[nodiscard]] std::optional<std::string> key_in_brackets(const std::string& id,
                                                         std::string_view name);
// Audit entries name a tube or a box by its digest only.
[[nodiscard]] crypto::Digest tube_digest(const std::string& tube);
// The counters are of one day in China; an open tube goes over midnight.
void roll_day(Durable& durable, TimePoint now);

}  // namespace dk::kiosk::sampling
