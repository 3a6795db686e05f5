# NEON without an Arm processor: an arm64 runtime in the emulator runs the tests, and LLVM's models of Arm processors read its machine code.

arm64="$out/arm64" # the runtime, a start program and the tests
mca=llvm-mca-19

# A program that runs an assembly as `dotnet` does. Qemu hands the caller's variables on.
prepare_arm64() {
    dotnet publish .ci/arm64-host -c Release -o "$arm64" "-p:Tests=$PWD/$(dirname "$program")" &&
        cat >"$arm64/dotnet" <<END && chmod +x "$arm64/dotnet"
#!/usr/bin/env bash
arm64_system="$arm64_system"
$(declare -f emulate_arm64)
emulate_arm64 "$arm64/arm64-host" "\$@"
END
}

# The loop that threads share has no kernel in it. Its tests wait and spin on purpose, which starves an emulator for minutes: they run on
# the other targets. So does the plan's interpreter, which takes minutes here: the golden digests are of the same calls, and in its place. Drawn
# schedules and norms with layers behind them are compiled by their tests, which takes the emulator minutes too, and attention's sweep interprets.
run_on_neon() {
    KERNELGEN_EXPECT_TARGET=Neon "$arm64/dotnet" "$arm64/KernelGen.Numerics.Tests.dll" -noColor \
        -trait- Target=Any $(lacks Neon -trait-) -class- "*.ParallelLoopTests" -class- "*.ParallelAllocationTests" \
        -class- "*.ScheduleTests" -class- "*.FusedNormTests" -class- "*.AttentionSweepTests" -method- "*.BitsTests.EqualsItsPlan"
}

# Sums of 8-bit integers have code of their own where the processor has Armv8.4-A's dot products, as this one has.
digests_without_dp() {
    DOTNET_EnableArm64Dp=0 KERNELGEN_EXPECT_TARGET=Neon "$arm64/dotnet" "$arm64/KernelGen.Numerics.Tests.dll" -noColor -class "*.DigestTests"
}

read_machine_code() { # HOST
    if command -v "$mca" >/dev/null; then
        tests "NEON's machine code" env "KERNELGEN_ARM64_HOST=$1" "KERNELGEN_LLVM_MCA=$mca" \
            tests/KernelGen.Generator.Tests/bin/Release/net10.0/KernelGen.Generator.Tests -noColor -explicit only -trait Needs=Arm64
    else
        could_not_run "NEON's machine code" "this machine has no $mca"
    fi
}

if [ "$(widest_target)" = Neon ]; then
    read_machine_code dotnet # the test command ran the tests
elif can_emulate_arm64; then
    if step "Prepare an arm64 runtime" prepare_arm64; then
        read_machine_code "$arm64/dotnet"
        tests "NEON, emulated" run_on_neon &&
            tests "NEON without dot products of bytes, golden digests" digests_without_dp
    fi
else
    could_not_run "NEON" "this machine has no emulator for it"
fi
