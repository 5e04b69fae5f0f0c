// The drawing hand of the screens: design pixels in, ImGui draw commands out, and a node of the UI
// tree for every widget. The canvas is 1920 x 1080 (desk) or 1080 x 1920 (citizen), scaled to the
// window and centred.
//
// Look: an elder's page has no letters below 42 px and no target below 120; with high contrast
// every colour goes through contrast.h and lines that can be touched are stronger.
//
// A button acts on release inside, ignores repeats for 300 ms (keys of a keypad do not: a digit may
// stand twice), is never lower than 96 px to the finger, and takes the keypad's focus: arrows, Tab,
// Enter or Space; on a page that takes no digits 8 4 6 2 of the numeric keypad are arrows too. The
// ring hides on touch and shows again with the next key press. A page that has only just come up
// takes no Enter: nobody has read it. A text that does not fit its box shrinks down to the floor of
// 28 px; what still does not fit is reported to checks(), never cut silently. UI thread only.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/checks.h"
#include "kiosk/ui/fonts.h"
#include "kiosk/ui/geometry.h"
#include "kiosk/ui/masks.h"
#include "kiosk/ui/motion.h"
#include "kiosk/ui/pictures.h"
#include "kiosk/ui/theme.h"
#include "kiosk/ui/ui_tree.h"

struct ImDrawList;

namespace dk::kiosk {

enum class Canvas { Landscape, Portrait };

// How this person needs the screen.
struct Look {
  bool elder = false;
  bool low_reach = false;
  bool high_contrast = false;
  bool reduced_motion = false;
  bool operator==(const Look&) const = default;
};

enum class Align { Left, Centre, Right };

struct TextStyle {
  float em = 34;  // design px, as in CSS
  Weight weight = Weight::Regular;
  Colour colour = theme::kInk900;
  Align align = Align::Left;
  float spacing = 0;      // extra px after each character, as CSS letter-spacing
  bool ellipsis = false;  // for repeated places only: a text too wide at the floor ends in "…"
};

enum class ButtonKind { Primary, Secondary, Danger, OnColour, Key, KeyFunction };

struct ButtonLook {
  ButtonKind kind = ButtonKind::Secondary;
  std::optional<Icon> icon{};
  std::string note{};  // smaller, after the label
  float em = 42;
  bool enabled = true;
  bool first_focus = false;  // the page's primary: has the focus when the page comes up
  bool icon_only = false;    // the label is read aloud, not drawn
  bool icon_after = false;   // an arrow that leads on stands behind its word
  bool selected = false;     // of several choices this one: tinted, with a tick
};

// Keys of a keyboard or a numeric keypad that mean something by themselves.
enum class HardKey { Plus, Minus, Star, Slash, Dot, Back };

class Ui {
 public:
  explicit Ui(Fonts& fonts) : fonts_(fonts) {}

  // One frame: the window's size in pixels. `page` names the screen; another one resets the focus.
  void begin(float window_w, float window_h, std::string_view page,
             Canvas canvas = Canvas::Landscape);
  void end();
  // For what is drawn from now on; kept until it is set again.
  void look(const Look& look) { look_ = look; }
  [[nodiscard]] const Look& look() const { return look_; }
  [[nodiscard]] float em(Type type) const { return look_.elder ? type.elder : type.normal; }
  // The whole canvas in design px.
  [[nodiscard]] Box canvas() const;
  // What is drawn while covered lies under a dialog: seen dimmed, never touched, not in the tree.
  void cover(bool covered) { covered_ = covered; }
  // What is drawn from now on in this frame is that much there, 0 to 1.
  void fade(float alpha) { fade_ = alpha * page_fade_; }

  // shapes.cpp
  void rect(Box box, Colour colour, float radius = 0);
  // Over the whole window, beyond the canvas too.
  void veil(Colour colour);
  void gradient(Box box, Colour top, Colour bottom, float radius);
  void gradient(Box box, Gradient colours, float radius) {
    gradient(box, colours.top, colours.bottom, radius);
  }
  void border(Box box, Colour colour, float width, float radius);
  void dashed(Box box, Colour colour, float width, float radius);
  void circle(float x, float y, float radius, Colour colour);
  void ring(float x, float y, float radius, float width, Colour colour);
  // A part of a ring from the top, clockwise, with round ends; `part` is 0 to 1. `radius` is that
  // of the middle of the line.
  void arc(float x, float y, float radius, float width, float part, Colour colour);
  // What a pen of that width leaves on its way through the points.
  void ink(std::span<const Point> points, float width, Colour colour);
  // Square cells, 1 = filled, row by row, on whole window pixels and as large as fits in the
  // middle of the box.
  void cells(Box box, std::span<const std::uint8_t> filled, int per_side, Colour colour);
  // Cubic curves with round ends: the first point, then three for each piece.
  void curve(std::span<const Point> points, float width, Colour colour);
  // Card ground: soft shadow s1 and a surface.
  void card(Box box, float radius = 32);
  void shadow(Box box, int level);
  // A picture of the art folder (pictures.h) on the whole box; nothing when there is none.
  void picture(std::string_view name, Box box, float alpha = 1);
  void art(std::string folder) { pictures_.set_folder(std::move(folder)); }
  void clip(Box box);
  void unclip();

  // text.cpp
  // Draws in the box: vertically centred on its height, shrunk to its width. Returns the width
  // drawn.
  float text(Box box, std::string_view utf8, const TextStyle& style);
  // Wraps at the width, as large as fits the height down to the floor; returns the height used.
  float paragraph(Box box, std::string_view utf8, const TextStyle& style, float line_factor = 1.4F);
  [[nodiscard]] float measure(std::string_view utf8, const TextStyle& style) const;
  void icon(float x, float y, float size, Icon icon, Colour colour);

  // buttons.cpp
  // Chip: icon and word on a tint, 52 px high unless told; returns its width. `right` gives the
  // right edge when > 0.
  struct ChipLook {
    std::optional<Icon> icon{};
    Colour ground = theme::kBrand100, ink = theme::kBrand800;
    float right = 0, height = 52, em = 28;
    Weight weight = Weight::Regular;
  };
  float chip(float x, float y, std::string_view word, const ChipLook& look);
  // True when it was pressed and released.
  [[nodiscard]] bool button(std::string_view id, Box box, std::string_view label,
                            const ButtonLook& look);
  // A button that acts while it is held, by a finger or by Enter or Space on the focus. The state
  // says "held" then.
  struct Hold {
    bool held = false;
    bool began = false;  // in this frame
  };
  [[nodiscard]] Hold hold(std::string_view id, Box box, std::string_view label,
                          const ButtonLook& look);
  // What a finger or the keypad does to an area that the caller draws afterwards: the node and the
  // focus ring are done here.
  struct ActLook {
    Role role = Role::Button;
    std::string_view state{};  // words beside enabled, held and focused
    float radius = 28;
    bool enabled = true;
    bool first_focus = false;
    bool repeats = false;  // keys: no quiet after a press, never larger than drawn
  };
  struct Act {
    bool fired = false;
    bool held = false;
    bool focused = false;  // and the ring shows
  };
  Act act(std::string_view id, Box box, std::string_view label, const ActLook& look);
  // The darker face of what is held; drawn last.
  void pressed(const Act& act, Box box, float radius);
  // An area that acts like a button but is drawn by the caller.
  [[nodiscard]] bool touch(std::string_view id, Box box, std::string_view label,
                           bool enabled = true, float radius = 24);
  // A character typed on a real keyboard, one per call, if it is one of `wanted` (upper case).
  // "\b" stands for backspace.
  [[nodiscard]] std::optional<char> typed(std::string_view wanted);
  // After end(): the key with a meaning of its own that was pressed in this frame. On a page that
  // takes characters only Escape counts (as Back). A bouncing key counts once.
  [[nodiscard]] std::optional<HardKey> hard_key();
  // In this frame: somebody is there. A finger or mouse is down; a key was pressed.
  [[nodiscard]] static bool touched();
  [[nodiscard]] static bool key_used();

  // Seconds that only grow, the same during a frame.
  [[nodiscard]] double now() const;
  // How far what is called `name` has moved in its time, 0 to 1, eased (motion.h). The next frame
  // is due soon while it moves.
  float motion(std::string_view name, double seconds);
  // Whether whole pages can move: with a graphics processor only. Else a page change is a cut.
  void smooth(bool on) { smooth_ = on; }
  // Something moves: it would look different that much later. Asked for anew in each frame.
  void wake_in(double seconds);
  // When the next frame is due without input; nothing while all stands still.
  [[nodiscard]] std::optional<int> next_frame_ms() const { return next_frame_ms_; }

  void node(std::string_view id, Role role, std::string_view label, std::string_view state,
            Box box);

  [[nodiscard]] const UiTree& tree() const { return tree_; }
  [[nodiscard]] float scale() const { return scale_; }
  // A window pixel in design px.
  [[nodiscard]] Point on_canvas(float window_x, float window_y) const {
    return {(window_x - left_) / scale_, (window_y - top_) / scale_};
  }
  [[nodiscard]] bool covered() const { return covered_; }
  // Everything a test can ask about the frame; collected only when switched on.
  void collect_checks(bool on) { collect_ = on; }
  [[nodiscard]] const Checks& checks() const { return checks_; }
  // Draws no letter: a test sees the ground on which each text stands.
  void wordless(bool on) { wordless_ = on; }

 private:
  struct Touch {
    bool hovered = false;
    bool held = false;
    bool fired = false;
    bool focused = false;  // and the ring shows
    bool key_held = false;
  };
  struct Target {
    std::string id;
    Box box;
  };
  void slide_in();
  // focus.cpp
  Touch handle(std::string_view id, Box box, bool enabled, bool first_focus, bool repeats,
               bool key = false);
  void move_focus();
  [[nodiscard]] const Target* neighbour(const Target& from, float dx, float dy) const;
  void collect_typed();
  void focus_ring(Box box, float radius);
  [[nodiscard]] bool quiet(std::string_view id);
  [[nodiscard]] bool page_was_read() const;
  void find_out_of_reach();
  void draw_button(std::string_view id, Box box, std::string_view label, const ButtonLook& look,
                   const Touch& touch, bool down);
  // text.cpp
  void draw_words(float x, float y, std::string_view utf8, const TextStyle& style);
  float draw_run(float x, float y, const FontRun& run, const TextStyle& style);
  [[nodiscard]] std::string with_ellipsis(std::string_view utf8, const TextStyle& style,
                                          float width) const;
  void note_text(Box drawn, Box room, std::string_view utf8, const TextStyle& style);

  // The size and the floor of what is written, in this look.
  [[nodiscard]] float smallest_em() const { return look_.elder ? 42.0F : 28.0F; }
  [[nodiscard]] float em_of(const TextStyle& style) const {
    return look_.elder && style.em < smallest_em() ? smallest_em() : style.em;
  }
  [[nodiscard]] Colour colour_here(Colour colour) const;        // of this look, faded
  [[nodiscard]] unsigned int packed_here(Colour colour) const;  // ImU32

  [[nodiscard]] float px(float v) const { return v * scale_; }
  [[nodiscard]] float cx(float x) const { return left_ + x * scale_; }
  [[nodiscard]] float cy(float y) const { return top_ + y * scale_; }
  [[nodiscard]] Box window_box(Box b) const { return {cx(b.x), cy(b.y), px(b.w), px(b.h)}; }

  Fonts& fonts_;
  Masks masks_;
  Pictures pictures_;
  ImDrawList* draw_ = nullptr;
  UiTree tree_;
  float scale_ = 1, left_ = 0, top_ = 0;
  float window_w_ = 0, window_h_ = 0;
  Canvas canvas_ = Canvas::Landscape;
  Look look_;
  float fade_ = 1;
  bool covered_ = false;
  std::string page_;
  std::string focus_;       // id
  bool ring_ = true;        // the focus shows; hidden on touch, shown by a key
  bool key_seen_ = false;   // a key has only made the hidden ring visible in this frame
  std::string down_on_;     // where the finger went down
  double quiet_until_ = 0;  // repeats on quiet_id_ are ignored until then
  std::string quiet_id_;
  double page_since_ = -1;   // when this page came up; negative: the first one
  std::string key_down_on_;  // the focus when Enter or Space went down
  std::string holding_;      // held in the last frame
  bool hold_seen_ = false;
  std::string typed_;            // not yet taken
  bool typing_ = false;          // this page takes characters
  std::vector<Target> targets_;  // of this frame, in focus order
  Motion motion_;
  bool smooth_ = false;
  float page_fade_ = 1;
  std::optional<int> next_frame_ms_;
  bool collect_ = false;
  bool wordless_ = false;
  Checks checks_;
};

}  // namespace dk::kiosk
