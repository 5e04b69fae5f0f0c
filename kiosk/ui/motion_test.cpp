#include "kiosk/ui/motion.h"

#include <gtest/gtest.h>

#include "kiosk/ui/stage_for_tests.h"
#include "kiosk/ui/widgets/notices.h"

namespace dk::kiosk {
namespace {

TEST(Motion, question_fades_in_once_and_again_when_it_comes_again) {
  Motion motion;
  motion.begin_frame(100);
  EXPECT_FLOAT_EQ(motion.progress("ask", 0.2, false), 0);
  EXPECT_FALSE(motion.still());
  motion.begin_frame(100.1);
  EXPECT_NEAR(motion.progress("ask", 0.2, false), 0.5F, 0.001F);
  motion.begin_frame(105);
  EXPECT_FLOAT_EQ(motion.progress("ask", 0.2, false), 1);
  EXPECT_TRUE(motion.still());
  motion.begin_frame(106);  // the question is gone
  motion.begin_frame(107);
  EXPECT_FLOAT_EQ(motion.progress("ask", 0.2, false), 0);
}

TEST(Motion, person_who_wants_no_motion_sees_the_end) {
  Motion motion;
  motion.begin_frame(100);
  EXPECT_FLOAT_EQ(motion.progress("ask", 0.2, true), 1);
  EXPECT_TRUE(motion.still());
}

TEST(Motion, ease_begins_and_ends_where_it_should) {
  EXPECT_FLOAT_EQ(ease_out(0), 0);
  EXPECT_FLOAT_EQ(ease_out(1), 1);
  EXPECT_GT(ease_out(0.5F), 0.5F);
}

TEST(Motion, still_page_asks_for_no_frame) {
  CitizenStageForTests stage;
  bool asks = false;
  const auto draw = [&](Ui& ui) {
    if (asks) widgets::modal(ui, "test.ask", {72, 560, 936, 600}, "?", ui.motion("ask", 5));
  };
  stage.frame(draw);
  EXPECT_EQ(stage.ui->next_frame_ms(), std::nullopt);
  asks = true;
  stage.frame(draw);
  ASSERT_TRUE(stage.ui->next_frame_ms());
  EXPECT_LE(*stage.ui->next_frame_ms(), 17);
  stage.ui->look({.reduced_motion = true});
  stage.frame(draw);
  EXPECT_EQ(stage.ui->next_frame_ms(), std::nullopt);
}

}  // namespace
}  // namespace dk::kiosk
