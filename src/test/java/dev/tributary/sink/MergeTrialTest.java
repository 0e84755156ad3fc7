package dev.tributary.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergeTrialTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "ReplacingMergeTree(_version) ORDER BY id SETTINGS a = 1 | ReplacingMergeTree(_version) ORDER BY id SETTINGS a = 1",
                "ReplicatedReplacingMergeTree('/p/{uuid}', '{replica}', _version) ORDER BY id | ReplacingMergeTree(_version) ORDER BY id",
                "ReplicatedMergeTree('/p/it\\'s', '{replica}') PARTITION BY b ORDER BY id | MergeTree() PARTITION BY b ORDER BY id",
                "SharedReplacingMergeTree('/p', '{replica}', _version) ORDER BY id | ReplacingMergeTree(_version) ORDER BY id"
            })
    void copyHasTheEngineWithoutItsReplicas(String engine, String local) {
        assertThat(MergeTrial.localEngine(engine)).isEqualTo(local);
    }
}
