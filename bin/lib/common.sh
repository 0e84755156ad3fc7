# Shared by the scripts in bin/: where the project is, what is built, how its test classes are run. Source it.
# shellcheck shell=bash

set -euo pipefail

PROJECT_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"

# In the archive of a release all is built already; among the sources it is under target/.
if [[ -f "$PROJECT_ROOT/lib/tributary.jar" ]]; then
    IS_RELEASE=true
    JAR="$PROJECT_ROOT/lib/tributary.jar"
    FLINK_LIB="$PROJECT_ROOT/lib/flink"
else
    IS_RELEASE=false
    JAR="$PROJECT_ROOT/target/tributary.jar"
    FLINK_LIB="$PROJECT_ROOT/target/flink/lib"
fi

# Where the embedded servers keep ports, data and logs.
EMBEDDED_HOME="${TRIBUTARY_EMBEDDED_HOME:-$PROJECT_ROOT/.embedded}"
export TRIBUTARY_EMBEDDED_HOME="$EMBEDDED_HOME"

say() { printf '%s\n' "$*" >&2; }

die() {
    say "$(basename "$0"): $*"
    exit 1
}

need_number() { # OPTION VALUE: from 0 upwards
    [[ ${2:-} =~ ^[0-9]{1,9}$ ]] || die "$1 needs a number${2:+, not '$2'}"
}

require() {
    command -v "$1" >/dev/null 2>&1 || die "'$1' is not installed. $2"
}

# Is any source newer than the last build of the test classes?
test_classes_are_stale() {
    local built="$PROJECT_ROOT/target/.test-classes-built"
    [[ ! -f "$built" || ! -f "$PROJECT_ROOT/target/test-classpath.txt" || ! -d "$PROJECT_ROOT/target/test-classes" ]] && return 0
    [[ -n "$(find "$PROJECT_ROOT/src" "$PROJECT_ROOT/pom.xml" -newer "$built" -type f -print -quit)" ]]
}

# Compiles the project with its test classes, unless that is done.
ensure_test_classes() {
    require java "Install a JDK 17 or newer."
    test_classes_are_stale || return 0
    require mvn "Install Maven 3.8 or newer."
    say "Compiling (mvn test-compile) …"
    local stamp
    stamp="$(mktemp)"
    (cd "$PROJECT_ROOT" && mvn -q -B -Dfast test-compile) >&2 || die "the project does not compile"
    mv "$stamp" "$PROJECT_ROOT/target/.test-classes-built"
}

# Builds the job's jar and the folder with Flink's own jars, if they are missing or older than the sources.
ensure_package() {
    $IS_RELEASE && return 0
    [[ -f "$JAR" && -d "$FLINK_LIB" \
        && -z "$(find "$PROJECT_ROOT/src/main" "$PROJECT_ROOT/pom.xml" -newer "$JAR" -type f -print -quit)" ]] && return 0
    require mvn "Install Maven 3.8 or newer."
    say "Building target/tributary.jar (mvn package) …"
    (cd "$PROJECT_ROOT" && mvn -q -B -Dfast -DskipTests package) >&2 || die "the project cannot be packaged"
}

# Runs a main class of the test tree: run_test_class CLASS [ARGUMENT …]; JVM options in JAVA_OPTIONS (an array).
run_test_class() {
    ensure_test_classes
    local classpath
    classpath="$PROJECT_ROOT/target/test-classes:$PROJECT_ROOT/target/classes:$(<"$PROJECT_ROOT/target/test-classpath.txt")"
    java ${JAVA_OPTIONS[@]+"${JAVA_OPTIONS[@]}"} -cp "$classpath" "$@"
}

# The addresses and passwords of the embedded servers, as variables of this shell.
load_embedded_env() {
    [[ -f "$EMBEDDED_HOME/env" ]] || die "the embedded servers were never started. Start them with: bin/embedded start"
    # shellcheck disable=SC1091
    source "$EMBEDDED_HOME/env"
}
