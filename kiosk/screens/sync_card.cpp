// Where the registrations are: on this machine, on the way, at the district. Three numbers that
// always add up, and one sentence. Colour, icon and word say the same.
#include "kiosk/screens/parts.h"
#include "kiosk/screens/words.h"

namespace dk::kiosk::screens {

namespace {

constexpr Box kCard{1388, 636, 500, 284};

struct SyncLook {
  Colour ground, ink;
  Icon icon;
  std::string title, line;
  const char* state;
};

SyncLook sync_look(const SamplingView& view) {
  if (view.sync_trouble) {
    return {theme::kRed100,
            theme::kRed700,
            icons::kWarning,
            tr("sampling.sync.trouble"),
            trouble_words(*view.sync_trouble).what,
            "trouble"};
  }
  if (!view.online) {
    return {theme::kAmber100,
            theme::kAmber800,
            icons::kWifiSlash,
            tr("sampling.sync.offline"),
            tr("sampling.sync.offline_line"),
            "offline"};
  }
  if (view.saved + view.sent > 0) {
    return {theme::kBrand100,
            theme::kBrand800,
            icons::kCloudUp,
            tr("sampling.sync.sending"),
            tr("sampling.sync.sending_line"),
            "sending"};
  }
  return {theme::kGreen100,
          theme::kGreen800,
          icons::kCheckCircle,
          tr("sampling.sync.synced"),
          tr("sampling.sync.synced_line"),
          "synced"};
}

struct Part {
  const char* id;
  std::string label;
  std::uint64_t value;
  float x, w, em;
};

void draw_part(Ui& ui, const Part& part, Colour ink) {
  const std::string digits = number(static_cast<std::int64_t>(part.value));
  // The three numbers stand on one base line, the first is the largest.
  const float drop = (84 - part.em) * 0.38F;
  ui.text({part.x, 710 + drop, part.w, 92}, digits,
          {.em = part.em, .weight = Weight::Bold, .colour = ink});
  ui.text({part.x, 803, part.w, 38}, part.label, {.em = 28, .colour = theme::kInk700});
  ui.node(part.id, Role::Counter, part.label + " " + digits, digits, {part.x, 718, part.w, 122});
}

}  // namespace

void draw_sync(Ui& ui, const SamplingView& view) {
  const SyncLook look = sync_look(view);
  ui.rect(kCard, look.ground, 32);
  ui.border(kCard, look.ink, 4, 32);
  ui.icon(1420, 660, 48, look.icon, look.ink);
  float right = 1856;
  if (view.quarantined > 0) {
    right -= 12 + ui.chip(0, 658,
                          tr("sampling.sync.quarantined",
                             {{"count", number(static_cast<std::int64_t>(view.quarantined))}}),
                          {.icon = icons::kWarning,
                           .ground = theme::kWhite,
                           .ink = theme::kRed700,
                           .right = right});
    ui.node("sampling.counter.quarantined", Role::Counter,
            tr("sampling.sync.quarantined",
               {{"count", number(static_cast<std::int64_t>(view.quarantined))}}),
            number(static_cast<std::int64_t>(view.quarantined)), {right, 658, 1856 - right, 52});
  } else if (!view.online) {
    right -=
        12 +
        ui.chip(
            0, 658, tr("sampling.sync.stored_here"),
            {.icon = icons::kHardDrives, .ground = theme::kWhite, .ink = look.ink, .right = right});
  }
  ui.text({1482, 660, right - 1482, 49}, look.title,
          {.em = 36, .weight = Weight::Bold, .colour = look.ink});
  ui.node("sampling.sync", Role::Status, look.title + " " + look.line, look.state, kCard);
  const Part parts[] = {
      {"sampling.counter.saved", tr("sampling.counter.saved"), view.saved, 1420, 176, 84},
      {"sampling.counter.sent", tr("sampling.counter.sent"), view.sent, 1606, 96, 56},
      {"sampling.counter.confirmed", tr("sampling.counter.confirmed"), view.confirmed_count, 1712,
       150, 56}};
  for (const Part& part : parts) draw_part(ui, part, theme::kInk900);
  const TextStyle line{.em = 30};
  if (ui.measure(look.line, line) <= 440) {
    ui.text({1420, 855, 440, 44}, look.line, line);
  } else {
    ui.paragraph({1420, 844, 440, 66}, look.line, line, 1.15F);
  }
}

}  // namespace dk::kiosk::screens
