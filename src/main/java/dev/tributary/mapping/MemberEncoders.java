package dev.tributary.mapping;

import dev.tributary.model.MySqlType;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Enums and sets by the texts of their members. A snapshot's text is the server's own, so it is taken as it is. */
final class MemberEncoders {

    private static final char SEPARATOR = ',';

    private MemberEncoders() {}

    /** The member's text; an empty one for the number 0. */
    static ValueEncoder enumeration(MySqlType type) {
        Members members = new Members(type);
        byte[][] encoded = new byte[members.count() + 1][];
        encoded[0] = new byte[1];
        for (int i = 1; i < encoded.length; i++) {
            RowBinaryWriter out = new RowBinaryWriter(64);
            out.writeString(type.arguments().get(i - 1));
            encoded[i] = out.toByteArray();
        }
        return new Taker("a member of an enum") {
            @Override
            public void member(int number, RowBinaryWriter out) throws UnencodableValueException {
                if (number < 0 || number >= encoded.length) {
                    members.one(number);
                }
                out.writeRaw(encoded[number]);
            }
        };
    }

    /** The members' texts in the order of the type, parted by commas, as MySQL writes them. */
    static ValueEncoder set(MySqlType type) {
        Members members = new Members(type);
        return new Taker("the members of a set") {
            @Override
            public void members(long bits, RowBinaryWriter out) throws UnencodableValueException {
                out.writeString(String.join(",", members.several(bits)));
            }
        };
    }

    /** The same as a list; an empty set and one that holds only the empty text are both an empty list. */
    static ValueEncoder setAsArray(MySqlType type) {
        Members members = new Members(type);
        return new ValueEncoder("the members of a set") {
            @Override
            public void members(long bits, RowBinaryWriter out) throws UnencodableValueException {
                List<String> chosen = members.several(bits);
                out.writeVarInt(chosen.size());
                chosen.forEach(out::writeString);
            }

            @Override
            public void text(byte[] utf8, int from, int length, RowBinaryWriter out) throws UnencodableValueException {
                TextEncoders.requireCharacters(utf8, from, length);
                text(new String(utf8, from, length, StandardCharsets.UTF_8), out);
            }

            @Override
            public void text(String text, RowBinaryWriter out) throws UnencodableValueException {
                TextEncoders.requireCharacters(text);
                String[] chosen = text.isEmpty() ? new String[0] : text.split(String.valueOf(SEPARATOR), -1);
                out.writeVarInt(chosen.length);
                for (String member : chosen) {
                    out.writeString(member);
                }
            }
        };
    }

    /** Takes the text that a snapshot has. */
    private abstract static class Taker extends ValueEncoder {

        Taker(String expected) {
            super(expected);
        }

        @Override
        public void text(byte[] utf8, int from, int length, RowBinaryWriter out) throws UnencodableValueException {
            TextEncoders.requireCharacters(utf8, from, length);
            out.writeBytes(utf8, from, length);
        }

        @Override
        public void text(String text, RowBinaryWriter out) throws UnencodableValueException {
            TextEncoders.requireCharacters(text);
            out.writeString(text);
        }
    }
}
