#include "offline-cache/sync/https_remote.h"

#include <curl/curl.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <mutex>

#include "offline-cache/sync/sync.h"
#include "offline-cache/sync/tls_failure.h"
#include "offline-cache/wire/api.h"

namespace dk::cache {
namespace {

constexpr std::size_t kMaxHeaderBytes = 64 * 1024;
constexpr int kPollMs = 1000;
constexpr long kTls13Only = CURL_SSLVERSION_TLSv1_3 | CURL_SSLVERSION_TLSv1_3 << 16;  // MAX_

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

void add_header(Headers& headers, const std::string& line) {
  if (curl_slist* grown = curl_slist_append(headers.get(), line.c_str())) {
    (void)headers.release();
    headers.reset(grown);
  }
}

// A peer that hangs up while we write must cost the call, not the program: OpenSSL writes with
// write(2), and curl leaves SIGPIPE alone under NOSIGNAL. Blocks it on this thread and eats it.
class NoBrokenPipe {
 public:
  NoBrokenPipe() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    sigset_t pending;
    sigpending(&pending);
    was_pending_ = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~NoBrokenPipe() {
    const timespec at_once{};
    while (!was_pending_ && sigtimedwait(&pipe_, nullptr, &at_once) == SIGPIPE) {
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  NoBrokenPipe(const NoBrokenPipe&) = delete;
  NoBrokenPipe& operator=(const NoBrokenPipe&) = delete;

 private:
  sigset_t pipe_{};
  sigset_t before_{};
  bool was_pending_ = false;
};

// An answer as it arrives; lives for one call.
struct Incoming {
  HttpAnswer answer;
  TlsTrouble trouble;
  std::size_t max_bytes = 0;
  std::size_t header_bytes = 0;
};

std::size_t take_body(char* data, std::size_t, std::size_t size, void* to) {
  auto& incoming = *static_cast<Incoming*>(to);
  if (size > incoming.max_bytes - incoming.answer.body.size()) return 0;
  append(incoming.answer.body, as_bytes({data, size}));
  return size;
}

std::size_t take_header(char* data, std::size_t, std::size_t size, void* to) {
  auto& incoming = *static_cast<Incoming*>(to);
  incoming.header_bytes += size;
  if (incoming.header_bytes > kMaxHeaderBytes) return 0;
  const std::string_view line(data, size);
  constexpr std::string_view kName = "etag:";
  if (size > kName.size() && strncasecmp(data, kName.data(), kName.size()) == 0) {
    std::string_view value = line.substr(kName.size());
    while (!value.empty() && std::strchr(" \t", value.front()) != nullptr) value.remove_prefix(1);
    while (!value.empty() && std::strchr(" \t\r\n", value.back()) != nullptr) {
      value.remove_suffix(1);
    }
    if (value.size() <= 200) incoming.answer.etag = value;
  }
  return size;
}

int incoming_index() {
  static const int index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return index;
}

void note_alert(const SSL* ssl, int where, int value) {
  if ((where & SSL_CB_READ_ALERT) != SSL_CB_READ_ALERT) return;
  const int level = value >> 8;
  const int alert = value & 0xFF;
  auto* note =
      static_cast<std::atomic<int>*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), incoming_index()));
  if (note != nullptr && level == SSL3_AL_FATAL && alert != SSL_AD_CLOSE_NOTIFY) *note = alert;
}

CURLcode set_up_context(CURL*, void* context, void* note) {
  auto* ctx = static_cast<SSL_CTX*>(context);
  if (SSL_CTX_set_ex_data(ctx, incoming_index(), note) != 1) return CURLE_SSL_CONNECT_ERROR;
  SSL_CTX_set_info_callback(ctx, note_alert);
  return CURLE_OK;
}

void start_curl() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  (void)started;
}

class HttpsRemote : public Remote {
 public:
  ~HttpsRemote() override {
    const NoBrokenPipe no_broken_pipe;  // saying goodbye to a peer that is gone
    easy_.reset();
    multi_.reset();
  }
  HttpsRemote(TlsOptions options, bool verify) : options_(std::move(options)) {
    start_curl();
    easy_.reset(curl_easy_init());
    multi_.reset(curl_multi_init());
    verify_ = verify;
    while (options_.url.ends_with('/')) options_.url.pop_back();
  }

  bool ready() const { return easy_ && multi_; }

  Result<HttpAnswer> call(const HttpRequest& request) override {
    auto answer = exchange(request);
    if (answer || request.body.empty() || options_.certificate_file.empty() ||
        request.timeout_ms > 0 ||  // its time is spent
        answer.error().code != FailureCode::network_unreachable) {
      return answer;
    }
    // A district that refuses our certificate hangs up while a large body is still going out, and
    // the alert that says why is lost behind the broken write. A small question hears it.
    HttpRequest small{.method = "GET", .path = std::string(wire::kPathHealth)};
    small.max_answer_bytes = 64 * 1024;
    const auto probe = exchange(small);
    if (!probe && probe.error().code != FailureCode::network_unreachable) {
      return std::unexpected(probe.error());
    }
    return answer;
  }

  void cancel() override {
    cancelled_ = true;
    curl_multi_wakeup(multi_.get());
  }

 private:
  Result<HttpAnswer> exchange(const HttpRequest& request) {
    // The handle is wiped clean between calls; its connections stay open and are used again.
    const NoBrokenPipe no_broken_pipe;
    CURL* easy = easy_.get();
    curl_easy_reset(easy);
    alert_ = -1;
    Incoming incoming;
    incoming.max_bytes = request.max_answer_bytes;
    set_transport(easy);
    if (request.timeout_ms > 0) {
      curl_easy_setopt(
          easy, CURLOPT_CONNECTTIMEOUT_MS,
          static_cast<long>(std::min(request.timeout_ms, options_.connect_timeout_ms)));
      curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS,
                       static_cast<long>(std::min(request.timeout_ms, options_.total_timeout_ms)));
    }
    const Headers headers = set_request(easy, request);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &incoming);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &incoming);

    const CURLcode code = perform(easy);
    if (code != CURLE_OK) {
      curl_off_t connect_us = 0;
      curl_easy_getinfo(easy, CURLINFO_CONNECT_TIME_T, &connect_us);
      curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &incoming.trouble.verify_result);
      incoming.trouble.alert_received = alert_;
      return std::unexpected(link_failure(code, connect_us > 0, incoming.trouble));
    }
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    incoming.answer.status = static_cast<int>(status);
    const char* type = nullptr;
    curl_easy_getinfo(easy, CURLINFO_CONTENT_TYPE, &type);
    if (type != nullptr) incoming.answer.content_type = type;
    return std::move(incoming.answer);
  }

  void set_transport(CURL* easy) {
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");  // not even from the environment
    curl_easy_setopt(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, kTls13Only);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, verify_ ? 1L : 0L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, verify_ ? 2L : 0L);
    curl_easy_setopt(easy, CURLOPT_CAPATH, static_cast<char*>(nullptr));
    if (verify_) curl_easy_setopt(easy, CURLOPT_CAINFO, options_.ca_file.c_str());
    if (!options_.certificate_file.empty()) {
      curl_easy_setopt(easy, CURLOPT_SSLCERT, options_.certificate_file.c_str());
      curl_easy_setopt(easy, CURLOPT_SSLKEY, options_.key_file.c_str());
    }
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, set_up_context);
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, &alert_);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(options_.connect_timeout_ms));
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(options_.total_timeout_ms));
  }

  Headers set_request(CURL* easy, const HttpRequest& request) {
    const std::string url = options_.url + request.path;
    curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
    Headers headers;
    add_header(headers, "Expect:");
    if (request.method == "POST") {
      curl_easy_setopt(easy, CURLOPT_POST, 1L);
      curl_easy_setopt(easy, CURLOPT_POSTFIELDS,
                       reinterpret_cast<const char*>(request.body.data()));
      curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                       static_cast<curl_off_t>(request.body.size()));
      add_header(headers, "Content-Type: " + request.content_type);
      if (!request.content_encoding.empty()) {
        add_header(headers, "Content-Encoding: " + request.content_encoding);
        // The answers too; curl unpacks them, and take_body() bounds what comes out.
        curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "zstd");
      }
    } else {
      curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
    }
    if (!request.if_none_match.empty()) {
      add_header(headers, "If-None-Match: " + request.if_none_match);
    }
    if (request.range_size > 0) {
      const std::string range = std::to_string(request.range_from) + "-" +
                                std::to_string(request.range_from + request.range_size - 1);
      curl_easy_setopt(easy, CURLOPT_RANGE, range.c_str());
    }
    if (!request.user.empty()) {
      curl_easy_setopt(easy, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
      curl_easy_setopt(easy, CURLOPT_USERNAME, request.user.c_str());
      curl_easy_setopt(easy, CURLOPT_PASSWORD, request.password.c_str());
    }
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers.get());
    return headers;
  }

  CURLcode perform(CURL* easy) {
    CURLM* multi = multi_.get();
    if (curl_multi_add_handle(multi, easy) != CURLM_OK) return CURLE_FAILED_INIT;
    CURLcode result = CURLE_OK;
    while (true) {
      if (cancelled_.exchange(false)) {
        result = CURLE_ABORTED_BY_CALLBACK;
        break;
      }
      int running = 0;
      if (curl_multi_perform(multi, &running) != CURLM_OK) {
        result = CURLE_FAILED_INIT;
        break;
      }
      int left = 0;
      if (const CURLMsg* message = curl_multi_info_read(multi, &left);
          message != nullptr && message->msg == CURLMSG_DONE) {
        result = message->data.result;
        break;
      }
      curl_multi_poll(multi, nullptr, 0, kPollMs, nullptr);
    }
    curl_multi_remove_handle(multi, easy);
    return result;
  }

  TlsOptions options_;
  bool verify_ = true;
  std::atomic<bool> cancelled_ = false;
  std::atomic<int> alert_ = -1;
  std::unique_ptr<CURLM, FreeMulti> multi_;  // outlives the easy handle
  std::unique_ptr<CURL, FreeEasy> easy_;
};

// A key that others on the machine can read is no key.
Status check_key_file(const std::string& path) {
  struct stat state{};
  if (::stat(path.c_str(), &state) != 0) return fail(FailureCode::key_missing, path);
  if ((state.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return fail(FailureCode::permission_unsafe, path);
  }
  return {};
}

Result<std::unique_ptr<HttpsRemote>> make_remote(const TlsOptions& options, bool verify) {
  if (!options.url.starts_with("https://")) {
    return fail(FailureCode::config_invalid, "the district's URL is not https");
  }
  auto remote = std::make_unique<HttpsRemote>(options, verify);
  if (!remote->ready()) return fail(FailureCode::internal, "curl");
  return remote;
}

}  // namespace

Result<std::unique_ptr<Remote>> open_https_remote(const TlsOptions& options) {
  if (options.ca_file.empty()) return fail(FailureCode::server_untrusted, "no CA certificate");
  if (!options.certificate_file.empty()) DK_CHECK(check_key_file(options.key_file));
  return make_remote(options, true);
}

Result<Bytes> fetch_ca_certificates_unverified(const std::string& url) {
  DK_TRY(remote, make_remote({.url = url}, false));
  HttpRequest request{.method = "GET", .path = std::string(wire::kPathCaCerts)};
  request.max_answer_bytes = 64 * 1024;
  DK_TRY(answer, remote->call(request));
  if (answer.status != 200) return std::unexpected(failure_of(answer));
  return std::move(answer.body);
}

}  // namespace dk::cache
