#include "kiosk/session/district_facts.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/log.h"
#include "flows/json/json.h"

namespace dk::kiosk {

namespace {

using engine::FactAnswer;
using engine::FactRequest;
using engine::FactTrouble;

struct Kept {
  std::string_view retention;
  std::chrono::seconds time;
};
constexpr std::array kKept = {Kept{"case", std::chrono::days(1)},
                              Kept{"register", std::chrono::days(7)}};

feel::DateTime date_time_of(TimePoint at) {
  return feel::parse_date_time(to_rfc3339(at)).value_or(feel::DateTime{});
}

// "1949-05-20"; a document that does not say it has none.
feel::Value date_of(const std::string& text) {
  const auto date = feel::parse_date(text);
  return date ? feel::Value(*date) : feel::Value();
}

bool is_districts(std::string_view source) {
  return source == "share" || source == "lic" || source == "list";
}

FactTrouble trouble_of(std::string_view word) {
  if (word == wire::kFactRefused) return FactTrouble::Refused;
  if (word == wire::kFactTooOld) return FactTrouble::TooOld;
  return FactTrouble::Unknown;
}

}  // namespace

std::chrono::seconds kept_for(std::string_view retention_class) {
  const auto found = std::ranges::find(kKept, retention_class, &Kept::retention);
  return found == kKept.end() ? std::chrono::seconds(0) : found->time;
}

DistrictFacts::DistrictFacts(cache::Remote& district, FactCache* cache, const Clock& clock,
                             UuidGenerator& ids, std::shared_ptr<const engine::Item> item,
                             SignedIn who)
    : district_(district),
      cache_(cache),
      clock_(clock),
      ids_(ids),
      item_(std::move(item)),
      who_(std::move(who)) {}

DistrictFacts::~DistrictFacts() { forget(who_); }

std::vector<FactAnswer> DistrictFacts::get(const std::vector<FactRequest>& requests,
                                           std::chrono::milliseconds timeout) {
  std::vector<FactAnswer> answers(requests.size(), std::unexpected(FactTrouble::Unknown));
  Places elsewhere;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    if (requests[i].source == "card") {
      answers[i] = of_document(requests[i]);
    } else if (is_districts(requests[i].source)) {
      elsewhere.push_back(i);
    }
  }
  // Beyond the bound of one question nobody asks: an item has not so many facts.
  if (elsewhere.size() > wire::kMaxFacts) elsewhere.resize(wire::kMaxFacts);
  if (!elsewhere.empty()) online(requests, elsewhere, timeout, answers);
  return answers;
}

FactAnswer DistrictFacts::of_document(const FactRequest& request) const {
  const Document& document = who_.subject();
  const auto text = [](const std::string& value) {
    return value.empty() ? feel::Value() : feel::Value(value);
  };
  std::optional<feel::Value> value;
  if (request.name == "person.name") value = text(document.person.name);
  if (request.name == "person.document_number") value = text(document.person.document_number);
  if (request.name == "person.birth") value = date_of(document.birth);
  if (request.name == "person.sex") value = feel::Value::number(document.sex);
  if (request.name == "person.valid_from") value = date_of(document.valid_from);
  if (request.name == "person.valid_until") value = date_of(document.valid_until);
  // A long-term card has no end: that is known. Everything else that it does not say is not.
  if (!value || (value->null() && request.name != "person.valid_until")) {
    return std::unexpected(FactTrouble::Unknown);
  }
  return engine::FactValue{std::move(*value), date_time_of(who_.at), request.source};
}

void DistrictFacts::cancel() {
  if (!running_) return;
  cancelled_ = true;
  district_.cancel();
}

Result<std::string> DistrictFacts::ask(const wire::FactsQuestion& question,
                                       std::chrono::milliseconds timeout) {
  cancelled_ = false;
  running_ = true;
  const auto once = [&] {
    return cache::ask(district_, wire::kPathFacts, wire::to_json(question),
                      wire::kMaxFactsAnswerBytes,
                      std::clamp(timeout, Milliseconds(1), cache::kQuestionTimeout));
  };
  auto text = once();
  // Meant for a question that had just ended.
  if (!text && text.error().code == FailureCode::cancelled && !cancelled_) text = once();
  running_ = false;
  return text;
}

void DistrictFacts::online(const std::vector<FactRequest>& requests, const Places& places,
                           std::chrono::milliseconds timeout, std::vector<FactAnswer>& answers) {
  wire::FactsQuestion question;
  question.id = ids_.next();
  question.item = item_->fingerprint;
  question.purpose = item_->privacy.purpose;
  question.person = who_.document.person;
  if (who_.for_whom) question.on_behalf_of = who_.for_whom->person;
  question.loa = std::clamp(who_.loa, wire::rules::kMinLoa, wire::rules::kMaxLoa);
  for (const std::size_t place : places) {
    const FactRequest& request = requests[place];
    question.facts.push_back(
        {request.name, request.source,
         std::clamp<std::int64_t>(request.oldest.count(), 0, wire::kMaxOldestS)});
  }
  const auto text = ask(question, timeout);
  if (!text) {
    log::warn("facts_not_reached", {{"failure", log::safe(text.error())}});
    return offline(requests, places,
                   text.error().code == FailureCode::timed_out ? FactTrouble::TimedOut
                                                               : FactTrouble::Unavailable,
                   answers);
  }
  const auto told = wire::facts_told_from_json(*text);
  if (!told || told->id != question.id || told->facts.size() != places.size()) {
    log::error("facts_answer_malformed");
    return offline(requests, places, FactTrouble::Unavailable, answers);
  }
  const TimePoint now = clock_.now();
  CachedFacts fresh;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const FactRequest& request = requests[places[i]];
    const wire::FactTold& fact = told->facts[i];
    FactAnswer& answer = answers[places[i]];
    if (fact.name != request.name) {
      answer = std::unexpected(FactTrouble::Unavailable);
      continue;
    }
    answer = fact.trouble.empty() ? checked(request, fact.value, fact.as_of, fact.source)
                                  : std::unexpected(trouble_of(fact.trouble));
    const engine::Fact* declared = item_->fact(fact.name);
    if (!answer || declared == nullptr || declared->sensitivity == engine::Sensitivity::Sensitive) {
      continue;
    }
    const TimePoint until = std::min(now + kept_for(declared->retention),
                                     fact.as_of + std::chrono::seconds(declared->fresh_s));
    if (until > now) fresh[fact.name] = {fact.value, fact.as_of, fact.source, until};
  }
  if (cache_ == nullptr) return;
  if (auto kept = cache_->keep(who_.subject(), fresh, now); !kept) {
    log::warn("facts_not_kept", {{"failure", log::safe(kept.error())}});
  }
}

void DistrictFacts::offline(const std::vector<FactRequest>& requests, const Places& places,
                            FactTrouble why, std::vector<FactAnswer>& answers) {
  const CachedFacts kept =
      cache_ == nullptr ? CachedFacts{} : cache_->read(who_.subject(), clock_.now());
  for (const std::size_t place : places) {
    const FactRequest& request = requests[place];
    const auto found = kept.find(request.name);
    if (found == kept.end() || found->second.source != request.source) {
      answers[place] = std::unexpected(why);
    } else {
      answers[place] = checked(request, found->second.value, found->second.as_of, request.source);
    }
  }
}

FactAnswer DistrictFacts::checked(const FactRequest& request, std::string_view value,
                                  TimePoint as_of, std::string source) const {
  if (clock_.now() - as_of > request.oldest) return std::unexpected(FactTrouble::TooOld);
  auto parsed = flows::parse_json(value, {.bytes = wire::kMaxFactValueBytes, .depth = 16});
  if (!parsed) return std::unexpected(FactTrouble::Unavailable);
  return engine::FactValue{std::move(*parsed), date_time_of(as_of), std::move(source)};
}

}  // namespace dk::kiosk
