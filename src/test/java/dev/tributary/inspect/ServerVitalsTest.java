package dev.tributary.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerVitalsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; false",
                "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5; false",
                "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5:7, ae11fa47-71ca-11e1-9e33-c80aa9429562:1; false",
                "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5:nightly:1-3; true",
                "3e11fa47-71ca-11e1-9e33-c80aa9429562:1,ae11fa47-71ca-11e1-9e33-c80aa9429562:_t:1; true"
            })
    void tagsAreFoundInASetOfGtids(String gtids, boolean tagged) {
        assertThat(ServerVitals.isTagged(gtids)).isEqualTo(tagged);
    }
}
