#include <curl/curl.h>
#include <strings.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <string>

#include "drivers/page-printer/ipp.h"
#include "drivers/page-printer/ipp_link.h"
#include "drivers/page-printer/printer_uri.h"

namespace dk::drivers {
namespace {

using Steady = std::chrono::steady_clock;

constexpr Milliseconds kPulse{500};
constexpr std::size_t kMaxHeaderBytes = 64 * 1024;

struct FreeEasy {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct FreeMulti {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Headers = std::unique_ptr<curl_slist, FreeList>;

Headers headers() {
  Headers all;
  for (const char* line : {"Content-Type: application/ipp", "Accept: application/ipp", "Expect:"}) {
    if (curl_slist* grown = curl_slist_append(all.get(), line)) {
      (void)all.release();
      all.reset(grown);
    }
  }
  return all;
}

// One request under way.
struct Exchange {
  ByteView message;
  ByteView document;
  std::size_t sent = 0;  // of both, handed to the library
  Bytes answer;
  std::size_t header_bytes = 0;

  [[nodiscard]] std::size_t document_sent() const {
    return sent > message.size() ? sent - message.size() : 0;
  }
};

std::size_t give(char* to, std::size_t size, std::size_t count, void* from) {
  auto& exchange = *static_cast<Exchange*>(from);
  const bool head = exchange.sent < exchange.message.size();
  const ByteView rest = head ? exchange.message.subspan(exchange.sent)
                             : exchange.document.subspan(exchange.document_sent());
  const std::size_t part = std::min(size * count, rest.size());
  std::copy_n(rest.begin(), part, to);
  exchange.sent += part;
  return part;
}

std::size_t take(char* data, std::size_t, std::size_t size, void* to) {
  auto& exchange = *static_cast<Exchange*>(to);
  if (size > ipp::kMaxMessageBytes - exchange.answer.size()) return 0;
  append(exchange.answer, as_bytes({data, size}));
  return size;
}

std::size_t take_header(char*, std::size_t, std::size_t size, void* to) {
  auto& exchange = *static_cast<Exchange*>(to);
  exchange.header_bytes += size;
  return exchange.header_bytes > kMaxHeaderBytes ? 0 : size;
}

FailureCode code_of(CURLcode code, bool connected) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
      return FailureCode::device_absent;
    case CURLE_OPERATION_TIMEDOUT:
      return connected ? FailureCode::timed_out : FailureCode::device_absent;
    case CURLE_WRITE_ERROR:    // longer than we take
    case CURLE_OUT_OF_MEMORY:  // a line longer than the library takes
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_HTTP2:
      return FailureCode::device_protocol;
    default:
      return connected ? FailureCode::device_offline : FailureCode::device_absent;
  }
}

class CurlLink : public IppLink {
 public:
  explicit CurlLink(const PrinterUri& uri) : url_(uri.http()), headers_(headers()) {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    (void)started;
    multi_.reset(curl_multi_init());
    easy_.reset(curl_easy_init());
  }
  [[nodiscard]] bool ready() const { return easy_ && multi_ && headers_; }

  Result<Bytes> post(ByteView message, Upload* upload, Milliseconds timeout) override {
    Exchange exchange;
    exchange.message = message;
    if (upload != nullptr) exchange.document = upload->document;
    CURL* easy = easy_.get();
    curl_easy_reset(easy);
    set_up(easy, exchange, timeout);
    const CURLcode code = perform(easy, exchange, upload, timeout);
    if (upload != nullptr) upload->bytes_left = exchange.document_sent();
    bytes_out_ += exchange.sent;
    bytes_in_ += exchange.answer.size() + exchange.header_bytes;
    if (code == CURLE_ABORTED_BY_CALLBACK) return fail(FailureCode::cancelled, "interrupted");
    if (code != CURLE_OK) {
      curl_off_t connect_us = 0;
      curl_easy_getinfo(easy, CURLINFO_CONNECT_TIME_T, &connect_us);
      return fail(code_of(code, connect_us > 0), curl_easy_strerror(code));
    }
    return answer_of(easy, exchange);
  }

  void interrupt() override {
    interrupted_ = true;
    curl_multi_wakeup(multi_.get());
  }
  LinkCounters counters() const override { return {bytes_in_, bytes_out_}; }

 private:
  void set_up(CURL* easy, Exchange& exchange, Milliseconds timeout) {
    curl_easy_setopt(easy, CURLOPT_URL, url_.c_str());
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");  // not even from the environment
    curl_easy_setopt(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    // A POST on a connection that was used before is repeated by curl when nothing comes back.
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(timeout.count()));
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(exchange.message.size() + exchange.document.size()));
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers_.get());
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(easy, CURLOPT_READDATA, &exchange);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &exchange);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &exchange);
  }

  CURLcode perform(CURL* easy, const Exchange& exchange, const Upload* upload,
                   Milliseconds timeout) {
    CURLM* multi = multi_.get();
    if (curl_multi_add_handle(multi, easy) != CURLM_OK) return CURLE_FAILED_INIT;
    const CURLcode result = loop(exchange, upload, timeout);
    curl_multi_remove_handle(multi, easy);
    return result;
  }

  CURLcode loop(const Exchange& exchange, const Upload* upload, Milliseconds timeout) {
    CURLM* multi = multi_.get();
    auto deadline = Steady::now() + timeout;
    auto pulse = Steady::now() + kPulse;
    std::size_t sent = 0;
    while (true) {
      if (interrupted_.exchange(false)) return CURLE_ABORTED_BY_CALLBACK;
      int running = 0;
      if (curl_multi_perform(multi, &running) != CURLM_OK) return CURLE_FAILED_INIT;
      int left = 0;
      if (const CURLMsg* message = curl_multi_info_read(multi, &left);
          message != nullptr && message->msg == CURLMSG_DONE) {
        return message->data.result;
      }
      if (exchange.sent != sent) {
        sent = exchange.sent;
        deadline = Steady::now() + timeout;
      }
      const auto now = Steady::now();
      if (now >= deadline) return CURLE_OPERATION_TIMEDOUT;
      if (upload != nullptr && upload->go_on && now >= pulse) {
        if (!upload->go_on()) return CURLE_ABORTED_BY_CALLBACK;
        pulse = Steady::now() + kPulse;
        deadline += Steady::now() - now;  // its time is not the printer's
      }
      const auto wait = std::min(std::chrono::ceil<Milliseconds>(deadline - now), kPulse);
      curl_multi_poll(multi, nullptr, 0, static_cast<int>(wait.count()), nullptr);
    }
  }

  static Result<Bytes> answer_of(CURL* easy, Exchange& exchange) {
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    if (status == 503) return fail(FailureCode::device_busy, "HTTP 503");
    if (status != 200) {
      return fail(FailureCode::device_protocol, "HTTP " + std::to_string(status));
    }
    const char* type = nullptr;
    curl_easy_getinfo(easy, CURLINFO_CONTENT_TYPE, &type);
    constexpr std::string_view kType = "application/ipp";
    if (type == nullptr || strncasecmp(type, kType.data(), kType.size()) != 0) {
      return fail(FailureCode::device_protocol, "the answer is not application/ipp");
    }
    return std::move(exchange.answer);
  }

  std::string url_;
  Headers headers_;
  std::atomic<bool> interrupted_ = false;
  std::uint64_t bytes_in_ = 0;
  std::uint64_t bytes_out_ = 0;
  std::unique_ptr<CURLM, FreeMulti> multi_;  // outlives the easy handle
  std::unique_ptr<CURL, FreeEasy> easy_;
};

}  // namespace

IppLinkFactory system_ipp_links() {
  return [](std::string_view address) -> Result<std::unique_ptr<IppLink>> {
    DK_TRY(uri, parse_printer_uri(address));
    auto link = std::make_unique<CurlLink>(uri);
    if (!link->ready()) return fail(FailureCode::internal, "curl");
    return link;
  };
}

}  // namespace dk::drivers
