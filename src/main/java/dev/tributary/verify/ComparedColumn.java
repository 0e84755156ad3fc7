package dev.tributary.verify;

/**
 * A column that is compared.
 *
 * @param sourceHasIt false where only other sources of the target have the column: it must be NULL in the target then
 * @param targetType the ClickHouse type
 */
record ComparedColumn(String name, TextForm form, boolean sourceHasIt, String targetType) {}
