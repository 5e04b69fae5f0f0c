#include "kiosk/input/pinyin_engine.h"

#include <utility>

#include "kiosk/input/rime_session.h"

namespace dk::kiosk::input {

Result<std::unique_ptr<PinyinEngine>> PinyinEngine::open(const Folders& folders) {
  DK_TRY(session, RimeSession::open(folders, "district_pinyin", 'a'));
  return std::unique_ptr<PinyinEngine>(new PinyinEngine(std::move(session)));  // NOLINT: private
}

PinyinEngine::PinyinEngine(std::unique_ptr<RimeSession> session) : session_(std::move(session)) {}
PinyinEngine::~PinyinEngine() = default;

bool PinyinEngine::type(char key) { return key >= 'a' && key <= 'z' && session_->type(key); }
bool PinyinEngine::backspace() { return session_->backspace(); }
Secret PinyinEngine::composition() { return session_->composition(); }
Candidates PinyinEngine::candidates(std::size_t first, std::size_t count) {
  return session_->candidates(first, count);
}
Secret PinyinEngine::choose(std::size_t index) { return session_->choose(index); }
void PinyinEngine::clear() { session_->clear(); }
void PinyinEngine::script(Script script) { session_->set_hong_kong(script == Script::HongKong); }
const std::filesystem::path& PinyinEngine::user_folder() const { return session_->user_folder(); }

}  // namespace dk::kiosk::input
