# What this machine has, and what the checks need of it.

packages=(clang lld llvm-19 zlib1g-dev libopenblas0-pthread qemu-user-static gcc-aarch64-linux-gnu libc6-dev-arm64-cross libstdc++6-arm64-cross libonnx-testdata libicu72)

can_install() { command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; }

install_packages() {
    local missing=()
    for package in "${packages[@]}"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
    done
    ((${#missing[@]} == 0)) && return
    apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
}

has_flags() {
    local flags
    flags=" $(grep -m1 '^flags' /proc/cpuinfo) "
    for flag in "$@"; do
        [[ "$flags" == *" $flag "* ]] || return 1
    done
}

has_avx2() { has_flags avx2 fma; }

has_avx512() { has_avx2 && has_flags avx512f avx512bw avx512cd avx512dq avx512vl; }

# Skylake-X to Cooper Lake (family 6, model 85): .NET prefers 256 bits there, since wide vectors lower their clock.
prefers_256_bits() { grep -q GenuineIntel /proc/cpuinfo && grep -Eqx 'cpu family\s*: 6' /proc/cpuinfo && grep -Eqx 'model\s*: 85' /proc/cpuinfo; }

widest_target() {
    if [ "$(uname -m)" = aarch64 ]; then echo Neon
    elif has_avx512; then prefers_256_bits && echo Avx512VL || echo Avx512
    elif has_avx2; then echo Avx2; else echo Scalar; fi
}

# lacks TARGET OPTION: leaves out, by the runner's OPTION, the tests of code that stands around instructions which the target has not.
lacks() {
    case "$1" in
        Avx512) ;;
        Avx512VL | Avx2) echo "$2" Needs=Avx512 ;;
        *) echo "$2" Needs=Avx512 "$2" Needs=Avx2 ;;
    esac
}

# Models that are no part of the repository: one lies beside it where its tests can run, the other is fetched.
has_stories() { [ -e ../shared/data/stories260K ]; }

has_sentence_encoder() { [ -e "${SENTENCE_SEARCH_MODEL:-samples/SentenceSearch/model/dist}/model.json" ]; }

# lacks_data OPTION: leaves out the tests that need them.
lacks_data() {
    has_stories || echo "$1" Needs=Stories260K
    has_sentence_encoder || echo "$1" Needs=SentenceEncoder
}

describe_machine() {
    echo "$(uname -m), $(nproc) processors, $(dotnet --version), widest target $(widest_target)"
}

# The arm64 build of the library that .NET opens for its hashes, unpacked where only emulated programs look.
# apt's own lists and architectures stay as they are.
arm64_system="$out/arm64-system"

fetch_arm64_libssl() {
    local state="$out/arm64-apt"
    mkdir -p "$state/lists/partial" "$state/archives/partial" "$arm64_system"
    touch "$state/status"
    local options=(-o APT::Architecture=arm64 -o APT::Architectures=arm64 -o "Dir::State::lists=$state/lists"
        -o "Dir::Cache=$state" -o "Dir::State::status=$state/status" -o APT::Sandbox::User=root)
    apt-get "${options[@]}" update &&
        (cd "$state" && apt-get "${options[@]}" download libssl3) &&
        dpkg -x "$state"/libssl3_*_arm64.deb "$arm64_system"
}

# Without libssl an emulated program cannot start, so that counts too.
can_emulate_arm64() {
    command -v qemu-aarch64-static >/dev/null && [ -d /usr/aarch64-linux-gnu/lib ] && [ -e "$arm64_system"/usr/lib/*/libssl.so.3 ]
}

# A Neoverse N1 has Advanced SIMD alone, like the machines that the NEON target is scheduled for; the emulator's default has SVE too.
# With W^X .NET writes code through a second mapping of the same memory: user-mode emulation does not see that, runs what it had
# translated before, and crashes anywhere. Without code that counts for a second compilation the tests take two thirds of the time.
emulate_arm64() {
    qemu-aarch64-static -cpu neoverse-n1 -L /usr/aarch64-linux-gnu -E DOTNET_EnableWriteXorExecute=0 -E DOTNET_TieredPGO=0 \
        -E "LD_LIBRARY_PATH=$arm64_system/usr/lib/aarch64-linux-gnu" "$@"
}
