// Slabs onto pages.
#include "flows/documents/layout.h"

#include <algorithm>
#include <utility>

#include "flows/documents/flow.h"
#include "flows/documents/limits.h"
#include "flows/documents/model.h"

namespace dk::documents {

namespace {

class Paginator {
 public:
  Paginator(const Root& root, Um width, Flow& flow) : root_(root), flow_(flow) {
    page_.width = width;
    page_.height = root.height;
    top_ = root.margin_top + (root.header ? root.header->height : 0);
    bottom_ = root.height - root.margin_bottom - (root.footer ? root.footer->height : 0);
    begin();
  }

  std::vector<Page> lay(Slabs slabs) {
    std::size_t kept = 0;  // up to here the slabs were found to fit this page together
    for (std::size_t i = 0; i < slabs.size(); ++i) {
      Slab& slab = slabs[i];
      if (root_.height != 0) {
        if (slab.page_break) turn();
        if (i >= kept && slab.keep_next) {
          kept = i + 1;
          while (kept < slabs.size() && slabs[kept - 1].keep_next) ++kept;
          const Um together = height_of(slabs, i, kept) + (used_ ? slab.before : 0);
          if (!fits(together) && together <= bottom_ - top_) turn();
        }
        if (!fits((used_ ? slab.before : 0) + slab.height)) turn();
        if (!used_ && slab.table >= 0 && pages_.size() > table_page(slab.table)) {
          Slab head = flow_.heads()[static_cast<std::size_t>(slab.table)];
          put(head);
        }
        if (!fits(slab.height)) flow_.note("document", "something is higher than a page");
      }
      if (slab.table >= 0) last_page_[slab.table] = pages_.size();
      put(slab);
    }
    finish();
    return std::move(pages_);
  }

 private:
  // The page that has the table's last row so far; a table that begins here needs no second head.
  std::size_t table_page(int table) const {
    const auto found = last_page_.find(table);
    return found == last_page_.end() ? pages_.size() : found->second;
  }

  static Um height_of(const Slabs& slabs, std::size_t from, std::size_t to) {
    std::int64_t sum = 0;
    for (std::size_t i = from; i < to; ++i) {
      sum += slabs[i].height + (i > from ? slabs[i].before : 0);
    }
    return static_cast<Um>(std::min<std::int64_t>(sum, limits::kRollLength));
  }

  [[nodiscard]] bool fits(Um height) const { return std::int64_t{y_} + height <= bottom_; }

  void begin() {
    page_.items.clear();
    overlays_.clear();
    y_ = top_;
    used_ = false;
  }

  void put(Slab& slab) {
    if (used_) y_ += slab.before;
    for (Item& item : slab.items) {
      move_by(item, root_.margin_left, y_);
      page_.items.emplace_back(std::move(item));
    }
    for (Overlay& overlay : slab.overlays) {
      for (Item& item : overlay.items) move_by(item, root_.margin_left, y_);
      overlay.y += y_;
      overlays_.push_back(std::move(overlay));
    }
    y_ += slab.height;
    used_ |= slab.height > 0 || !slab.items.empty();
    if (y_ > limits::kRollLength) {
      throw LayoutStop{{"roll_length", "the document is longer than any paper"}};
    }
  }

  // Seals lie over everything, and on the page.
  void finish() {
    if (root_.height == 0) {
      Um low = y_;
      for (const Overlay& overlay : overlays_) low = std::max(low, overlay.y + overlay.half);
      page_.height = std::max(low + root_.margin_bottom, 1'000);
    }
    for (Overlay& overlay : overlays_) {
      const Um lowest = std::max(page_.height - overlay.half, overlay.half);
      const Um y = std::clamp(overlay.y, overlay.half, lowest);
      for (Item& item : overlay.items) {
        move_by(item, 0, y - overlay.y);
        page_.items.emplace_back(std::move(item));
      }
    }
    pages_.push_back(std::move(page_));
    if (pages_.size() > static_cast<std::size_t>(limits::kPages)) {
      throw LayoutStop{{"pages", "the document has too many pages"}};
    }
  }

  void turn() {
    const Um width = page_.width;
    const Um height = page_.height;
    finish();
    page_ = Page{width, height, {}};
    begin();
  }

  const Root& root_;
  Flow& flow_;
  std::vector<Page> pages_;
  Page page_;
  std::vector<Overlay> overlays_;
  std::map<int, std::size_t> last_page_;
  Um top_ = 0;
  Um bottom_ = 0;
  Um y_ = 0;
  bool used_ = false;  // something stands on this page
};

void edges(const Root& root, Flow& flow, std::vector<Page>& pages) {
  for (const auto* node : {root.header.get(), root.footer.get()}) {
    if (node == nullptr) continue;
    const bool header = node == root.header.get();
    for (std::size_t i = 0; i < pages.size(); ++i) {
      Page& page = pages[i];
      const Um width = page.width - root.margin_left - root.margin_right;
      Slab slab = flow.edge(*node, width, static_cast<int>(i) + 1, static_cast<int>(pages.size()));
      if (slab.height > node->height) flow.note(node->name, "it is higher than its height");
      const Um y = header ? root.margin_top : page.height - root.margin_bottom - node->height;
      for (Item& item : slab.items) {
        move_by(item, root.margin_left, y);
        page.items.emplace_back(std::move(item));
      }
    }
  }
}

}  // namespace

std::expected<Document, Stopped> layout(const Template& from, const feel::Context& data,
                                        const Words& words, Fonts& fonts,
                                        const LayoutOptions& options) {
  const Root& root = from.root();
  if (!fonts.any()) return std::unexpected(Stopped{"fonts", "no font file is there"});
  const bool other_paper = root.height == 0 && options.roll_width != 0;
  const Um width = other_paper ? options.roll_width : root.width;
  const Um inside = width - root.margin_left - root.margin_right;
  if (width > limits::kMostSide || inside < 1'000) {
    return std::unexpected(Stopped{"width", "the paper is too narrow or too wide"});
  }
  try {
    Flow flow(root, data, words, fonts, options);
    Document document;
    document.pages = Paginator(root, width, flow).lay(flow.body(inside));
    edges(root, flow, document.pages);
    document.missing.assign(flow.missing().begin(), flow.missing().end());
    document.notes = flow.take_notes();
    return document;
  } catch (const LayoutStop& stop) {
    return std::unexpected(stop.why);
  }
}

}  // namespace dk::documents
