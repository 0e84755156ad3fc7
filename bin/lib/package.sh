# The job's jar, for the scripts in bin/. They set $project, the project's folder, before they source it.

# Builds the job's jar and the folder with Flink's own jars, if they are missing or older than the sources.
ensure_package() {
  local jar=$project/target/tributary.jar
  [[ -f $jar && -d $project/target/flink/lib && -z $(find "$project/pom.xml" "$project/src/main" -newer "$jar" -print -quit 2>/dev/null) ]] \
    && return
  echo "building target/tributary.jar …" >&2
  (cd "$project" && mvn -q -B -Dfast -DskipTests package)
}
