package dev.tributary.mapping;

import dev.tributary.model.MySqlType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is configured to become of MySQL's dates that are none, such as {@code 0000-00-00}, in one column: {@link
 * #REFUSE}, {@link #NULLABLE}, or a date that stands for them.
 */
public final class ZeroDates {

    /** They are values that do not fit, also where the column can be NULL. */
    public static final String REFUSE = "refuse";

    /** They are NULL: the target's column can be NULL even if the source's cannot. */
    public static final String NULLABLE = "nullable";

    private static final Set<String> TYPES = Set.of("date", "datetime", "timestamp");
    private static final String MIDNIGHT = " 00:00:00";

    private ZeroDates() {}

    /** What is wrong with a policy for a column of the type; null if nothing is. */
    public static @Nullable String problem(String policy, MySqlType type) {
        if (!TYPES.contains(type.name())) {
            return "is " + type + ", which has no dates";
        }
        if (policy.equals(REFUSE) || policy.equals(NULLABLE)) {
            return null;
        }
        try {
            replacement(policy, type, TypeMapping.map(type));
            return null;
        } catch (DateTimeException | UnencodableValueException | UnsupportedTypeException e) {
            return "cannot have '" + policy + "' for them; expected " + REFUSE + ", " + NULLABLE
                    + " or a date like 1970-01-01 that the target can hold";
        }
    }

    /** RowBinary of the date that stands for them; null where the policy names none. */
    public static byte @Nullable [] replacement(@Nullable String policy, MySqlType type, MappedType mapped)
            throws UnencodableValueException {
        if (policy == null || policy.equals(REFUSE) || policy.equals(NULLABLE)) {
            return null;
        }
        LocalDate date = LocalDate.parse(policy);
        RowBinaryWriter out = new RowBinaryWriter(Long.BYTES);
        if (type.name().equals("date")) {
            mapped.encoder().date(date.getYear(), date.getMonthValue(), date.getDayOfMonth(), out);
        } else if (TypeMapping.isPrinted(type, mapped.clickHouseType())) {
            mapped.encoder().dateTime(date.getYear(), date.getMonthValue(), date.getDayOfMonth(), 0, 0, 0, 0, out);
        } else {
            // A timestamp too, since its own encoder takes the first second of 1970 for the zero timestamp.
            TemporalEncoders.dateTime(type.argument(0, 0))
                    .dateTime(date.getYear(), date.getMonthValue(), date.getDayOfMonth(), 0, 0, 0, 0, out);
        }
        return out.toByteArray();
    }

    /** The date as both servers print it in a column of the type; null where the policy names none. */
    public static @Nullable String text(@Nullable String policy, MySqlType type) {
        if (policy == null || policy.equals(REFUSE) || policy.equals(NULLABLE)) {
            return null;
        }
        int digits = type.argument(0, 0);
        return type.name().equals("date") ? policy : policy + MIDNIGHT + (digits == 0 ? "" : "." + "0".repeat(digits));
    }
}
