# shellcheck shell=bash
# Processes that outlive the script that started them, each known by a file with its id and the time it started.
# The time tells it from a later process that was given the same id: nothing else is ever signalled.

start_time() { # ID
    local line fields
    # The kernel's own count does not change when the clock is set, as the time of day that ps works out does.
    if { read -r line <"/proc/$1/stat"; } 2>/dev/null; then
        read -r -a fields <<<"${line##*) }"
        echo "${fields[19]}"
    else
        ps -o lstart= -p "$1" 2>/dev/null
    fi
}

remember_process() { # FILE ID
    printf '%s\n%s\n' "$2" "$(start_time "$2")" >"$1"
}

process_id() { # FILE
    head -n 1 "$1"
}

process_runs() { # FILE
    local id started
    [[ -f $1 ]] || return 1
    { read -r id && read -r started; } <"$1" || return 1
    [[ $(ps -o stat= -p "$id" 2>/dev/null) != Z* && -n $started && $(start_time "$id") == "$started" ]]
}

end_process() { # FILE: asks it to end, after ten seconds ends it
    local tries
    if process_runs "$1"; then
        kill "$(process_id "$1")"
        for ((tries = 0; tries < 100; tries++)); do
            process_runs "$1" || break
            sleep 0.1
        done
        process_runs "$1" && kill -9 "$(process_id "$1")"
    fi
    rm -f "$1"
}
