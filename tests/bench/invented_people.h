// People for benchmarks: random names and citizen numbers of a region code that is younger than
// their births, so that nobody has them. One thread.
#pragma once

#include <array>
#include <chrono>
#include <cstdio>
#include <string>

#include "base/codes/citizen_number.h"
#include "base/codes/identity_code.h"
#include "base/random.h"

namespace dk::bench {

inline codes::PersonIdentity invent_person(Random& random) {
  static constexpr std::array<const char*, 24> kFamily = {
      "赵", "陈", "刘", "黄", "何", "吴", "罗", "林", "孙", "周", "李", "王",
      "张", "钱", "郑", "冯", "蒋", "曹", "许", "彭", "马", "梁", "邓", "苏"};
  static constexpr std::array<const char*, 48> kGiven = {
      "建", "国", "秀", "英", "德", "海", "亚", "妹", "桂", "强", "玉", "兰",
      "志", "远", "福", "淑", "芬", "欣", "怡", "浩", "宇", "晓", "敏", "大",
      "勇", "永", "明", "刚", "辉", "小", "雨", "宝", "丽", "朵", "凯", "晴",
      "嘉", "育", "诚", "立", "文", "静", "伟", "芳", "娜", "磊", "军", "洋"};
  codes::PersonIdentity person;
  person.name = kFamily[random.below(kFamily.size())];
  for (std::uint64_t left = 1 + random.below(2); left > 0; --left) {
    person.name += kGiven[random.below(kGiven.size())];
  }
  const std::chrono::sys_days born =
      std::chrono::sys_days(std::chrono::year{1940} / 1 / 1) +
      std::chrono::days(static_cast<std::int64_t>(random.below(27'000)));
  const std::chrono::year_month_day day(born);
  const int serial = static_cast<int>(random.below(1000));
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "440309%04d%02u%02u%03d", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()), serial);
  person.document_number = text.data();
  person.document_number += codes::citizen_number_check(person.document_number);
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  person.birth = text.data();
  person.document_type = "id-card";
  person.sex = serial % 2 == 1 ? 1 : 2;
  return person;
}

}  // namespace dk::bench
