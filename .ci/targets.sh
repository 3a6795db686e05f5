# The numerical tests are a program of their own. Here it runs once for every other way that the same kernels can be executed;
# KERNELGEN_EXPECT_TARGET makes a switch that does nothing fail. What is true of the bits (Target=Any) was tested with the test command: here
# the bits are shown to be the same. Code around an instruction that the target lacks (Needs) has nothing to run.
# The plan's interpreter is a third of the time and says nothing about a target: the golden digests are of the same calls, and in its place.
# The JIT counts calls only once no new code has come for a while. Here some comes all the time: the plan's interpreter would stay without
# optimisations for minutes, so calls are counted from the first.

numerics=tests/KernelGen.Numerics.Tests
program="$numerics/bin/Release/net10.0/KernelGen.Numerics.Tests"

on_target() { # NAME EXPECTED SETTING...
    tests "$1" env "KERNELGEN_EXPECT_TARGET=$2" DOTNET_TC_CallCountingDelayMs=0 "${@:3}" "$program" -noColor -trait- Target=Any $(lacks "$2" -trait-) -method- "*.BitsTests.EqualsItsPlan" ${leave_out:-}
}

has_avx512 || could_not_run "AVX-512's instructions" "this processor has none$(has_avx2 && echo "; the test command ran the code around them, with their definitions in their place")"

if has_avx512; then
    on_target "AVX2" Avx2 DOTNET_EnableAVX512=0
    if prefers_256_bits; then
        on_target "AVX-512, 512 bits preferred" Avx512 DOTNET_PreferredVectorBitWidth=512
    else
        on_target "AVX-512, 256 bits preferred" Avx512VL DOTNET_PreferredVectorBitWidth=256
    fi
elif ! has_avx2; then
    could_not_run "AVX2" "this processor has none"
fi

if [ "$(uname -m)" = x86_64 ]; then
    on_target "Scalar, SSE4.2" Scalar DOTNET_EnableAVX2=0
    # Without these the C library's own fma would still be an instruction. Tests whose time is the plan's interpreter take minutes so; they have just tried the same code.
    leave_out='-class- *.FewRowsTests -class- *.BlockTests -class- *.ScheduleTests -class- *.AttentionTests -class- *.AttentionSweepTests -class- *.AttentionSplitTests' on_target "Scalar, no intrinsics, fma in software" Scalar DOTNET_EnableHWIntrinsic=0 \
        GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2,-AVX512F,-AVX
fi

# As most programs run: with instrumented code before the optimised one.
tests "Default PGO, golden digests" env "KERNELGEN_EXPECT_TARGET=$(widest_target)" DOTNET_TieredPGO=1 "$program" -noColor -class "*.DigestTests"
