#!/usr/bin/env bash
# TorchSharp's native part wants one symbol of a C++ library newer than Debian 12's. This makes two files in artifacts/peers, where the
# benchmarks look: a copy of that part whose wish for the newer version is not binding ("weak"), and a library with the one symbol.
# It needs g++ and python3, and a build of the benchmarks with -p:Peers=all before it. Newer distributions need none of this.
set -euo pipefail
cd "$(dirname "$0")/../.."
mkdir -p artifacts/peers
built=$(find benchmarks/KernelGen.Benchmarks/bin -name libLibTorchSharp.so -print -quit)
[ -n "$built" ] || { echo "Build first: dotnet build -c Release benchmarks/KernelGen.Benchmarks -p:Peers=all" >&2; exit 1; }

python3 - "$built" artifacts/peers/libLibTorchSharp.so GLIBCXX_3.4.32 <<'PYTHON'
import struct
import sys

source, target, unwanted = sys.argv[1:]
image = bytearray(open(source, "rb").read())


def read(form, at):
    return struct.unpack_from("<" + form, image, at)


def text(at):
    return image[at : image.index(0, at)].decode()


# The table of sections of a 64-bit ELF file: where it is, how large an entry is, how many there are.
(table,) = read("Q", 40)
size, count = read("HH", 58)
headers = [read("IIQQQQIIQQ", table + i * size) for i in range(count)]

VERSIONS_NEEDED, WEAK = 0x6FFFFFFE, 2
weakened = 0
for kind, offset, link, files in [(h[1], h[4], h[6], h[7]) for h in headers]:
    if kind != VERSIONS_NEEDED:
        continue
    names = headers[link][4]
    library = offset
    for _ in range(files):
        _, versions, _, first, following = read("HHIII", library)
        version = library + first
        for _ in range(versions):
            _, flags, _, name, step = read("IHHII", version)
            if text(names + name) == unwanted:
                struct.pack_into("<H", image, version + 4, flags | WEAK)
                weakened += 1
            version += step
        library += following

if weakened == 0:
    sys.exit(f"{source} does not ask for {unwanted}: nothing to do")
open(target, "wb").write(image)
PYTHON

# What the newer C++ library does in a function of this name is to start its streams, once.
g++ -shared -fPIC -x c++ -o artifacts/peers/libstdc++-addition.so - <<'CPP'
#include <iostream>
extern "C" void _ZSt21ios_base_library_initv() { static std::ios_base::Init streams; }
CPP
echo "made artifacts/peers/libLibTorchSharp.so and libstdc++-addition.so"
