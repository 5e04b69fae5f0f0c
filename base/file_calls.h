// The system calls by which PosixFiles changes a disk, so that a test can stand in between and fail
// each of them: results and errno as of the real ones. Thread-safe.
#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>

namespace dk {

class FileCalls {
 public:
  virtual ~FileCalls() = default;
  virtual int open(const char* path, int flags, mode_t mode) { return ::open(path, flags, mode); }
  virtual ssize_t write(int file, const void* from, std::size_t size) {
    return ::write(file, from, size);
  }
  virtual int fsync(int file) { return ::fsync(file); }
  virtual int ftruncate(int file, off_t size) { return ::ftruncate(file, size); }
  virtual int rename(const char* from, const char* to) { return ::rename(from, to); }
  virtual int unlink(const char* path) { return ::unlink(path); }
  virtual int mkdir(const char* path, mode_t mode) { return ::mkdir(path, mode); }

  static FileCalls& of_the_system() {
    static FileCalls calls;
    return calls;
  }
};

}  // namespace dk
