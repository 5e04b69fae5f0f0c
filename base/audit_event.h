// Audit events: declared once in audit_events.toml; code and manual are generated from it.
// A Record is what the chain stores: a stable number and canonical JSON without personal data.
#pragma once

#include "base/audit_events.gen.h"
