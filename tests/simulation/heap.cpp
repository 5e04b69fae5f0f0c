#include "tests/simulation/heap.h"

#include <malloc.h>
#include <sqlite3.h>

#include <algorithm>
#include <string>

namespace dk::kiosk::sampling {

namespace {

constexpr int kLargeBlock = 128 * 1024;

// The heap behind the tubes that are kept, as glibc hands it out.
std::size_t block(std::size_t bytes) {
  return std::max<std::size_t>(32, (bytes + sizeof(std::size_t) + 15) / 16 * 16);
}
std::size_t behind(const std::string& text) {
  return text.capacity() <= std::string().capacity() ? 0 : block(text.capacity() + 1);
}
std::size_t kept_bytes(const Durable& durable) {
  constexpr std::size_t kNode = 4 * sizeof(void*) + sizeof(SealedTubes::value_type);
  constexpr std::size_t kShared = 2 * sizeof(void*) + sizeof(SealedTube);
  std::size_t sum = 0;
  for (const auto& [piece, tube] : durable.tubes) {
    const auto& persons = tube->tube.persons;
    sum += block(kNode) + block(kShared) + behind(tube->tube.code) + behind(tube->box);
    if (persons.capacity() > 0) sum += block(persons.capacity() * sizeof(Person));
    for (const Person& person : persons) {
      sum += behind(person.masked_name) + behind(person.digest) + behind(person.document_type) +
             behind(person.document_number);
    }
  }
  return sum;
}

}  // namespace

void fix_large_blocks() { ::mallopt(M_MMAP_THRESHOLD, kLargeBlock); }

Heap heap_in_use(const Durable& durable) {
  const struct mallinfo2 all = mallinfo2();
  Heap heap;
  heap.sqlite = static_cast<std::size_t>(sqlite3_memory_used());
  heap.kept = kept_bytes(durable);
  heap.rest = all.uordblks - std::min(all.uordblks, heap.sqlite + heap.kept);
  heap.large = all.hblks;
  return heap;
}

}  // namespace dk::kiosk::sampling
