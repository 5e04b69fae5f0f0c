#include "drivers/identity.h"

#include <array>

namespace dk::drivers {

std::string_view name_of(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::CitizenCard:
      return "citizen-card";
    case DocumentKind::HmtPermit:
      return "hmt-permit";
    case DocumentKind::ForeignPermit:
      return "foreign-permit";
    case DocumentKind::SocialCard:
      return "social-card";
  }
  return "citizen-card";
}

std::string_view nation_name(std::string_view code) {
  // tidy: data of GB/T 3304, as printed on cards; 01 to 56 in order
  static constexpr std::array<std::string_view, 56> kNations = {
      "汉",     "蒙古",   "回",       "藏",     "维吾尔",   "苗",   "彝",     "壮",
      "布依",   "朝鲜",   "满",       "侗",     "瑶",       "白",   "土家",   "哈尼",
      "哈萨克", "傣",     "黎",       "傈僳",   "佤",       "畲",   "高山",   "拉祜",
      "水",     "东乡",   "纳西",     "景颇",   "柯尔克孜", "土",   "达斡尔", "仫佬",
      "羌",     "布朗",   "撒拉",     "毛南",   "仡佬",     "锡伯", "阿昌",   "普米",
      "塔吉克", "怒",     "乌孜别克", "俄罗斯", "鄂温克",   "德昂", "保安",   "裕固",
      "京",     "塔塔尔", "独龙",     "鄂伦春", "赫哲",     "门巴", "珞巴",   "基诺"};
  if (code == "97") return "其他";
  if (code == "98") return "外国血统中国籍人士";

  if (code.size() != 2 || code[0] < '0' || code[0] > '9' || code[1] < '0' || code[1] > '9') {
    return {};
  }
  const auto index = static_cast<std::size_t>((code[0] - '0') * 10 + (code[1] - '0'));
  return index >= 1 && index <= kNations.size() ? kNations[index - 1] : std::string_view();
}

}  // namespace dk::drivers
