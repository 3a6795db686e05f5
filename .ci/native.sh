# The sample as native code must say what it says under the JIT: for this processor, and for arm64 in the emulator.

sample=samples/SemanticSearch

run_sample() { dotnet run -c Release --no-build --project "$sample" -- --no-timing >"$out/jit.txt"; }

publish_natively() { # RID SETTING...
    dotnet publish "$sample" -c Release -r "$1" -p:PublishAot=true -o "$out/native-$1" "${@:2}"
}

says_the_same() { # PROGRAM...
    "$@" --no-timing >"$out/native.txt" && diff "$out/jit.txt" "$out/native.txt"
}

if step "Sample under the JIT" run_sample; then
    rid="linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')"
    step "Publish the sample with NativeAOT" publish_natively "$rid" &&
        step "Native sample says the same" says_the_same "$out/native-$rid/SemanticSearch"

    if can_emulate_arm64; then
        step "Publish it with NativeAOT for arm64" publish_natively linux-arm64 \
            -p:LinkerFlavor=lld -p:ObjCopyName=aarch64-linux-gnu-objcopy &&
            step "Native arm64 sample says the same" says_the_same \
                emulate_arm64 "$out/native-linux-arm64/SemanticSearch"
    else
        could_not_run "Native arm64 sample" "this machine has no emulator for it"
    fi
fi
