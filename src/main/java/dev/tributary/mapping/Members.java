package dev.tributary.mapping;

import dev.tributary.model.MySqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/** The members of an enum or a set: by number from the binlog, by text from a snapshot. */
final class Members {

    private final List<String> texts;

    Members(MySqlType type) {
        this.texts = type.arguments();
    }

    int count() {
        return texts.size();
    }

    /**
     * The text of an enum's member; an empty one for the number 0, which MySQL gives to values that it could not take.
     */
    String one(int number) throws UnencodableValueException {
        if (number < 0 || number > texts.size()) {
            throw new UnencodableValueException("member number " + number + " is none of the members " + known());
        }
        return number == 0 ? "" : texts.get(number - 1);
    }

    /**
     * The texts of a set's members in the order of the type; an empty set and one of the empty text alone are both
     * none.
     */
    List<String> several(long bits) throws UnencodableValueException {
        if (texts.size() < Long.SIZE && bits >>> texts.size() != 0) {
            throw new UnencodableValueException("member number " + (Long.SIZE - Long.numberOfLeadingZeros(bits))
                    + " is none of the members " + known());
        }
        List<String> chosen = new ArrayList<>(Long.bitCount(bits));
        for (long rest = bits; rest != 0; rest &= rest - 1) {
            chosen.add(texts.get(Long.numberOfTrailingZeros(rest)));
        }
        return chosen.size() == 1 && chosen.get(0).isEmpty() ? List.of() : chosen;
    }

    private String known() {
        StringJoiner members = new StringJoiner(", ");
        IntStream.rangeClosed(1, texts.size()).forEach(i -> members.add(i + " '" + texts.get(i - 1) + "'"));
        return members + " that the column had when its structure was read";
    }
}
