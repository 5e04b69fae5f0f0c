#include "drivers/transport/transport.h"

#include "drivers/transport/node.h"
#include "drivers/transport/serial.h"
#include "drivers/transport/tcp.h"

namespace dk::drivers {

std::unique_ptr<Transport> make_transport(const Address& address) {
  if (const auto* serial = std::get_if<SerialAddress>(&address)) {
    return std::make_unique<SerialTransport>(*serial);
  }
  if (const auto* node = std::get_if<NodeAddress>(&address)) {
    return std::make_unique<NodeTransport>(*node);
  }
  return std::make_unique<TcpTransport>(std::get<TcpAddress>(address));
}

TransportFactory system_transports() {
  return [](std::string_view text) -> Result<std::unique_ptr<Transport>> {
    DK_TRY(address, parse_address(text));
    return make_transport(address);
  };
}

}  // namespace dk::drivers
