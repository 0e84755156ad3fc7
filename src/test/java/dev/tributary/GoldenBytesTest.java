package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.Test;

/** Whatever writes into checkpoints and savepoints has bytes of each of its versions in the test resources. */
class GoldenBytesTest {

    /** A serializer, and what its files are called in front of the version. */
    private static final Map<String, Golden> SERIALIZERS = Map.of(
            "dev.tributary.sink.StagedSerializer", new Golden(3, "staged-table", "staged", "staged"),
            "dev.tributary.sink.MergeCommittableSerializer",
                    new Golden(3, "merge-committable", "merge-committable", "merge-committable"),
            "dev.tributary.mysql.source.SourceStateSerializer",
                    new Golden(5, null, null, "source-state", "source-state", "source-state"),
            "dev.tributary.mysql.source.ServerSplitSerializer",
                    new Golden(5, null, null, "server-split", "server-split", "server-split"),
            "dev.tributary.stream.RowChangeSerializer$Snapshot", new Golden(1, "row-change"));

    @Test
    void everySerializerOfStateHasBytesOfEachVersion() {
        Set<String> found = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.tributary").stream()
                        .filter(GoldenBytesTest::isSerializerOfState)
                        .map(JavaClass::getName)
                        .collect(Collectors.toSet());

        assertThat(found).isEqualTo(SERIALIZERS.keySet());
        SERIALIZERS
                .values()
                .forEach(golden -> IntStream.rangeClosed(1, golden.version())
                        .filter(golden::isRead)
                        .forEach(version -> assertThat(golden.file(version)).exists()));
    }

    @Test
    void versionsAreThoseThatAreWritten() throws ReflectiveOperationException {
        for (Map.Entry<String, Golden> serializer : SERIALIZERS.entrySet()) {
            Constructor<?> constructor = Class.forName(serializer.getKey()).getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            if (constructor.newInstance(new Object[constructor.getParameterCount()])
                    instanceof SimpleVersionedSerializer<?> versioned) {
                assertThat(versioned.getVersion())
                        .as(serializer.getKey())
                        .isEqualTo(serializer.getValue().version());
            }
        }
    }

    private static boolean isSerializerOfState(JavaClass candidate) {
        return !candidate.getModifiers().contains(JavaModifier.ABSTRACT)
                && (candidate.isAssignableTo(SimpleVersionedSerializer.class)
                        || candidate.isAssignableTo(TypeSerializerSnapshot.class));
    }

    /** @param names of the files of version 1, 2 and so on; null for a version that is refused */
    private record Golden(int version, String... names) {

        boolean isRead(int number) {
            return names[number - 1] != null;
        }

        Path file(int number) {
            return Path.of("src/test/resources/golden", names[number - 1] + "-" + number + ".hex");
        }
    }
}
