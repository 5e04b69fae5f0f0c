#include "tests/monkey/world.h"

#include <algorithm>

#include "flows/main/item_folder.h"
#include "kiosk/citizen/rules.h"

namespace dk::kiosk::monkey {

namespace c = citizen;

namespace {

// Characters that stand in no text of ours; all of them have glyphs.
constexpr const char* kRare[] = {"龘", "靐", "齉", "爩", "鱻", "麤", "灪", "籲",
                                 "鸞", "驫", "麣", "纛", "鬱", "虪", "齾", "黌"};
constexpr int kLongestWait = 1200;  // seconds until everybody has gone home

std::shared_ptr<const engine::Item> load_item(const std::string& id) {
  auto files = flows::read_item_folder(std::string(DK_PROJECT_DIR) + "/flows/catalogue/" + id);
  if (!files) std::abort();
  auto item = engine::Item::load(*files);
  if (!item) std::abort();
  return *item;
}

}  // namespace

World::World(std::uint64_t seed, bool wide) : random_(seed) {
  now_ = *from_rfc3339("2022-11-18T02:00:00Z");
  fresh_.id = [this] {
    Uuid id;
    for (auto& byte : id.bytes) byte = static_cast<std::uint8_t>(random_());
    return id;
  };
  fresh_.salt = [] { return std::string(64, 'a'); };
  state_.own_access.wide = wide;
  state_.access.wide = wide;
  screen_ = std::make_unique<Screen>(
      Screen::Hooks{.view = [this] { return c::view_of(state_); },
                    .feed = [this](c::Event event) { take(std::move(event)); }},
      wide);
  c::SiteChanged site;
  site.ready = true;
  site.name = {{"zh-CN", "龙华区政务服务"}, {"zh-HK", "龍華區政務服務"}, {"en", "Longhua"}};
  site.terminal = "03";
  site.helper = true;
  feed(site);
  feed(c::CatalogueChanged{c::make_catalogue({load_item("senior-allowance")})});
  feed(c::VoicesChanged{{"zh-CN", "zh-HK", "en"}});
}

void World::take(c::Event event) { feed(std::move(event.what)); }

void World::feed(decltype(c::Event::what) what) {
  c::Step step = c::update(std::move(state_), {std::move(what), now_, steady_}, fresh_);
  state_ = std::move(step.state);
  for (c::Effect& effect : step.effects) effects_.push_back(std::move(effect));
  if (carrying_out_) return;  // whoever is at it goes on
  carrying_out_ = true;
  while (!effects_.empty()) {
    c::Effect effect = std::move(effects_.front());
    effects_.erase(effects_.begin());
    carry_out(std::move(effect));
  }
  carrying_out_ = false;
}

c::Identity World::person(c::Way way, int level) const {
  c::Identity one;
  one.way = way;
  one.name = name_;
  one.document_type = "id-card";
  one.document_number = number_;
  one.birth = "1949-05-20";
  one.sex = 2;
  one.level = level;
  return one;
}

std::string World::planted_text() {
  std::string text;
  for (int i = 0; i < 4; ++i) text += kRare[dice(std::size(kRare))];
  planted_.push_back(text);
  return text;
}

void World::complain(const std::string& what) {
  if (!told_.insert(what).second) return;
  const c::Access& access = state_.access;
  wrong_.push_back(c::page_of(c::view_of(state_)) + " " + state_.language +
                   (access.elder ? " elder" : "") + (access.low_reach ? " low" : "") + ": " + what);
}

void World::begin() {
  planted_.clear();
  wrong_.clear();
  told_.clear();
  name_.clear();
  name_ = planted_text();
  number_ = "440309194905";
  for (int i = 0; i < 6; ++i) number_ += static_cast<char>('0' + dice(10));
  phone_ = "199";
  for (int i = 0; i < 8; ++i) phone_ += static_cast<char>('0' + dice(10));
  planted_.push_back(number_);
  planted_.push_back(phone_);
  moved_session_.clear();
  c::DevicesChanged devices;
  for (const c::Device device :
       {c::Device::IdCard, c::Device::SocialCard, c::Device::Scanner, c::Device::ReceiptPrinter}) {
    devices.devices[device] = {.there = true, .well = !chance(8), .trouble = {}};
  }
  feed(devices);
  feed(c::NetworkChanged{.online = !chance(15)});
}

// The way of somebody who knows what to do, as far as it goes today: dice alone seldom hand in a
// case.
void World::go_ahead() {
  const auto press = [this](const char* id) {
    if (const UiNode* node = screen_->tree().find(id)) screen_->press(UiNode(*node));
    screen_->draw();
    look();
    answer(true);
    screen_->draw();
    ++steps;
  };
  if (state_.page == c::Page::Attract) press("attract.start");
  press("service[senior-allowance]");
  press("guide.start");
  ++sessions;
  feed(c::CardRead{person(c::Way::Code, 3)});
  screen_->draw();
  press("whom[me]");
  const std::size_t far = dice(8);
  for (const char* id : {"notice.accept", "form.option[Field_card][0]", "form.confirm[Field_phone]",
                         "form.next", "review.submit"}) {
    if (far > 1) press(id);
  }
}

std::vector<std::string> World::visit(int most_steps) {
  begin();
  screen_->draw();
  if (chance(50)) go_ahead();
  for (std::size_t i = 3 + dice(static_cast<std::size_t>(most_steps)); i > 0; --i) {
    step();
    screen_->draw();
    look();
    answer(false);
    ++steps;
  }
  leave();
  return wrong_;
}

void World::step() {
  const std::size_t what = dice(100);
  if (what < 62) return tap();
  if (what < 70) {
    constexpr const char* kKeys[] = {"2",  "4",    "6",    "8",     "enter", "tab", "esc", "back",
                                     "up", "down", "left", "right", "space", "5",   "star"};
    return screen_->key(kKeys[dice(std::size(kKeys))]);
  }
  if (what < 82) return card();
  if (what < 88) return types();
  if (what < 95) return time_passes(static_cast<int>(chance(80) ? 1 + dice(20) : dice(150)));
  trouble();
}

void World::tap() {
  std::vector<const UiNode*> there;
  for (const UiNode& node : screen_->tree().nodes()) {
    const bool target = std::ranges::any_of(screen_->checks().targets,
                                            [&](const auto& one) { return one.id == node.id; });
    if (target && node.state.find("disabled") == std::string::npos) there.push_back(&node);
  }
  if (there.empty()) return;
  std::vector<const UiNode*> onward;
  for (const UiNode* one : there) {
    for (const char* part :
         {"form.", "review.", "notice.", "sign.", "decision.", "whom", "guide.start"}) {
      if (one->id.starts_with(part)) onward.push_back(one);
    }
  }
  if (!onward.empty() && chance(50)) there = onward;
  const UiNode node = *there[dice(there.size())];
  // A visit that always leaves early sees little: the ways out are taken less often.
  const bool out = node.id == "page.exit" || node.id.ends_with(".finish") || node.id == "page.home";
  if (out && chance(70)) return;
  ++targets[node.id.substr(0, node.id.find('['))];
  if (!chance(4)) return screen_->press(node);
  screen_->finger(node, true);
  screen_->draw();
  time_passes(static_cast<int>(dice(4)));
  screen_->finger(node, false);
}

void World::card() {
  constexpr c::Way kWays[] = {c::Way::IdCard, c::Way::SocialCard, c::Way::Code, c::Way::Code};
  const c::Way way = kWays[dice(4)];
  switch (dice(7)) {
    case 0:
      if (state_.card_in) feed(c::CardGone{*state_.card_in});
      return;
    case 1:
      return feed(c::LoginRefused{way, FailureCode::card_removed});
    case 2:
      return feed(c::MoveScanned{"DKM" + planted_text()});
    case 3: {  // somebody else
      c::Identity other = person(way, 2);
      other.name = planted_text();
      other.document_number[15] = other.document_number[15] == '0' ? '1' : '0';
      planted_.push_back(other.document_number);
      if (way != c::Way::Code) feed(c::CardCame{way});
      return feed(c::CardRead{other});
    }
    default:
      if (!state_.session) ++sessions;
      if (way != c::Way::Code) feed(c::CardCame{way});
      return feed(c::CardRead{person(way, way == c::Way::Code && !chance(20) ? 3 : 2)});
  }
}

// As the pad's edge tells it; "done" closes the pad first.
void World::types() {
  if (!screen_->typing() || state_.editing.empty()) return tap();
  const c::Typing typing{state_.editing, chance(50) ? planted_text() : phone_, chance(40)};
  if (typing.done) screen_->close_input();
  feed(typing);
}

void World::time_passes(int seconds) {
  for (int i = 0; i < seconds; ++i) {
    now_ += std::chrono::seconds(1);
    steady_ += std::chrono::seconds(1);
    feed(c::Tick{});
  }
}

void World::trouble() {
  switch (dice(5)) {
    case 0:
      return feed(c::NetworkChanged{.online = !state_.network.online, .waiting = dice(3)});
    case 1:
      return feed(c::ScreenFailed{});
    case 2: {
      constexpr const char* kLanguages[] = {"zh-CN", "zh-HK", "en"};
      return feed(c::Tapped{"dock.lang[" + std::string(kLanguages[dice(3)]) + "]"});
    }
    case 3:
      return feed(c::Tapped{"page.move"});
    default: {
      c::DevicesChanged devices = state_.devices;
      constexpr c::Device kDevices[] = {c::Device::IdCard, c::Device::SocialCard,
                                        c::Device::Scanner, c::Device::ReceiptPrinter};
      auto& one = devices.devices[kDevices[dice(4)]];
      one.well = !one.well;
      one.trouble = one.well ? std::nullopt : std::optional(FailureCode::device_offline);
      return feed(devices);
    }
  }
}

// Some of what was asked, in any order; now and then it is lost.
void World::answer(bool all) {
  while (!answers_.empty() && (all || chance(60))) {
    const auto one = answers_.begin() + static_cast<std::ptrdiff_t>(dice(answers_.size()));
    const std::function<void()> give = std::move(*one);
    answers_.erase(one);
    if (!chance(4)) give();
  }
}

void World::look() {
  const c::CitizenView view = c::view_of(state_);
  std::string page = c::page_of(view);
  ++pages[page.substr(0, page.find('.'))];
  if (view.modal) ++pages["modal"];
  if (screen_->typing()) ++pages["input"];
  const Checks& checks = screen_->checks();
  for (const auto& words : checks.clipped) complain("does not fit: " + words);
  for (const auto& words : checks.missing_glyphs) complain("no letter: " + words);
  for (const auto& id : checks.duplicate_ids) complain("twice: " + id);
  for (const auto& id : checks.out_of_keys_reach) complain("no arrow leads to " + id);
  for (const UiNode& node : screen_->tree().nodes()) {
    if (node.label.find(number_) != std::string::npos) complain("whole number at " + node.id);
    if (node.label.find(name_) != std::string::npos) complain("whole name at " + node.id);
  }
}

// Walks away, or ends properly; half of what was asked comes when nobody is there any more.
void World::leave() {
  if (chance(30)) feed(c::Tapped{"page.exit"});
  for (int waited = 0; waited < kLongestWait; ++waited) {
    time_passes(1);
    if (waited % 3 == 0) answer(false);
    if (waited % 25 == 0) {
      screen_->draw();
      look();
    }
    if (state_.page == c::Page::TakeCard && chance(20)) feed(c::CardGone{*state_.card_in});
    if (state_.session || (state_.page != c::Page::Home && state_.page != c::Page::Attract))
      continue;
    if (state_.login || state_.help || !state_.search.empty() || state_.language != "zh-CN" ||
        state_.access != state_.own_access)
      continue;
    break;
  }
  if (state_.card_in) feed(c::CardGone{*state_.card_in});
  answer(true);
  screen_->present();
  screen_->draw();
  for (const std::string& what : left_over()) complain(what);
}

std::vector<std::string> World::left_over() const {
  std::vector<std::string> found;
  const auto must = [&](bool clean, const char* what) {
    if (!clean) found.emplace_back(what);
  };
  must(state_.page == c::Page::Home || state_.page == c::Page::Attract, "stuck");
  must(!state_.session, "somebody is logged in");
  must(!state_.login && !state_.help, "a page of the last person is kept");
  must(state_.search.empty() && state_.editing.empty() && !screen_->typing(), "typed text is kept");
  must(state_.back.empty() && !state_.asking && !state_.toast, "there is a way back");
  must(state_.access == state_.own_access && state_.language == state_.own_language,
       "the next person finds another look");
  must(screen_->signature().strokes.empty(), "a signature is kept");
  std::vector<std::pair<std::string, std::string_view>> places;
  places.emplace_back("state",
                      std::string_view(reinterpret_cast<const char*>(&state_), sizeof state_));
  for (const std::string_view memory : screen_->memory()) places.emplace_back("screen", memory);
  for (const UiNode& node : screen_->tree().nodes()) {
    places.emplace_back(node.id, node.label);
    places.emplace_back(node.id, node.id);
  }
  for (const std::string& marker : planted_) {
    for (const auto& [where, bytes] : places) {
      // Without its first byte: emptying a std::string writes over that one only.
      const auto at = bytes.find(std::string_view(marker).substr(1));
      if (at == std::string_view::npos) continue;
      found.push_back("planted text is left in " + where + " at " + std::to_string(at));
    }
  }
  return found;
}

}  // namespace dk::kiosk::monkey
