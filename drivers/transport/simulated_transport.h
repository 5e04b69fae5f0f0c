// The simulated twin of a line, played from a script: what the device will say, when it goes
// away, what it was told. Time does not pass: read() of an empty script returns at once, like a
// time-out. The test keeps the SimulatedLine; any thread.
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <optional>

#include "drivers/transport/transport.h"

namespace dk::drivers {

class SimulatedLine {
 public:
  void device_says(Bytes bytes);         // one read()
  void silence();                        // one read() that times out, whatever follows
  void hangs_up();                       // after what was said before
  void comes_back();                     // the next open() succeeds
  void goes_absent();                    // open() fails with device_absent until comes_back()
  void takes_only(std::size_t bytes);    // write() times out after so many more
  [[nodiscard]] Bytes was_told() const;  // all that was written
  [[nodiscard]] int opened() const;      // successful opens

 private:
  friend class SimulatedTransport;
  struct Step {
    enum class Kind { Bytes, Silence, HangUp } kind;
    Bytes bytes;
  };
  mutable std::mutex mutex_;
  std::deque<Step> script_;
  Bytes told_;
  std::optional<std::size_t> room_;
  bool absent_ = false;
  int opened_ = 0;
};

class SimulatedTransport : public Transport {
 public:
  explicit SimulatedTransport(std::shared_ptr<SimulatedLine> line) : line_(std::move(line)) {}
  Status open() override;
  Result<Bytes> read(Milliseconds timeout) override;
  Status write(ByteView all, Milliseconds timeout) override;
  void close() override { open_ = false; }
  [[nodiscard]] bool is_open() const override { return open_; }
  void interrupt() override {}
  [[nodiscard]] TransportCounters counters() const override { return counters_; }

 private:
  std::shared_ptr<SimulatedLine> line_;
  bool open_ = false;
  TransportCounters counters_;
};

// Every address leads to this line.
[[nodiscard]] TransportFactory simulated_transports(std::shared_ptr<SimulatedLine> line);

}  // namespace dk::drivers
