package dev.tributary.verify;

import org.jspecify.annotations.Nullable;

/**
 * A column that is compared.
 *
 * @param name in the target
 * @param source how MySQL is asked for it: a quoted column, or a literal; null where only other sources of the target have
 *     the column, so that it must be NULL in the target
 * @param targetType the ClickHouse type
 */
record ComparedColumn(String name, TextForm form, @Nullable String source, String targetType) {}
