# The sample as native code must say what it says under the JIT.

sample=samples/SemanticSearch
rid="linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')"

publish_natively() { dotnet publish "$sample" -c Release -r "$rid" -p:NativeAot=true -o "$out/native"; }

run_sample() { dotnet run -c Release --no-build --project "$sample" -- --no-timing >"$out/jit.txt"; }

compare_sample() { "$out/native/SemanticSearch" --no-timing >"$out/native.txt" && diff "$out/jit.txt" "$out/native.txt"; }

step "Sample under the JIT" run_sample &&
    step "Publish the sample with NativeAOT" publish_natively &&
    step "Native sample says the same" compare_sample
