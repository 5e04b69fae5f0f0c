#include "kiosk/input/stroke_engine.h"

#include <string_view>
#include <utility>

#include "kiosk/input/rime_session.h"

namespace dk::kiosk::input {

Result<std::unique_ptr<StrokeEngine>> StrokeEngine::open(const Folders& folders) {
  DK_TRY(session, RimeSession::open(folders, "district_stroke", 'h'));
  return std::unique_ptr<StrokeEngine>(new StrokeEngine(std::move(session)));  // NOLINT: private
}

StrokeEngine::StrokeEngine(std::unique_ptr<RimeSession> session) : session_(std::move(session)) {}
StrokeEngine::~StrokeEngine() = default;

bool StrokeEngine::type(char key) {
  return std::string_view("hspnz").contains(key) && session_->type(key);
}
bool StrokeEngine::backspace() { return session_->backspace(); }
Secret StrokeEngine::composition() { return session_->composition(); }
Candidates StrokeEngine::candidates(std::size_t first, std::size_t count) {
  return session_->candidates(first, count);
}
Secret StrokeEngine::choose(std::size_t index) { return session_->choose(index); }
void StrokeEngine::clear() { session_->clear(); }

}  // namespace dk::kiosk::input
