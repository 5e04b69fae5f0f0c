#include "kiosk/shell/text_input.h"

#include "base/log.h"

namespace dk::kiosk {

namespace {

input::Pad pad_of(citizen::FieldView::Kind kind) {
  using Kind = citizen::FieldView::Kind;
  switch (kind) {
    case Kind::Digits:
    case Kind::Date:
      return input::Pad::Digits;
    case Kind::Phone:
      return input::Pad::Phone;
    case Kind::CitizenNumber:
      return input::Pad::CitizenNumber;
    default:
      return input::Pad::Text;
  }
}

// What came back from the opening thread, at once.
struct Opened {
  std::unique_ptr<input::PinyinEngine> pinyin;
  std::unique_ptr<input::StrokeEngine> strokes;
  std::shared_ptr<input::HandwritingEngine> ink;
};

template <class T>
T or_log(Result<T> opened, log::Token event) {
  if (opened) return std::move(*opened);
  log::error(event, {{"failure", log::safe(opened.error())}});
  return nullptr;
}

}  // namespace

void TextInput::prepare() {
  if (prepared_) return;
  prepared_ = true;
  worker_.post([this] {
    auto opened = std::make_shared<Opened>();
    opened->pinyin = or_log(input::PinyinEngine::open(options_.rime), "pinyin_not_open");
    opened->strokes = or_log(input::StrokeEngine::open(options_.rime), "strokes_not_open");
    opened->ink = or_log(input::HandwritingEngine::open(options_.ink), "handwriting_not_open");
    options_.mailbox->post([this, opened] {
      pinyin_ = std::move(opened->pinyin);
      strokes_ = std::move(opened->strokes);
      ink_ = std::move(opened->ink);
      if (pinyin_) pinyin_->script(state_.script);
    });
  });
}

input::LetterEngines TextInput::engines() const {
  return {.pinyin = pinyin_.get(),
          .strokes = strokes_.get(),
          .code = const_cast<input::CodeEngine*>(&code_),
          .ink = ink_ != nullptr};
}

void TextInput::open(const citizen::OpenInput& field, const Writer& writer) {
  prepare();
  place_ = field.place;
  const auto script =
      writer.language == "zh-HK" ? input::Script::HongKong : input::Script::Simplified;
  if (pinyin_) pinyin_->script(script);
  take(input::update(std::move(state_),
                     input::PersonKnown{.age = writer.age,
                                        .elder_mode = writer.elder || field.handwriting_first,
                                        .script = script,
                                        .voice_available = false,
                                        .today = writer.today},
                     engines()));
  input::Field opened;
  opened.pad = pad_of(field.kind);
  opened.start = input::secret_text(field.text);
  take(input::update(std::move(state_), input::Opened{std::move(opened)}, engines()));
}

void TextInput::close() {
  if (!state_.open) return;
  place_.clear();
  take(input::clear(engines()));
}

void TextInput::wipe() {
  place_.clear();
  take(input::clear(engines()));
}

bool TextInput::is_empty() const {
  return !state_.open && state_.text.empty() && state_.strokes.empty() &&
         state_.composition.empty() && state_.suggestions.empty();
}

void TextInput::event(input::InputEvent event) {
  if (state_.open) take(input::update(std::move(state_), std::move(event), engines()));
}

void TextInput::take(input::InputStep step) {
  state_ = std::move(step.state);
  for (input::InputEffect& effect : step.effects) {
    if (auto* read = std::get_if<input::ReadInk>(&effect)) {
      this->read(std::move(*read));
    } else if (std::holds_alternative<input::ForgetInk>(effect)) {
      worker_.post([ink = ink_] {
        if (ink) ink->clear();
      });
    } else if (std::holds_alternative<input::TextChanged>(effect)) {
      tell(false);
    } else if (auto* finished = std::get_if<input::Finished>(&effect)) {
      const std::string place = place_;
      place_.clear();
      options_.typed({place, std::string(finished->text.text()), true});
    }
  }
}

void TextInput::tell(bool done) {
  if (place_.empty()) return;
  const Secret text = input::to_utf8(state_.text);
  options_.typed({place_, std::string(text.text()), done});
}

void TextInput::read(input::ReadInk question) {
  newest_question_ = question.question;
  worker_.post([this, ink = ink_, question = std::move(question)] {
    // Whoever writes faster than it is read: only the newest is worth an answer.
    if (!ink || question.question != newest_question_) return;
    auto found = std::make_shared<input::InkRead>();
    found->question = question.question;
    found->candidates = ink->read(question.strokes, question.script, question.count);
    options_.mailbox->post([this, found] { event(std::move(*found)); });
  });
}

}  // namespace dk::kiosk
