#include "kiosk/screens/citizen/words.h"

#include <array>

namespace dk::kiosk::screens {

using citizen::Device;
using citizen::Finish;
using citizen::Way;
using citizen::Whom;

AreaLook look_of_area(std::string_view area) {
  struct Known {
    std::string_view area;
    AreaLook look;
  };
  constexpr Gradient kPlain{theme::kBrand700, theme::kBrand800};
  static constexpr std::array<Known, 8> kKnown{{
      {"instant", {icons::kLightning, theme::kBrandTint, theme::kInstant}},
      {"journey", {icons::kStack, theme::kTealTint, theme::kOneThing}},
      {"proactive", {icons::kGift, theme::kFlowerTint, theme::kBenefit}},
      {"print", {icons::kPrinter, theme::kIndigoTint, {theme::kIndigo700, {0x322B7D}}}},
      {"booking", {icons::kTicket, theme::kBrandTint, kPlain}},
      {"progress", {icons::kListSearch, theme::kBrandTint, kPlain}},
      {"appeals", {icons::kChatDots, theme::kFlowerTint, theme::kBenefit}},
      {"health", {icons::kHeartbeat, theme::kGreenTint, theme::kConfirmed}},
  }};
  for (const Known& one : kKnown) {
    if (one.area == area) return one.look;
  }
  return {icons::kSquares, theme::kBrandTint, kPlain};
}

std::string area_title(std::string_view area) {
  return tr("citizen.area." + std::string(area.empty() ? "all" : area));
}

std::string area_line(std::string_view area, Finish finish) {
  if (finish == Finish::TakenIn) return tr("citizen.area.taken_in");
  return tr("citizen.area." + std::string(area) + ".line");
}

std::string finish_chip(Finish finish) {
  switch (finish) {
    case Finish::Here:
      return {};
    case Finish::TakenIn:
      return tr("citizen.finish.taken_in");
    case Finish::NeedsNet:
      return tr("citizen.finish.needs_net");
    case Finish::NeedsDevice:
      return tr("citizen.finish.needs_device");
    case Finish::Elsewhere:
      return tr("citizen.finish.elsewhere");
  }
  return {};
}

std::string device_word(Device device) {
  switch (device) {
    case Device::IdCard:
      return tr("citizen.device.id_card");
    case Device::SocialCard:
      return tr("citizen.device.social_card");
    case Device::Scanner:
      return tr("citizen.device.scanner");
    case Device::ReceiptPrinter:
      return tr("citizen.device.receipt");
    case Device::PagePrinter:
      return tr("citizen.device.pages");
    case Device::Camera:
      return tr("citizen.device.camera");
  }
  return {};
}

std::string way_word(Way way) {
  switch (way) {
    case Way::IdCard:
      return tr("citizen.way.id_card");
    case Way::SocialCard:
      return tr("citizen.way.social_card");
    case Way::Code:
      return tr("citizen.way.code");
  }
  return {};
}

std::string source_word(std::string_view source) {
  return source.empty() ? std::string() : tr("citizen.source." + std::string(source));
}

std::string whom_word(Whom whom) {
  switch (whom) {
    case Whom::Me:
      return tr("citizen.whom.me");
    case Whom::Child:
      return tr("citizen.whom.child");
    case Whom::Parent:
      return tr("citizen.whom.parent");
    case Whom::Firm:
      return tr("citizen.whom.firm");
  }
  return {};
}

std::string seconds_word(int seconds) {
  return tr("citizen.words.seconds", {{"seconds", std::to_string(seconds)}});
}

}  // namespace dk::kiosk::screens
