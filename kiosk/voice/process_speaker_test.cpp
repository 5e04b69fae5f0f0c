// With programs that stand in for espeak-ng: scripts that write down what they were given.
#include "kiosk/voice/process_speaker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <semaphore>

namespace dk::kiosk {
namespace {

using testing::HasSubstr;
using testing::Not;

class ProcessSpeakerTest : public testing::Test {
 protected:
  ProcessSpeakerTest() {
    std::string name = testing::TempDir() + "speaker-XXXXXX";
    folder_ = mkdtemp(name.data());
  }
  ~ProcessSpeakerTest() override { std::filesystem::remove_all(folder_); }

  std::string script(const std::string& name, const std::string& lines) {
    const auto path = folder_ / name;
    std::ofstream(path) << "#!/bin/sh\ncd " << folder_.string() << "\n" << lines;
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    return path;
  }
  std::string file(const std::string& name) const {
    std::ifstream stream(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  // Until `done` or, on a machine that is lost, ten seconds.
  static bool wait_for(const std::function<bool()>& done) {
    for (int i = 0; i < 1000 && !done(); ++i) usleep(10'000);
    return done();
  }
  bool file_has(const std::string& name, const std::string& text) const {
    return file(name).find(text) != std::string::npos;
  }
  static Speech speech(std::string words, std::string key = {}) {
    return {.words = std::move(words), .language = "en", .text_key = std::move(key), .volume = 6};
  }
  SpeakerPrograms writing_down() {
    return {.espeak = script("espeak", "echo \"$@\" >> arguments\ncat >> said\n"),
            .player = script("play", "echo \"$@\" >> played\n"),
            .clips = folder_.string() + "/voice",
            .loudspeaker = "",
            .headphones = "plughw:9"};
  }

  std::filesystem::path folder_;
};

TEST_F(ProcessSpeakerTest, the_text_goes_through_standard_input_only) {
  ProcessSpeaker speaker(writing_down());
  EXPECT_TRUE(speaker.available());
  speaker.say({speech("Zhao Jianguo"), speech("440***19")});
  ASSERT_TRUE(wait_for([&] { return speaker.finished() == 2; }));
  EXPECT_EQ(file("said"), "Zhao Jianguo\nending in 1 9\n");
  EXPECT_THAT(file("arguments"), HasSubstr("-v en"));
  EXPECT_THAT(file("arguments"), Not(HasSubstr("Zhao")));
}

TEST_F(ProcessSpeakerTest, headphones_are_another_device) {
  ProcessSpeaker speaker(writing_down());
  auto one = speech("hello");
  one.headphones = true;
  speaker.say({one});
  ASSERT_TRUE(wait_for([&] { return speaker.finished() == 1; }));
  EXPECT_THAT(file("arguments"), HasSubstr("-d plughw:9"));
}

TEST_F(ProcessSpeakerTest, what_is_said_is_cut_by_the_next_list) {
  ProcessSpeaker speaker(
      {.espeak = script("espeak",
                        "read word rest\necho $word >> begun\n"
                        "[ $word = long ] && exec sleep 60\necho $word >> ended\n")});
  speaker.say({speech("long page"), speech("never")});
  ASSERT_TRUE(wait_for([&] { return file_has("begun", "long"); }));
  speaker.say({speech("next")});
  ASSERT_TRUE(wait_for([&] { return speaker.finished() == 1; }));
  EXPECT_EQ(file("begun"), "long\nnext\n");
  EXPECT_EQ(file("ended"), "next\n");
  EXPECT_EQ(speaker.hung(), 0U);
}

TEST_F(ProcessSpeakerTest, one_that_hangs_is_killed_and_the_next_is_said) {
  ProcessSpeaker speaker({.espeak = script("espeak",
                                           "read word rest\n[ $word = hang ] && exec sleep 60\n"
                                           "echo $word >> said\n"),
                          .patience = Milliseconds(100),
                          .patience_per_byte = Milliseconds(0)});
  speaker.say({speech("hang")});
  ASSERT_TRUE(wait_for([&] { return speaker.finished() == 1; }));
  EXPECT_EQ(speaker.hung(), 1U);
}

TEST_F(ProcessSpeakerTest, stopping_kills_the_program) {
  auto speaker = std::make_unique<ProcessSpeaker>(
      SpeakerPrograms{.espeak = script("espeak", "echo $$ > pid\nexec sleep 60\n")});
  speaker->say({speech("hello")});
  ASSERT_TRUE(wait_for([&] { return file_has("pid", "\n"); }));
  const pid_t pid = std::stoi(file("pid"));
  EXPECT_EQ(kill(pid, 0), 0);
  speaker->say({});
  EXPECT_TRUE(wait_for([&] { return kill(pid, 0) != 0; }));
  speaker.reset();
}

TEST_F(ProcessSpeakerTest, it_dies_with_the_kiosk) {
  const auto espeak = script("espeak", "echo $$ > pid\nexec sleep 60\n");
  const pid_t kiosk = fork();
  ASSERT_GE(kiosk, 0);
  if (kiosk == 0) {
    ProcessSpeaker speaker({.espeak = espeak});
    speaker.say({speech("hello")});
    pause();
    _exit(0);
  }
  ASSERT_TRUE(wait_for([&] { return file_has("pid", "\n"); }));
  const pid_t pid = std::stoi(file("pid"));
  kill(kiosk, SIGKILL);
  waitpid(kiosk, nullptr, 0);
  // Whoever adopts it may leave it a zombie; dead it is.
  EXPECT_TRUE(wait_for([&] {
    std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
    std::string number, name, state;
    return !(stat >> number >> name >> state) || state == "Z" || state == "X";
  }));
}

TEST_F(ProcessSpeakerTest, a_recorded_clip_is_played_instead) {
  auto programs = writing_down();
  std::filesystem::create_directories(folder_ / "voice/en");
  std::ofstream(folder_ / "voice/en/voice.hello.ogg") << "x";
  ProcessSpeaker speaker(programs);
  auto slow = speech("hello", "voice.hello");
  slow.slow = true;
  speaker.say({slow, speech("other", "voice.other"), speech("up", "../../voice/en/voice.hello")});
  ASSERT_TRUE(wait_for([&] { return speaker.finished() == 3; }));
  EXPECT_THAT(file("played"), HasSubstr("voice/en/voice.hello.ogg tempo -s 0.8\n"));
  EXPECT_EQ(file("said"), "other\nup\n");
}

TEST_F(ProcessSpeakerTest, a_machine_without_programs_is_silent_not_broken) {
  ProcessSpeaker speaker({.espeak = folder_.string() + "/nowhere"});
  EXPECT_FALSE(speaker.available());
  speaker.say({speech("hello"), speech("again")});
  EXPECT_TRUE(wait_for([&] { return speaker.finished() == 2; }));
}

TEST_F(ProcessSpeakerTest, what_is_added_follows) {
  std::counting_semaphore<> ended(0);
  ProcessSpeaker speaker(writing_down(), [&] { ended.release(); });
  speaker.say({speech("one")});
  speaker.add({speech("two")});
  ended.acquire();
  ended.acquire();
  EXPECT_EQ(file("said"), "one\ntwo\n");
}

// The real program, whether this machine has a sound device or not.
TEST_F(ProcessSpeakerTest, espeak_says_a_word_and_ends) {
  ProcessSpeaker speaker({});
  ASSERT_TRUE(speaker.available()) << "espeak-ng is missing; tools/setup installs it";
  auto one = speech("健康码");
  one.language = "zh-CN";
  one.volume = 1;
  speaker.say({one});
  EXPECT_TRUE(wait_for([&] { return speaker.finished() == 1; }));
  EXPECT_EQ(speaker.hung(), 0U);
}

}  // namespace
}  // namespace dk::kiosk
