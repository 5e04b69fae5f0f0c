// The input pad over the pages that open it: every layout, and search while it is typed.
#include "kiosk/citizen/form_pages.h"
#include "tests/gallery/citizen/views.h"

namespace dk::kiosk::gallery {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view
using namespace input;    // NOLINT(google-build-using-namespace): the words of the pad
using Kind = FieldView::Kind;
using Change = std::function<void(InputView&)>;

// A door number in a form, or the words of a search.
InputView letters(std::string_view language) {
  InputView view;
  view.open = true;
  const bool latin = language == "en";
  view.layout = latin ? KeysLayout::LatinLetters : KeysLayout::Letters;
  view.tabs = {{Tab::Handwriting, false}, {Tab::Pinyin, true}, {Tab::Strokes, false}};
  view.code_available = view.can_switch_language = view.can_finish = true;
  view.text = secret_text(in(language, "3栋清", "3座清", "3 Qing"));
  view.caret = 3;
  view.suggestions = {
      {secret_text(in(language, "清湖老村 3栋 清湖楼 502", "清湖老村 3座 清湖樓 502",
                      "Qinghu Old Village 3-502")),
       secret_text(in(language, "和您上次用的一样", "和您上次用的一樣", "The one you used before")),
       {}},
      {secret_text(in(language, "清湖老村 3栋 清泉楼 101", "清湖老村 3座 清泉樓 101",
                      "Qinghu Old Village 3-101")),
       secret_text(in(language, "标准地址", "標準地址", "Standard address")),
       {}}};
  view.quick_words = {in(language, "栋", "座", "Bldg"), in(language, "单元", "單位", "Unit")};
  return view;
}

void chosen(InputView& view, Tab tab, KeysLayout layout) {
  view.layout = layout;
  for (TabView& one : view.tabs) one.selected = one.tab == tab;
}

void offer(InputView& view, std::initializer_list<const char*> texts) {
  for (const char* text : texts) view.candidates.push_back(secret_text(text));
  view.more_candidates = true;
}

void pinyin(InputView& view) {
  chosen(view, Tab::Pinyin, KeysLayout::Letters);
  view.composition = secret_text("hu");
  offer(view, {"湖", "户", "护", "互", "虎", "呼"});
}

void candidate_list(InputView& view) {
  pinyin(view);
  view.list_open = view.earlier_candidates = true;
  offer(view, {"胡", "忽", "乎", "糊", "壶", "狐", "蝴蝶", "湖北省", "护照", "互联网", "沪", "扈",
               "弧", "瑚"});
}

void ink(InputView& view) {
  chosen(view, Tab::Handwriting, KeysLayout::Ink);
  view.strokes = {{{230, 1330}, {280, 1370}},
                  {{200, 1430}, {250, 1470}},
                  {{190, 1620}, {270, 1520}},
                  {{300, 1400}, {440, 1385}},
                  {{370, 1320}, {372, 1490}}};
  offer(view, {"湖", "潮", "溯", "渤", "瑚", "清"});
  view.hint = "input.hint.ink";
}

void ink_empty(InputView& view) {
  chosen(view, Tab::Handwriting, KeysLayout::Ink);
  view.text = {};
  view.caret = 0;
  view.voice_available = true;
  view.hint = "input.hint.ink";
}

void latin(InputView& view) {
  chosen(view, Tab::Pinyin, KeysLayout::LatinLetters);
  view.upper = true;
}

void latin_name(InputView& view) {
  view.layout = KeysLayout::LatinLetters;
  view.pad = Pad::LatinName;
  view.text = secret_text("C");
  view.caret = 1;
  view.tabs.clear();
  view.can_switch_language = view.code_available = false;
  view.quick_words.clear();
}

void strokes(InputView& view) {
  chosen(view, Tab::Strokes, KeysLayout::Strokes);
  view.hint = "input.hint.strokes";
}

void code(InputView& view) {
  chosen(view, Tab::Strokes, KeysLayout::Code);
  view.composition = secret_text("2C618");
  offer(view, {"𬘘"});
}

void numbers(InputView& view, Pad pad, KeysLayout layout) {
  view.pad = pad;
  view.layout = layout;
  view.tabs.clear();
  view.can_switch_language = view.can_finish = false;
  view.quick_words.clear();
  view.suggestions.clear();
  view.text = secret_text("**********1");
  view.caret = 11;
}

void citizen_number(InputView& view) {
  numbers(view, Pad::CitizenNumber, KeysLayout::DigitsX);
  view.hint = "input.hint.number_wrong";
  view.tone = HintTone::Wrong;
}

CitizenPage filling(std::string name, Change change, Kind kind = Kind::Text) {
  const auto typed = [change](std::string_view l) {
    InputView view = letters(l);
    if (change) change(view);
    return view;
  };
  return {"input_" + std::move(name),
          [typed, kind](std::string_view l, const Access&) -> PageView {
            FieldView field{.place = "street",
                            .kind = kind,
                            .label = in(l, "门牌号", "門牌號", "House number"),
                            .hint = in(l, "写一部分就行", "寫一部分就行", "A part is enough"),
                            .value = std::string(typed(l).text.text()),
                            .editing = true};
            if (kind == Kind::Phone) field.label = in(l, "手机号码", "手提電話號碼", "Telephone");
            if (kind == Kind::CitizenNumber)
              field.label = in(l, "身份证号", "身份證號", "ID number");
            if (kind != Kind::Text) field.hint.clear();
            return FormView{.service = allowance(l), .minutes_left = 1, .fields = {field}};
          },
          by_chen, typed};
}

CitizenPage search(std::string name, bool words, bool found) {
  return {"search" + std::move(name),
          [=](std::string_view l, const Access& a) -> PageView {
            SearchView view;
            if (words) view.words = in(l, "津贴", "津貼", "allow");
            if (found) {
              view.found.items = services(l, a.elder ? 1 : 3);
              view.found.items.front().finish = Finish::TakenIn;
              view.found.items.back().finish = Finish::NeedsNet;
              view.found.page = 1;
              view.found.pages = 3;
            }
            return view;
          },
          {},
          [=](std::string_view l) {
            InputView view = letters(l);
            view.quick_words.clear();
            view.suggestions.clear();
            view.text = words ? secret_text(in(l, "津贴", "津貼", "allow")) : Secret{};
            view.caret = words ? 2 : 0;
            return view;
          }};
}

}  // namespace

std::vector<CitizenPage> pad_pages() {
  const auto layout = [](KeysLayout one) { return [one](InputView& v) { v.layout = one; }; };
  return {
      search("", false, false),
      search("_found", true, true),
      search("_nothing", true, false),
      filling("letters", {}),
      filling("pinyin", pinyin),
      filling("list", candidate_list),
      filling("ink", ink),
      filling("ink_empty", ink_empty),
      filling("latin", latin),
      filling("latin_name", latin_name),
      filling("symbols", layout(KeysLayout::Symbols)),
      filling("digits", layout(KeysLayout::Digits)),
      filling("strokes", strokes),
      filling("code", code),
      filling("number", citizen_number, Kind::CitizenNumber),
      filling(
          "phone", [](InputView& v) { numbers(v, Pad::Phone, KeysLayout::Phone); }, Kind::Phone)};
}

}  // namespace dk::kiosk::gallery
