# Runs a step, keeps its output in a file, counts it, and prints the output where it failed.

section() { printf '\n== %s\n' "$1"; }

could_not_run() {
    not_run+=("$1")
    printf '%-52s not run: %s\n' "$1" "$2"
}

# step NAME COMMAND...: one check, which passes when the command succeeds.
step() {
    local name="$1"
    shift
    timed "$name" "$@"
    if ((status == 0)); then
        report "passed"
        passed=$((passed + 1))
    else
        report "FAILED (exit code $status)"
        failed=$((failed + 1))
        show_log
    fi
    return "$status"
}

# tests NAME COMMAND...: as many checks as the runner counts. A skipped test and a run without tests count as failures.
tests() {
    local name="$1"
    shift
    timed "$name" "$@"
    local total bad skipped
    total=$(count total)
    bad=$(($(count failed) + $(count "errors?")))
    skipped=$(count skipped)
    ((status != 0 && bad == 0)) && bad=1
    ((total == 0 && bad == 0)) && bad=1
    # A test that is marked as explicit and was not asked for is in the total, and did not run.
    local good=$((total - skipped - bad - $(count "not run")))
    ((good < 0)) && good=0
    passed=$((passed + good))
    failed=$((failed + bad + skipped))
    report "$good passed, $bad failed, $skipped skipped"
    ((bad + skipped == 0)) || show_log
    ((bad + skipped == 0))
}

# count KEY: the sum of "KEY: N" in the summaries of both runners (dotnet test, and a test program that runs by itself).
count() {
    sed 's/\x1b\[[0-9;]*m//g' "$log" | grep -iE '^ +(total|failed|error|skipped): [0-9]+$|Total: [0-9]+, Errors:' |
        grep -oiE "\b$1: [0-9]+" | awk '{ sum += $NF } END { print sum + 0 }'
}

timed() {
    local started=$SECONDS
    printf '%-52s ' "$1"
    log="$out/$(tr -cs '[:alnum:]\n' '-' <<<"$1").log"
    "${@:2}" </dev/null >"$log" 2>&1
    status=$?
    elapsed=$((SECONDS - started))
}

report() { printf '%4d s  %s\n' "$elapsed" "$1"; }

# Where packages come from is this machine's own affair.
show_log() {
    sed -E 's#https?://[^ ]*#(address)#g; s/^/    | /' "$log" | tail -n 120
}

finish() {
    printf '\n'
    ((${#not_run[@]} == 0)) || printf 'Not run on this machine, and not counted: %s\n' "${not_run[@]}"
    printf 'Time: %d min %d s\n' $((SECONDS / 60)) $((SECONDS % 60))
    printf '%d passed, %d failed\n' "$passed" "$failed"
    ((failed == 0 && passed > 0))
    exit
}
