# Tributary with Flink, as docker-compose.yml and deploy/kubernetes/ run it. Docker alone is needed: it is compiled here.
#   docker build -t tributary .
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY .mvn .mvn
COPY pom.xml .
COPY src/main src/main
RUN mvn -B -ntp -q -Dfast -Dmaven.test.skip=true -Dmdep.skip=true package

FROM flink:1.20-java17
COPY --from=build /build/target/tributary.jar /opt/flink/usrlib/tributary.jar
COPY flink-conf/ /opt/tributary/flink-conf/
COPY --chmod=755 deploy/container/ /opt/tributary/
ENTRYPOINT ["/opt/tributary/entrypoint.sh"]
