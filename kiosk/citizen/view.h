// What the citizen's screens show: a plain value, made from the state by view_of(), drawn by
// kiosk/screens/citizen. The terminal's own words are text keys; an item's words stand here in the
// language of the screen. Names and numbers are masked already. One per frame.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "kiosk/citizen/access.h"

namespace dk::kiosk::citizen {

// Around every page: header, dock, banner.
enum class Network { Unknown, Online, Offline, Syncing };  // Unknown: not tried yet
struct Chrome {
  std::string district{};  // "龙华区政务服务", in the screen's language
  std::string terminal{};  // "03"
  Network network = Network::Offline;
  std::uint64_t waiting = 0;  // events that wait for the network
  std::string person{};       // masked; empty: nobody is logged in
  std::string subject{};      // masked; for whom, when that is another
  std::string language = "zh-CN";
  TimePoint now{};
  bool moved_clock = false;  // a demonstration: says so
  Access access{};
  bool voice_ready = false;  // there is a voice in this language
  bool speaking = false;
};

// How an item or a way stands on this terminal, now. Colour, icon and word by the screen.
enum class Finish {
  Here,         // from beginning to end
  TakenIn,      // taken in now, decided later: no network
  NeedsNet,     // not before the network is back
  NeedsDevice,  // a device that it needs is missing or in trouble
  Elsewhere     // this terminal cannot: the counter, the phone
};

struct ServiceView {
  std::string id{};     // of the item
  std::string title{};  // short
  std::string summary{};
  std::string area{};  // "instant" ...: colour and icon
  Finish finish = Finish::Here;
};

struct AttractView {
  int shift = 0;  // another place each minute, against burn-in
};

enum class Way { IdCard, SocialCard, Code };
struct HomeView {
  struct Area {
    std::string id{};  // "instant", "journey", "proactive", "print", "booking", "progress", ...
    Finish finish = Finish::Here;
  };
  std::vector<Area> areas{};
  std::vector<Way> ways{};            // to log in, those that work
  std::vector<ServiceView> common{};  // most used, at most 3
  std::size_t page = 0, pages = 1;    // of the areas: elder mode shows fewer at once
};

struct ListView {      // the items of an area, or what a search found
  std::string area{};  // empty: all
  std::vector<ServiceView> items{};
  std::size_t page = 0, pages = 1;
};

struct SearchView {
  std::string words{};  // as typed so far
  ListView found{};
};

// A device as a person meets it. Prompts name only what is healthy.
enum class Device { IdCard, SocialCard, Scanner, ReceiptPrinter, PagePrinter, Camera };
struct LoginView {
  std::vector<Way> ways{};
  Way chosen = Way::IdCard;
  enum class Stage { Waiting, Reading, Failed } stage = Stage::Waiting;
  std::optional<FailureCode> why{};  // Failed
  int seconds_left = 0;
  std::string service{};    // title of what it is for; empty: just to log in
  bool for_second = false;  // the card of the person for whom it is done
  int level = 0;            // a higher level is needed than the card gives: 3
};

enum class Whom { Me, Child, Parent, Firm };
struct ForWhomView {
  std::string service{};
  struct Choice {
    Whom whom = Whom::Me;
    std::string name{};    // masked; empty: not known yet
    std::string until{};   // the day until which the authority holds; empty: this visit
    std::string handle{};  // id "whom[<handle>]": "me", "parent", a subject's
  };
  std::vector<Choice> choices{};
  bool asking = false;  // the district is asked for children and firms
};

struct GuideView {
  ServiceView service{};
  std::string department{};
  std::vector<std::string> needs{};  // what to bring; empty: nothing
  int minutes = 0;                   // typical; 0: not told
  std::string after{};               // what happens then
  int level = 0;                     // identity that it takes: 2, 3
  std::vector<Device> missing{};     // NeedsDevice
  std::string nearest{};             // a terminal that can; empty: none known
  std::vector<Whom> whom{};
};

struct NoticeView {
  std::string service{};
  std::string purpose{}, retention{};
  std::vector<std::string> legal_basis{}, recipients{};
  struct Line {
    std::string label{};
    std::string source{};  // "card", "share" ...: words by the screen
    bool sensitive = false;
  };
  std::vector<Line> facts{};
  bool separate = false;  // a consent of its own, not only a notice
  bool guardian = false;
  std::size_t page = 0, pages = 1;
};

// Where a journey is: login, check, choose, confirm.
enum class JourneyStep { Login, Check, Choose, Confirm };

// A field of a form as it is drawn. Ids: "form.<place>", an option "form.<place>.<n>".
struct FieldView {
  std::string place{};
  enum class Kind {
    Fact,     // known; shown with its source
    Choice,   // one of options
    Choices,  // several of options
    YesNo,
    Text,  // opens the input pad
    Digits,
    Phone,
    CitizenNumber,
    Date,
    Words,  // a paragraph
    Heading,
    Table,
    Image,
    Button,
    Add,    // one more of a list
    Remove  // this one of a list
  } kind = Kind::Text;
  std::string label{};
  std::string hint{};
  std::string value{};   // masked where it is personal
  std::string source{};  // Fact, or filled in: "card", "share" ...
  bool required = false;
  bool confirm = false;     // filled in, waits for "that is right"
  bool changeable = false;  // a fact that may be asked after all
  bool searchable = false;
  std::string error_key{};    // "required", "min" ... (form::code_name); empty: nothing is wrong
  std::string error{};        // the author's own words for it; may be empty
  std::string error_bound{};  // the number in the words of the key
  bool chosen = false;        // YesNo
  std::uint32_t number = 0;   // Remove: which
  struct Option {
    std::string label{}, note{};
    bool chosen = false;
  };
  std::vector<Option> options{};
  std::size_t option_page = 0, option_pages = 1;
  std::size_t option_count = 0, first_option = 0;  // ids count from the first of all
  bool editing = false;                            // the input pad is open for it
  std::vector<std::string> columns{};
  std::vector<std::vector<std::string>> rows{};
};
struct FormView {
  std::string service{};
  JourneyStep step = JourneyStep::Choose;
  int minutes_left = 0;
  std::vector<FieldView> facts{};   // what is known
  std::vector<FieldView> fields{};  // what is asked, those of this page
  std::size_t page = 0, pages = 1;
  bool complete = false;
  std::size_t known = 0;    // facts, on whatever page
  bool facts_open = false;  // "change" was pressed: facts that may be changed have a button
};

struct ReviewView {
  std::string service{};
  std::vector<FieldView> lines{};
  std::size_t page = 0, pages = 1;
};

struct WorkingView {
  std::string service{};
  enum class Doing { Facts, Saving, NotSaved } doing = Doing::Facts;
  std::optional<FailureCode> why{};    // NotSaved: nothing was handed in
  bool slow = false;                   // longer than usual: says so
  std::optional<Device> paused_for{};  // a device blinked: the step waits for it
};

struct SignView {
  std::string service{};
  std::string statement{};  // what is signed
  bool empty = true;
};

// Paper, from the wish to the hand.
enum class Paper { None, Asked, Printing, Printed, Taken, Failed, Unknown, Declined };
struct DecisionView {
  std::string service{};
  std::string outcome{};  // APPROVE ...
  std::string sentence{};
  std::string figure{}, figure_label{}, figure_unit{};  // the number that matters; may be empty
  std::string case_number{};
  std::int64_t took_ms = 0;
  struct Reason {
    std::string label{}, value{};
    std::optional<bool> yes{};  // instead of a value
    std::string source{};
  };
  // What was looked at and may be said; of a refusal what would have changed it stands first.
  std::vector<Reason> reasons{};
  std::string change_label{}, change_value{};  // the smallest change; may be empty
  std::string trouble{};                       // why a person goes on with it; a word of the engine
  std::string after{};                         // what happens now
  bool may_ask_human = false;                  // after a refusal
  bool human_asked = false;
  bool offline = false;  // PROVISIONAL because nobody could be asked
  Paper paper = Paper::None;
  int paper_percent = 0;
  bool printer = false;     // there is one, and it works
  bool code_ready = false;  // a take-away code can be shown while it is pressed
  std::string code{};       // its text while it is pressed, once; empty: not pressed or used
  bool code_used = false;
  int rating = 0;  // 1 to 5
  bool rated = false;
  std::vector<std::pair<std::string, bool>> rating_reasons{};  // keys, of the two lowest grades
  int seconds_left = 0;
};

enum class Outcome { Approve, Register, Info, Provisional, Refuse, Refer };
// Of the engine's word. What the screen does not know a person goes on with: Refer.
[[nodiscard]] Outcome outcome_of(const DecisionView& view);

struct MineView {      // after login: what there is for this person
  std::string code{};  // own code; empty: why_no_code says why
  enum class NoCode { Coming, Offline, NotGiven } why_no_code = NoCode::Coming;
  int code_seconds_left = 0, code_seconds = 60;
  std::size_t found = 0;  // benefits: a count until it is tapped
  bool found_open = false;
  std::vector<ServiceView> benefits{};  // only when open
  std::vector<ServiceView> often{};
  std::string draft{};  // title of what was begun in this visit; may be empty
};

struct CasesView {
  enum class State { Asking, There, Offline } state = State::Asking;
  struct Line {
    std::string number{}, title{}, status_key{};
    TimePoint at{};
    bool unsent = false;  // of this terminal, not yet with the district
  };
  std::vector<Line> lines{};
  std::size_t page = 0, pages = 1;
};

struct CertificatesView {
  enum class State { Asking, There, Offline, NeedsLevel } state = State::Asking;
  struct Line {
    std::string title{}, issuer{};
    bool valid = true;
    std::string until{};
  };
  std::vector<Line> lines{};
  std::size_t page = 0, pages = 1;
};

// Help as a chain: each hop says what is happening.
struct HelpView {
  enum class Hop { Menu, Hall, Desk, Hotline, Ticket } hop = Hop::Menu;
  enum class State { Calling, Coming, NoAnswer, Done } state = State::Calling;
  int seconds_left = 0;  // until the next hop
  bool offline = false;  // a local signal and a printed number
  std::string ticket{};  // call-back ticket
  std::string phone{};   // for the call-back, masked
  std::string hotline = "12345";
  bool helper = false;  // somebody in the hall can be called
  Paper paper = Paper::None;
};
struct SosView {
  enum class State { Calling, Answered, Escalated } state = State::Calling;
  int seconds = 0;  // since it was pressed
  bool offline = false;
  std::string ticket{};
};

struct TroubleView {
  Device device = Device::ReceiptPrinter;
  FailureCode code = FailureCode::printer_fault;
  std::string case_number{};  // what is safe; empty: nothing was handed in yet
  bool unknown = false;       // power went while it printed: it is not known whether it came out
  bool mended = false;        // it works again
  bool code_ready = false;    // the electronic receipt, shown while it is pressed
  bool code_used = false;
  std::string take_away{};
  std::string nearest{};
};

struct MoveView {  // going on at another terminal, or here with what was begun there
  enum class State { Preparing, Ready, NotPossible, Fetching, Refused } state = State::Preparing;
  std::optional<FailureCode> why{};  // Refused
  std::string code{};
  int seconds_left = 0;
};

struct TakeCardView {
  Way card = Way::IdCard;
  int seconds = 0;  // since it should have been taken
};
struct GoodbyeView {
  // What was wiped, as the edge has found it: key and whether it is proved.
  std::vector<std::pair<std::string, bool>> wiped{};
  bool take_paper = false;
};
struct NotReadyView {
  FailureCode why = FailureCode::reference_missing;
  std::string hotline{};
};
struct SettingsView {};  // language, contrast, volume, speed
struct NoCardView {      // what to do without a card
  std::string hotline{};
  std::vector<Way> ways{};  // that work
};
struct OfflineView {};  // how it goes while the network is away

using PageView =
    std::variant<NotReadyView, AttractView, HomeView, ListView, SearchView, LoginView, ForWhomView,
                 GuideView, NoticeView, FormView, ReviewView, WorkingView, SignView, DecisionView,
                 MineView, CasesView, CertificatesView, HelpView, SosView, TroubleView, MoveView,
                 TakeCardView, GoodbyeView, SettingsView, NoCardView, OfflineView>;

// Lies over the page.
struct TimeoutModal {
  int seconds_left = 0, seconds = 30;
};
struct AskModal {     // a question with two answers, the safe one first
  std::string key{};  // "citizen.ask.<key>.title", ".body", ".yes", ".no"
};
using Modal = std::variant<TimeoutModal, AskModal>;

struct Toast {
  std::string key{};
  std::uint64_t number = 0;  // another toast, another number
};

struct CitizenView {
  Chrome chrome{};
  PageView page{};
  std::optional<Modal> modal{};
  std::optional<Toast> toast{};
  bool can_go_back = false;
  bool logged_in = false;
};

// Names the page: "home", "form.2", "login" ...; another page resets the focus.
[[nodiscard]] std::string page_of(const CitizenView& view);

}  // namespace dk::kiosk::citizen
