#include "base/log.h"

#include <fcntl.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <exception>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "base/file_descriptor.h"

namespace dk::log {
namespace {

constexpr std::size_t kFileMaxBytes = 4 * 1024 * 1024;
constexpr std::size_t kOldFiles = 4;
constexpr std::size_t kSafeMaxBytes = 512;

spdlog::level::level_enum level_of(Level level) {
  switch (level) {
    case Level::Debug:
      return spdlog::level::debug;
    case Level::Info:
      return spdlog::level::info;
    case Level::Warn:
      return spdlog::level::warn;
    case Level::Error:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

std::string_view name_of(Level level) {
  switch (level) {
    case Level::Debug:
      return "debug";
    case Level::Info:
      return "info";
    case Level::Warn:
      return "warn";
    case Level::Error:
      return "error";
  }
  return "error";
}

std::shared_ptr<spdlog::logger> make_logger(spdlog::sink_ptr sink, Level level) {
  auto logger = std::make_shared<spdlog::logger>("dk", std::move(sink));
  logger->set_pattern("%v");  // A line is whole when it arrives here.
  logger->set_level(level_of(level));
  logger->flush_on(spdlog::level::debug);  // The last line before a crash is the one that counts.
  return logger;
}

class Target {
 public:
  std::shared_ptr<spdlog::logger> get() {
    const std::lock_guard lock(mutex_);
    return logger_;
  }
  void set(std::shared_ptr<spdlog::logger> logger) {
    const std::lock_guard lock(mutex_);
    logger_ = std::move(logger);
  }

 private:
  std::mutex mutex_;
  std::shared_ptr<spdlog::logger> logger_ =
      make_logger(std::make_shared<spdlog::sinks::stderr_sink_mt>(), Level::Info);
};

Target& target() {
  static Target instance;
  return instance;
}

// Made by us before the library opens it, so that it is never readable by others, not even briefly.
void make_private(const std::string& path) {
  const FileDescriptor file(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
  if (!file || ::fchmod(file.get(), S_IRUSR | S_IWUSR) != 0) {
    throw spdlog::spdlog_ex("cannot make the log file private");
  }
}

// Where a text is cut, no half of a UTF-8 character stays.
std::string_view cut(std::string_view text) {
  if (text.size() <= kSafeMaxBytes) return text;
  std::size_t end = kSafeMaxBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end);
}

}  // namespace

Safe safe(std::string_view text, Token /*why*/) { return {std::string(cut(text))}; }
Safe safe(const Uuid& id) { return {to_string(id)}; }
Safe safe(const Failure& failure) {
  std::string text(dk::name_of(failure.code));
  if (!failure.detail.empty()) text += ": " + failure.detail;
  return {std::string(cut(text))};
}

Status open(const std::string& path, Level level) {
  try {
    spdlog::sink_ptr sink;
    if (path.empty()) {
      sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    } else {
      spdlog::file_event_handlers handlers;
      handlers.before_open = make_private;
      sink = std::make_shared<spdlog::sinks::rotating_file_sink_mt>(path, kFileMaxBytes, kOldFiles,
                                                                    false, handlers);
    }
    target().set(make_logger(std::move(sink), level));
    return {};
  } catch (const std::exception& e) {
    return fail(FailureCode::io_error, "log " + path + ": " + e.what());
  }
}

void write(Level level, Token event, std::initializer_list<Field> fields) {
  const std::shared_ptr<spdlog::logger> logger = target().get();
  if (!logger->should_log(level_of(level))) return;
  nlohmann::ordered_json line;
  line["time"] = to_rfc3339(SystemClock().now());
  line["level"] = name_of(level);
  line["event"] = event.view();
  for (const Field& field : fields) {
    std::string key(field.key.view());
    while (line.contains(key)) key += '_';  // Nothing that was said is lost or overwritten.
    std::visit([&](const auto& value) { line[key] = value; }, field.value);
  }
  // Bytes that are not UTF-8 become the replacement character; control characters are escaped.
  using nlohmann::ordered_json;
  logger->log(level_of(level), line.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
}

}  // namespace dk::log
