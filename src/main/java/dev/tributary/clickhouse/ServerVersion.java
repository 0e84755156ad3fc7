package dev.tributary.clickhouse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a ClickHouse server: year and month, which decide what it can do. */
public record ServerVersion(int year, int month) implements Comparable<ServerVersion> {

    /** The oldest whose tables take the settings and deletes that the merge needs. */
    public static final ServerVersion OLDEST = new ServerVersion(24, 8);

    /** The oldest that deletes by patch parts. */
    public static final ServerVersion PATCH_PARTS = new ServerVersion(25, 8);

    /** The oldest that has the type {@code Time64}. */
    public static final ServerVersion TIME64 = new ServerVersion(25, 6);

    /** The oldest whose type {@code JSON} is meant for use, and can be NULL. */
    public static final ServerVersion JSON = new ServerVersion(25, 3);

    /** The first in which a patch part over several data parts is right for every reader (ClickHouse issue 117844). */
    public static final ServerVersion PATCHES_OF_SEVERAL_PARTS = new ServerVersion(26, 9);

    private static final Pattern FORM = Pattern.compile("(\\d+)\\.(\\d+)(\\..*)?");

    static ServerVersion parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a version of ClickHouse");
        }
        return new ServerVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    public boolean isAtLeast(ServerVersion other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(ServerVersion other) {
        return year != other.year ? Integer.compare(year, other.year) : Integer.compare(month, other.month);
    }

    @Override
    public String toString() {
        return year + "." + month;
    }
}
