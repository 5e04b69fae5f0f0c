// The district's stored receipt against the chain that is here, at every start.
//
// chain_broken: the chain does not hold the entry that the district countersigned, although the
// seal over its head fits, so the terminal's keys were stolen too. A receipt that no key of the
// root vouches for any more (the key was replaced) says nothing and is logged; the next contact
// brings a new one. Blocks.
#pragma once

#include "offline-cache/outbox/outbox.h"
#include "offline-cache/wire/signed_objects.h"

namespace dk::cache {

[[nodiscard]] Status check_receipt(Outbox& outbox, const wire::Root& root);

}  // namespace dk::cache
