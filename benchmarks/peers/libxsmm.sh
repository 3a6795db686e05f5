#!/usr/bin/env bash
# Debian has LIBXSMM as archives only, and a .NET program can load nothing but a shared library: this links one into artifacts/peers, where
# the benchmarks look. It needs gcc and the package libxsmm-dev.
set -euo pipefail
cd "$(dirname "$0")/../.."
mkdir -p artifacts/peers
archives=/usr/lib
[ -e "$archives/libxsmm.a" ] || archives=$(dirname "$(dpkg -L libxsmm-dev | grep -m1 '/libxsmm\.a$')")
# Its own stand-ins for BLAS: the kernels that are measured here are made by its JIT and call no other library.
gcc -shared -o artifacts/peers/libxsmm.so.1 -Wl,--whole-archive "$archives/libxsmm.a" -Wl,--no-whole-archive "$archives/libxsmmnoblas.a" \
    -lm -lpthread -ldl -Wl,--no-undefined
echo "made artifacts/peers/libxsmm.so.1"
