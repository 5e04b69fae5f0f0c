#include "flows/documents/ofd/font_subset.h"

#include <hb-ot.h>
#include <hb-subset.h>

#include <array>
#include <memory>

namespace dk::documents {
namespace {

struct Done {
  void operator()(hb_blob_t* blob) const { hb_blob_destroy(blob); }
  void operator()(hb_face_t* face) const { hb_face_destroy(face); }
  void operator()(hb_subset_input_t* input) const { hb_subset_input_destroy(input); }
  void operator()(hb_subset_plan_t* plan) const { hb_subset_plan_destroy(plan); }
};
template <class T>
using Owned = std::unique_ptr<T, Done>;

std::string postscript_name(hb_face_t* face) {
  std::array<char, 128> name{};
  auto size = static_cast<unsigned>(name.size());
  hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, name.data());
  return name.data();
}

bool has_table(hb_face_t* face, hb_tag_t tag) {
  const Owned<hb_blob_t> table(hb_face_reference_table(face, tag));
  return hb_blob_get_length(table.get()) > 0;
}

}  // namespace

std::expected<FontSubset, std::string> subset_font(const FontSource& source,
                                                   const std::set<std::uint32_t>& glyphs,
                                                   const std::set<char32_t>& characters) {
  const Owned<hb_blob_t> file(hb_blob_create_from_file_or_fail(source.path.c_str()));
  if (!file) return std::unexpected("no font file " + source.path);
  const Owned<hb_face_t> face(hb_face_create(file.get(), static_cast<unsigned>(source.face)));
  const Owned<hb_subset_input_t> input(hb_subset_input_create_or_fail());
  if (!face || !input) return std::unexpected("no memory for a font");
  hb_subset_input_set_flags(input.get(),
                            HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
  for (const std::uint32_t glyph : glyphs) {
    hb_set_add(hb_subset_input_glyph_set(input.get()), glyph);
  }
  for (const char32_t character : characters) {
    hb_set_add(hb_subset_input_unicode_set(input.get()), character);
  }
  hb_set_t* dropped = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
  for (const hb_tag_t tag : {HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'),
                             HB_TAG('G', 'D', 'E', 'F'), HB_TAG('B', 'A', 'S', 'E')}) {
    hb_set_add(dropped, tag);
  }
  const Owned<hb_subset_plan_t> plan(hb_subset_plan_create_or_fail(face.get(), input.get()));
  const Owned<hb_face_t> part(plan ? hb_subset_plan_execute_or_fail(plan.get()) : nullptr);
  if (!part) return std::unexpected("no font in " + source.path);

  const Owned<hb_blob_t> blob(hb_face_reference_blob(part.get()));
  unsigned size = 0;
  const char* bytes = hb_blob_get_data(blob.get(), &size);
  FontSubset subset{.bytes = {bytes, size},
                    .name = postscript_name(face.get()),
                    .is_cff = has_table(part.get(), HB_TAG('C', 'F', 'F', ' ')),
                    .glyphs = {}};
  const hb_map_t* numbers = hb_subset_plan_old_to_new_glyph_mapping(plan.get());
  for (const std::uint32_t glyph : glyphs) {
    const hb_codepoint_t now = hb_map_get(numbers, glyph);
    subset.glyphs[glyph] = now == HB_MAP_VALUE_INVALID ? 0 : now;
  }
  return subset;
}

}  // namespace dk::documents
