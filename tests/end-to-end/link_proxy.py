"""A bad link in front of a TCP server, from a seed: what a field at the edge of a village has.

  link_proxy.py --to 127.0.0.1:8443 [--round-trip-s 2] [--loss 0.1] [--bits-per-s 32000] [--seed 1]

Prints one JSON line {"listening": "127.0.0.1:PORT"} and forwards until it is killed.

What is modelled, and how: TCP on the loopback loses nothing, so loss is what an application sees of
it. Bytes travel in segments of 1,400. A segment takes its time on the wire (32 kbit/s each way,
both ways apart, all connections of a direction share it) and half the round trip. With the
probability of loss it is lost and comes with the retransmission: 1 s later at the handshake, else
a round trip later when enough follows it (fast retransmit), else after 3 s, doubled for each loss
in a row (RFC 6298); whatever follows waits behind it. Connecting costs a round trip and its own
losses. Beside that a connection breaks now and then: after an exponential time, in the middle.
"""

import argparse
import asyncio
import json
import os
import random
import socket
import struct
import sys

SEGMENT = 1400


class Link:
    def __init__(self, options):
        self.options = options
        self.dice = random.Random(options.seed)
        self.busy_until = {"up": 0.0, "down": 0.0}
        self.bytes = {"up": 0, "down": 0}
        self.lost = self.broken = self.connections = 0

    def lost_now(self):
        return self.dice.random() < self.options.loss

    def handshake_s(self):
        wait, again = self.options.round_trip_s, 1.0
        while self.lost_now():  # SYN or its answer
            self.lost += 1
            wait += again
            again *= 2
        return wait

    def late_s(self, more_follows):
        """How much later than without loss a segment is there."""
        timeout = max(1.0, 1.5 * self.options.round_trip_s)
        late, again = 0.0, self.options.round_trip_s if more_follows else timeout
        while self.lost_now():
            self.lost += 1
            late += again
            again = timeout if again < timeout else 2 * again
        return late

    def wire_s(self, direction, size, now):
        """When the last bit of it has left, on a wire that all connections share."""
        begins = max(now, self.busy_until[direction])
        self.busy_until[direction] = begins + size * 8 / self.options.bits_per_s
        self.bytes[direction] += size
        return self.busy_until[direction]


async def carry(link, reader, writer, direction):
    """One direction of one connection: segments arrive in order, each not before the one before."""
    loop = asyncio.get_running_loop()
    queue = asyncio.Queue(maxsize=64)  # what a sender's window holds

    async def deliver():
        while True:
            at, piece = await queue.get()
            await asyncio.sleep(max(0.0, at - loop.time()))
            if piece is None:
                if writer.can_write_eof():
                    writer.write_eof()
                return
            writer.write(piece)
            await writer.drain()

    delivery = asyncio.create_task(deliver())
    arrives = 0.0
    try:
        while piece := await reader.read(SEGMENT):
            left = link.wire_s(direction, len(piece), loop.time())
            arrives = max(arrives, left + link.options.round_trip_s / 2
                          + link.late_s(more_follows=len(piece) == SEGMENT))
            await queue.put((arrives, piece))
            await asyncio.sleep(max(0.0, left - loop.time()))
        await queue.put((arrives, None))
        await delivery
    finally:
        delivery.cancel()


def reset(writer):
    """Breaks the connection as a lost route does, not as a goodbye."""
    plug = writer.get_extra_info("socket")
    if plug is not None:
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def serve(link, host, port):
    async def connection(reader, writer):
        link.connections += 1
        far = None
        try:
            await asyncio.sleep(link.handshake_s())
            far_reader, far = await asyncio.open_connection(host, port)
            lives_s = (link.dice.expovariate(1 / link.options.lives_s)
                       if link.options.lives_s else None)
            ways = asyncio.gather(carry(link, reader, far, "up"),
                                  carry(link, far_reader, writer, "down"))
            await asyncio.wait_for(ways, lives_s)
        except asyncio.TimeoutError:
            link.broken += 1
            reset(writer)
        except OSError:
            pass
        finally:
            for end in (writer, far):
                if end is not None:
                    end.close()

    return await asyncio.start_server(connection, "127.0.0.1", 0)


def parse(arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument("--to", required=True)
    parser.add_argument("--round-trip-s", type=float, default=2.0)
    parser.add_argument("--loss", type=float, default=0.1)
    parser.add_argument("--bits-per-s", type=float, default=32000)
    parser.add_argument("--lives-s", type=float, default=45.0, help="0: connections never break")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(arguments)


async def run(options):
    link = Link(options)
    host, port = options.to.rsplit(":", 1)
    server = await serve(link, host, int(port))
    address = server.sockets[0].getsockname()
    print(json.dumps({"listening": f"{address[0]}:{address[1]}"}), flush=True)
    loop = asyncio.get_running_loop()
    while True:  # a line on standard input asks for the counts; its end ends the link
        line = await loop.run_in_executor(None, sys.stdin.readline)
        if not line:
            os._exit(0)  # connections in the middle of something are nobody's loss
        print(json.dumps({"bytes": link.bytes, "lost": link.lost, "broken": link.broken,
                          "connections": link.connections}), flush=True)


if __name__ == "__main__":
    asyncio.run(run(parse(sys.argv[1:])))
