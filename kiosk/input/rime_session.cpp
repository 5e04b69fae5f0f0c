#include "kiosk/input/rime_session.h"

#include <rime_api.h>

#include <cstring>
#include <utility>

#include "kiosk/input/private_text.h"

namespace dk::kiosk::input {
namespace {

constexpr int kBackspaceKey = 0xff08;  // XK_BackSpace

}  // namespace

Result<std::unique_ptr<RimeSession>> RimeSession::open(const Folders& folders, std::string schema,
                                                       char probe) {
  DK_TRY(service, RimeService::acquire(folders));
  std::unique_ptr<RimeSession> session(new RimeSession);  // NOLINT: the constructor is private
  session->service_ = std::move(service);
  session->schema_ = std::move(schema);
  session->start();
  // librime says yes to a schema whose tables are missing, and then never has a candidate.
  if (!session->type(probe) || session->candidates(0, 1).texts.empty()) {
    return fail(FailureCode::reference_missing, "no tables for " + session->schema_);
  }
  session->clear();
  return session;
}

RimeSession::~RimeSession() {
  if (id_ != 0) service_->api().destroy_session(id_);
}

void RimeSession::start() {
  id_ = service_->api().create_session();
  service_->api().select_schema(id_, schema_.c_str());
  apply_script();
}

void RimeSession::clear() {
  service_->api().destroy_session(id_);
  start();
}

void RimeSession::set_hong_kong(bool on) {
  hong_kong_ = on;
  apply_script();
}

void RimeSession::apply_script() {
  service_->api().set_option(id_, "simplified", hong_kong_ ? False : True);
  service_->api().set_option(id_, "hong_kong", hong_kong_ ? True : False);
}

std::size_t RimeSession::letters() const {
  const char* input = service_->api().get_input(id_);
  return input == nullptr ? 0 : std::strlen(input);
}

bool RimeSession::type(char key) {
  const std::size_t before = letters();
  if (before >= kMostLetters) return false;
  service_->api().process_key(id_, static_cast<unsigned char>(key), 0);
  return letters() > before;
}

bool RimeSession::backspace() {
  if (letters() == 0) return false;
  service_->api().process_key(id_, kBackspaceKey, 0);
  return true;
}

Secret RimeSession::composition() {
  Secret text;
  RIME_STRUCT(RimeContext, context);
  if (service_->api().get_context(id_, &context) != False) {
    if (context.composition.preedit != nullptr) text = secret_text(context.composition.preedit);
    service_->api().free_context(&context);
  }
  return text;
}

Candidates RimeSession::candidates(std::size_t first, std::size_t count) {
  Candidates found;
  RimeCandidateListIterator each{};
  if (service_->api().candidate_list_from_index(id_, &each, static_cast<int>(first)) == False) {
    return found;
  }
  while (service_->api().candidate_list_next(&each) != False) {
    if (found.texts.size() == count) {
      found.more = true;
      break;
    }
    found.texts.push_back(secret_text(each.candidate.text));
  }
  service_->api().candidate_list_end(&each);
  return found;
}

Secret RimeSession::choose(std::size_t index) {
  Secret text;
  if (service_->api().select_candidate(id_, index) == False) return text;
  RIME_STRUCT(RimeCommit, commit);
  if (service_->api().get_commit(id_, &commit) != False) {
    text = secret_text(commit.text);
    wipe(commit.text, std::strlen(commit.text));
    service_->api().free_commit(&commit);
  }
  return text;
}

}  // namespace dk::kiosk::input
