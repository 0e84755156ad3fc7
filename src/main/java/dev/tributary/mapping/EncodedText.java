package dev.tributary.mapping;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Texts of one of MySQL's character sets, told to a sink as UTF-8 if they are that already, and else decoded. */
public abstract class EncodedText {

    private static final EncodedText UTF_8 = new EncodedText() {
        @Override
        public void tell(byte[] bytes, int from, int length, ValueSink sink) throws UnencodableValueException {
            sink.text(bytes, from, length);
        }
    };

    private EncodedText() {}

    public abstract void tell(byte[] bytes, int from, int length, ValueSink sink) throws UnencodableValueException;

    /**
     * @param characterSet by MySQL's name; null for UTF-8
     * @throws IllegalArgumentException for a character set that is not known
     */
    public static EncodedText in(@Nullable String characterSet) {
        String name = characterSet == null ? "utf8mb4" : characterSet.toLowerCase(Locale.ROOT);
        return switch (name) {
            case "utf8mb4", "utf8mb3", "utf8" -> UTF_8;
            default -> {
                CharacterSets.Decoder decoder = CharacterSets.decoder(name);
                if (decoder == null) {
                    throw new IllegalArgumentException("the character set " + name + " is not known");
                }
                yield decoder.isAsciiCompatible() ? likeAscii(decoder) : decoded(decoder);
            }
        };
    }

    private static EncodedText decoded(CharacterSets.Decoder decoder) {
        return new EncodedText() {
            @Override
            public void tell(byte[] bytes, int from, int length, ValueSink sink) throws UnencodableValueException {
                sink.text(decoder.decode(bytes, from, length));
            }
        };
    }

    /** Most texts of such a set are nothing but ASCII, and so need no decoder. */
    private static EncodedText likeAscii(CharacterSets.Decoder decoder) {
        return new EncodedText() {
            @Override
            public void tell(byte[] bytes, int from, int length, ValueSink sink) throws UnencodableValueException {
                if (Utf8.isAscii(bytes, from, length)) {
                    sink.text(bytes, from, length);
                } else {
                    sink.text(decoder.decode(bytes, from, length));
                }
            }
        };
    }
}
