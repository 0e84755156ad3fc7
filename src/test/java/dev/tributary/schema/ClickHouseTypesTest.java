package dev.tributary.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClickHouseTypesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Int32 | Int32 | Int32",
                "Int32 | Int64 | Int64",
                "Int64 | Int8 | Int64",
                "Int32 | Nullable(Int32) | Nullable(Int32)",
                "Nullable(Int32) | Int64 | Nullable(Int64)",
                "UInt32 | Int32 | Int64",
                "Int8 | UInt64 | Int128",
                "UInt8 | UInt16 | UInt16",
                "Int64 | UInt32 | Int64",
                "Decimal(10, 2) | Decimal(12, 2) | Decimal(12, 2)",
                "Decimal(10, 2) | Decimal(8, 4) | Decimal(12, 4)",
                "Decimal(12, 4) | Decimal(10, 2) | Decimal(12, 4)",
                "DateTime64(0, 'UTC') | DateTime64(6, 'UTC') | DateTime64(6, 'UTC')",
                "Time64(3) | Time64(0) | Time64(3)",
                "Float32 | Float64 | Float64",
                "String | LowCardinality(String) | String",
                "LowCardinality(String) | Nullable(String) | LowCardinality(Nullable(String))",
                "LowCardinality(Nullable(String)) | String | LowCardinality(Nullable(String))"
            })
    void unionHoldsTheValuesOfBoth(String existing, String needed, String union) {
        assertThat(ClickHouseTypes.union(existing, needed)).contains(union);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Int32 | String",
                "String | Int32",
                "Date32 | DateTime64(0, 'UTC')",
                "Decimal(10, 2) | Int32",
                "Decimal(65, 30) | Decimal(60, 0)",
                "DateTime64(0, 'UTC') | DateTime64(0, 'Europe/Berlin')",
                "Float64 | Int64"
            })
    void typesOfTwoFamiliesHaveNone(String existing, String needed) {
        assertThat(ClickHouseTypes.union(existing, needed)).isEmpty();
    }
}
