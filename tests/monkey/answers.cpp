// What the world answers to the machine's effects.
#include "flows/json/json.h"
#include "kiosk/citizen/rules.h"
#include "tests/monkey/world.h"

namespace dk::kiosk::monkey {

namespace c = citizen;

void World::carry_out(c::Effect effect) {
  const auto later = [this](auto answer) {
    answers_.emplace_back([this, answer] { feed(answer); });
  };
  if (auto* e = std::get_if<c::FetchFacts>(&effect)) {
    c::FactsAnswered answer{e->request, {.instance = e->instance, .answers = {}}};
    const std::string birth = chance(80) ? "@1949-05-20" : "@1960-04-05";
    const auto given = flows::from_json(R"({"person": {"birth": ")" + birth +
                                        R"(", "hukou_city": "深圳", "records_agree": true,
        "phone": ")" + phone_ + R"("}, "allowance": {"receiving": false, "cards": [{"label": ")" +
                                        planted_text() + R"(", "value": ")" + phone_ + R"("}]}})");
    const bool offline = chance(15);
    for (const engine::FactRequest& request : e->facts) {
      const feel::Value value = engine::at_path(given->context(), request.name);
      if (value.null() || offline) {
        answer.facts.answers.emplace_back(std::unexpected(engine::FactTrouble::Unavailable));
      } else {
        answer.facts.answers.emplace_back(
            engine::FactValue{value, c::china_time(now_), request.source});
      }
    }
    later(answer);
  } else if (auto* e = std::get_if<c::Save>(&effect)) {
    if (std::holds_alternative<c::CaseRecord>(e->what)) ++cases;
    later(c::Saved{e->save_id, chance(90) ? Status{} : Status(fail(FailureCode::disk_full))});
  } else if (auto* e = std::get_if<c::PrintReceipt>(&effect)) {
    later(c::PaperChanged{e->job, c::Paper::Printing, 0, {}});
    const std::size_t how = dice(4);
    later(how == 0   ? c::PaperChanged{e->job, c::Paper::Failed, 0, FailureCode::paper_out}
          : how == 1 ? c::PaperChanged{e->job, c::Paper::Unknown, 0, FailureCode::printer_fault}
                     : c::PaperChanged{e->job, c::Paper::Printed, 100, {}});
  } else if (auto* e = std::get_if<c::PrintTicket>(&effect)) {
    later(c::PaperChanged{e->job, c::Paper::Printed, 100, {}});
  } else if (auto* e = std::get_if<c::MakeTakeAway>(&effect)) {
    later(c::TakeAwayAnswered{e->record.id, chance(90) ? "LHR1:" + planted_text() : ""});
  } else if (auto* e = std::get_if<c::AskCode>(&effect)) {
    c::CodeAnswered answer{.request = e->request, .code = {}, .seconds = 60};
    if (chance(80)) answer.code = chance(60) ? "LH1:" + planted_text() : "";
    later(std::move(answer));
  } else if (auto* e = std::get_if<c::AskCases>(&effect)) {
    c::CasesAnswered answer{.request = e->request, .lines = {}};
    if (chance(70)) {
      answer.lines.emplace();
      for (std::size_t i = dice(20); i > 0; --i) {
        answer.lines->push_back({.number = "LH221118-2K7M-9QX",
                                 .title = "高龄津贴",
                                 .status_key = "approved",
                                 .at = now_});
      }
    }
    later(answer);
  } else if (auto* e = std::get_if<c::AskCertificates>(&effect)) {
    c::CertificatesAnswered answer{.request = e->request, .lines = {}};
    if (chance(70)) answer.lines.emplace().push_back({.title = "社保参保证明", .issuer = "社保局"});
    later(answer);
  } else if (auto* e = std::get_if<c::AskSubjects>(&effect)) {
    later(c::SubjectsAnswered{e->request, {{c::Whom::Child, "s1", person(c::Way::Code, 2), ""}}});
  } else if (auto* e = std::get_if<c::GiveAway>(&effect)) {
    moved_session_ = e->session;
    later(c::MoveAnswered{e->request,
                          chance(80) ? std::optional("DKM" + planted_text()) : std::nullopt, 900});
  } else if (auto* e = std::get_if<c::TakeOver>(&effect)) {
    if (chance(70) && !moved_session_.empty()) {
      later(c::TakenOver{e->request, moved_session_, {}});
    } else {
      later(c::TakenOver{e->request, chance(50) ? "{}" : "", FailureCode::code_expired});
    }
  } else if (auto* e = std::get_if<c::AskHelp>(&effect)) {
    later(c::HelpAnswered{e->request, e->ticket, chance(30)});
  } else if (std::holds_alternative<c::EndSession>(effect)) {
    c::Wiped wiped{{{"identity", !state_.session}}};
    for (auto& part : screen_->wipe()) wiped.what.push_back(std::move(part));
    feed(wiped);
  } else if (auto* e = std::get_if<c::OpenInput>(&effect)) {
    screen_->open_input(*e);
  } else if (std::holds_alternative<c::CloseInput>(effect)) {
    screen_->close_input();
  } else if (auto* e = std::get_if<c::SetLanguage>(&effect)) {
    screen_->language(e->language);
  }
}

}  // namespace dk::kiosk::monkey
