// For tests only: a district behind a simulated Remote, with the faults of a bad line and of a bad
// server. It keeps events by id, as the real one does.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "offline-cache/reference/reference_test_support.h"
#include "offline-cache/sync/sync.h"
#include "offline-cache/wire/api.h"
#include "offline-cache/wire/columns.h"
#include "offline-cache/wire/envelope.h"

namespace dk::cache::test {

// What a lying district changes in its answer.
inline std::vector<std::string> lines_of(const HttpAnswer& answer) {
  return wire::split_lines(answer.body).value();
}
inline void say(HttpAnswer& answer, const std::vector<std::string>& lines) {
  std::string body;
  for (const std::string& line : lines) body += line + "\n";
  answer.body = to_bytes(body);
}

class SimulatedDistrict : public Remote {
 public:
  explicit SimulatedDistrict(TimePoint now) : signer(now), root(signer.root_cose()) {}

  Result<HttpAnswer> call(const HttpRequest& request) override {
    calls.push_back(request.method + " " + request.path);
    requests.push_back(request);
    if (before) {
      if (Status status = before(request); !status) return std::unexpected(status.error());
    }
    HttpAnswer answer = serve(request);
    if (after) {
      if (Status status = after(request, answer); !status) return std::unexpected(status.error());
    }
    return answer;
  }
  void cancel() override {}

  [[nodiscard]] int count(const std::string& call) const {
    return static_cast<int>(std::count(calls.begin(), calls.end(), call));
  }

  std::function<Status(const HttpRequest&)> before;              // the line, on the way there
  std::function<Status(const HttpRequest&, HttpAnswer&)> after;  // and on the way back
  std::function<std::optional<std::string>(const wire::Envelope&)> reject;
  bool ignores_range = false;

  std::map<Uuid, std::string> events;  // what the district has
  int accepted = 0;
  std::optional<wire::Report> report;
  std::function<Bytes(const wire::Report&)> receipt_for;  // empty: 204
  std::vector<std::string> calls;
  std::vector<HttpRequest> requests;
  Signer signer;
  Bytes root;
  Bytes manifest;  // empty: none yet

 private:
  static HttpAnswer problem(int status, std::string_view code) {
    HttpAnswer out;
    out.status = status;
    out.body = to_bytes(to_json(wire::Problem{status, std::string(code), "test"}));
    return out;
  }

  HttpAnswer serve(const HttpRequest& request) {
    if (request.path == wire::kPathEvents) return take(request);
    if (request.path == wire::kPathRoot) return tagged(request, root);
    if (request.path == wire::kPathManifest) {
      return manifest.empty() ? problem(404, wire::kProblemNotFound) : tagged(request, manifest);
    }
    if (request.path == wire::kPathReport) {
      report = wire::report_from_json(as_text(request.body)).value();
      HttpAnswer out;
      out.status = 204;
      if (const Bytes receipt = receipt_for ? receipt_for(*report) : Bytes(); !receipt.empty()) {
        out.status = 200;
        out.body = to_bytes(to_json(wire::ReportAnswer{receipt}));
      }
      return out;
    }
    if (request.path.starts_with(wire::kPathObjects)) return object(request);
    return problem(404, wire::kProblemNotFound);
  }

  static HttpAnswer tagged(const HttpRequest& request, const Bytes& body) {
    HttpAnswer out;
    out.etag = '"' + to_hex(ByteView(crypto::sha256(body)).first(8)) + '"';
    out.status = request.if_none_match == out.etag ? 304 : 200;
    if (out.status == 200) out.body = body;
    return out;
  }

  HttpAnswer take(const HttpRequest& request) {
    const auto lines = wire::unpack_batch(request.body, request.content_encoding);
    if (!lines) return problem(400, wire::kProblemBodyMalformed);
    std::string body;
    for (const std::string& line : *lines) {
      const wire::Envelope envelope = wire::envelope_from_json(line).value();
      wire::EventAnswer answer{envelope.id, wire::EventResult::Accepted, ""};
      if (const auto reason = reject ? reject(envelope) : std::nullopt) {
        answer = {envelope.id, wire::EventResult::Rejected, *reason};
      } else if (!events.emplace(envelope.id, line).second) {
        answer.result = wire::EventResult::Duplicate;
      } else {
        ++accepted;
      }
      body += to_json(answer) + "\n";
    }
    HttpAnswer out;
    out.status = 200;
    out.body = to_bytes(body);
    return out;
  }

  HttpAnswer object(const HttpRequest& request) {
    const auto found = signer.objects.find(request.path.substr(wire::kPathObjects.size()));
    if (found == signer.objects.end()) return problem(404, wire::kProblemNotFound);
    HttpAnswer out;
    out.status = 200;
    out.body = found->second;
    if (request.range_size == 0 || ignores_range) return out;
    const auto from = static_cast<std::size_t>(request.range_from);
    if (from >= out.body.size()) return problem(416, wire::kProblemRangeInvalid);
    const ByteView rest = ByteView(found->second).subspan(from);
    const ByteView piece =
        rest.first(std::min(rest.size(), static_cast<std::size_t>(request.range_size)));
    out.status = 206;
    out.body.assign(piece.begin(), piece.end());
    return out;
  }
};

}  // namespace dk::cache::test
