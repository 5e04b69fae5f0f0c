// A terminal in a hall, its citizens and its edge, for tests: what an effect asks is answered here.
// Header only.
#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <string>

#include "flows/json/json.h"
#include "flows/main/item_folder.h"
#include "kiosk/citizen/rules.h"
#include "kiosk/citizen/update.h"

namespace dk::kiosk::citizen::test {

inline std::shared_ptr<const engine::Item> load_item(const std::string& id) {
  auto files = flows::read_item_folder(std::string(DK_PROJECT_DIR) + "/flows/catalogue/" + id);
  EXPECT_TRUE(files);
  if (!files) return nullptr;
  auto item = engine::Item::load(*files);
  EXPECT_TRUE(item);
  return item ? *item : nullptr;
}

// P02 of the sample persons: 73, everything in order.
inline Identity chen(Way way = Way::IdCard, int level = 2) {
  Identity person;
  person.way = way;
  person.name = "陈秀英";
  person.document_type = "id-card";
  person.document_number = "440309194905209540";
  person.birth = "1949-05-20";
  person.sex = 2;
  person.level = level;
  return person;
}
inline Identity liu(Way way = Way::IdCard) {
  Identity person = chen(way);
  person.name = "刘德海";
  person.document_number = "440309194103039551";
  person.birth = "1941-03-03";
  return person;
}

inline constexpr const char* kEligible = R"({"person": {"birth": "@1949-05-20",
  "hukou_city": "深圳", "records_agree": true, "phone": "13800000206"},
  "allowance": {"receiving": false,
  "cards": [{"label": "社保卡 尾号6621", "value": "6621"},
            {"label": "银行卡 尾号0387", "value": "0387"}]}})";

class Hall {
 public:
  explicit Hall(const std::vector<std::string>& items = {"senior-allowance"}) {
    fresh_.id = [this] {
      Uuid id;
      ++made_;
      id.bytes[14] = static_cast<std::uint8_t>(made_ >> 8);
      id.bytes[15] = static_cast<std::uint8_t>(made_);
      return id;
    };
    fresh_.salt = [] { return std::string(64, 'a'); };
    std::vector<std::shared_ptr<const engine::Item>> loaded;
    for (const std::string& id : items) loaded.push_back(load_item(id));
    SiteChanged site;
    site.ready = true;
    site.name = {{"zh-CN", "龙华区政务服务"}, {"zh-HK", "龍華區政務服務"}, {"en", "Longhua"}};
    site.terminal = "03";
    site.helper = true;
    feed(site);
    feed(CatalogueChanged{make_catalogue(loaded)});
    DevicesChanged devices;
    for (const Device device :
         {Device::IdCard, Device::SocialCard, Device::Scanner, Device::ReceiptPrinter}) {
      devices.devices[device] = {.there = true, .well = true, .trouble = {}};
    }
    feed(devices);
    feed(NetworkChanged{.online = true});
  }

  void feed(decltype(Event::what) what) {
    Step step = update(std::move(state), {std::move(what), now, steady}, fresh_);
    state = std::move(step.state);
    for (Effect& effect : step.effects) effects.push_back(std::move(effect));
  }
  void tap(const std::string& id) { feed(Tapped{id}); }
  // Seconds go by, one tick each as the loop would give.
  void wait(int count) {
    for (int i = 0; i < count; ++i) {
      now += std::chrono::seconds(1);
      steady += std::chrono::seconds(1);
      feed(Tick{});
    }
  }
  void card(const Identity& person) {
    feed(CardCame{person.way});
    feed(CardRead{person});
  }
  [[nodiscard]] CitizenView view() const { return view_of(state); }
  template <class V>
  [[nodiscard]] V page() const {
    const CitizenView all = view();
    const V* found = std::get_if<V>(&all.page);
    EXPECT_NE(found, nullptr) << "the page is " << page_of(all);
    return found ? *found : V{};
  }
  [[nodiscard]] std::string name() const { return page_of(view()); }
  // The last effect of that kind, taken out.
  template <class E>
  std::optional<E> taken() {
    for (auto it = effects.rbegin(); it != effects.rend(); ++it) {
      if (E* one = std::get_if<E>(&*it)) {
        std::optional<E> found = std::move(*one);
        effects.erase(std::next(it).base());
        return found;
      }
    }
    return std::nullopt;
  }
  template <class E>
  [[nodiscard]] int count() const {
    int found = 0;
    for (const Effect& effect : effects) found += std::holds_alternative<E>(effect) ? 1 : 0;
    return found;
  }
  // Facts of a JSON object; what it has not cannot be reached.
  void answer_facts(const std::string& json = kEligible) {
    const auto fetch = taken<FetchFacts>();
    ASSERT_TRUE(fetch);
    const feel::Value given = *flows::from_json(json);
    FactsAnswered answer{fetch->request, {.instance = fetch->instance, .answers = {}}};
    for (const engine::FactRequest& request : fetch->facts) {
      const feel::Value value = engine::at_path(given.context(), request.name);
      if (value.null()) {
        answer.facts.answers.emplace_back(std::unexpected(engine::FactTrouble::Unavailable));
      } else {
        answer.facts.answers.emplace_back(
            engine::FactValue{value, china_time(now), request.source});
      }
    }
    feed(answer);
  }
  void answer_save(Status status = {}) {
    for (Effect& effect : effects) {
      Save* save = std::get_if<Save>(&effect);
      if (save == nullptr || !std::holds_alternative<CaseRecord>(save->what)) continue;
      const Saved answer{save->save_id, status};
      saved_cases.push_back(std::get<CaseRecord>(save->what));
      effect = Play{};
      feed(answer);
      // Where it can be printed, the code comes first.
      if (const auto code = taken<MakeTakeAway>()) {
        feed(TakeAwayAnswered{code->record.id, "LHR1:ABC"});
      }
      return;
    }
    ADD_FAILURE() << "no case is to be saved";
  }
  // From the home screen to the form.
  void to_the_form(const Identity& person = chen(Way::Code, 3)) {
    tap("service[senior-allowance]");
    tap("guide.start");
    if (person.way == Way::Code) {
      feed(CardRead{person});
    } else {
      card(person);
    }
    tap("whom[me]");
    tap("notice.accept");
    answer_facts();
  }
  void to_the_decision() {
    tap("form.option[Field_card][0]");
    tap("form.confirm[Field_phone]");
    while (name().starts_with("form.")) tap("form.next");
    tap("review.submit");
    answer_save();
  }

  State state;
  TimePoint now = *from_rfc3339("2022-11-18T02:00:00Z");
  Milliseconds steady{1'000'000};
  std::vector<Effect> effects;
  std::vector<CaseRecord> saved_cases;

 private:
  Fresh fresh_;
  int made_ = 0;
};

}  // namespace dk::kiosk::citizen::test
