// Owners for OpenSSL's objects, and its last error as a Failure. OpenSSL's headers stay in the
// .cpp files: the type and the function that frees it are named there.
#pragma once

#include <memory>
#include <string_view>

#include "base/result.h"

namespace dk::crypto {

template <auto kFree>
struct FreeWith {
  template <class T>
  void operator()(T* object) const {
    kFree(object);
  }
};

// Owned<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
template <class T, auto kFree>
using Owned = std::unique_ptr<T, FreeWith<kFree>>;

// What failed, with OpenSSL's reason (a constant of the library, never data). Empties the thread's
// error queue: an error that stays there would be taken for one of the next TLS call.
[[nodiscard]] std::unexpected<Failure> openssl_failed(FailureCode code, std::string_view what);

}  // namespace dk::crypto
