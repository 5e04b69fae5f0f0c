// One request and its answer as values: what the routes see of HTTP (RFC 9110). The HTTP library
// stays in server.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "district/terminals.h"

namespace dk::district {

struct Call {
  std::string method;  // "GET" (HEAD as well), "POST"
  std::string path;    // decoded, without query
  std::map<std::string, std::string> query;
  std::string authorization;
  std::string content_type;
  std::string content_encoding;
  std::string accept_encoding;
  std::string if_none_match;
  std::string range;
  std::string if_range;
  Bytes body;
  std::optional<Peer> peer;  // set on every route that is not open
};

struct Answer {
  int status = 200;
  std::string content_type;
  Bytes body;
  std::vector<std::pair<std::string, std::string>> headers;
};

// RFC 9457; `code` is one of wire/api.h's kProblem... words.
[[nodiscard]] Answer problem(int status, std::string_view code, std::string_view title);
// What a failure of ours looks like from outside: 503 while the store is busy, else 500.
[[nodiscard]] Answer problem(const Failure& failure);

// A whole content with its strong ETag: 304 when the caller has it, 206 for one satisfiable
// byte range (RFC 9110 section 14), 416 beyond the end; other kinds of range are answered whole.
[[nodiscard]] Answer content(const Call& call, Bytes body, std::string content_type);

}  // namespace dk::district
