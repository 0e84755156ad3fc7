package dev.tributary.mysql.ddl;

import dev.tributary.mysql.ddl.AlterClause.AddForeignKey;
import dev.tributary.mysql.ddl.ColumnDefinition.Generation;
import dev.tributary.mysql.ddl.ColumnDefinition.Nullability;
import dev.tributary.mysql.ddl.ColumnDefinition.Preset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the definition of a column behind its name. */
final class ColumnParser {

    private final DdlTokens tokens;
    private final TypeParser types;
    private final LiteralParser literals;
    private final KeyParser keys;

    /** Foreign keys that definitions had in them since {@link #takeForeignKeys}. */
    private final List<AddForeignKey> foreignKeys = new ArrayList<>();

    private Nullability nullability = Nullability.UNSAID;
    private Preset preset = new Preset.Unsaid();
    private boolean counting;
    private Generation generation = Generation.NONE;
    private boolean primaryKey;
    private boolean uniqueKey;
    private @Nullable String characterSet;

    ColumnParser(DdlTokens tokens, TypeParser types, KeyParser keys) {
        this.tokens = tokens;
        this.types = types;
        this.literals = new LiteralParser(tokens);
        this.keys = keys;
    }

    List<AddForeignKey> takeForeignKeys() {
        List<AddForeignKey> taken = List.copyOf(foreignKeys);
        foreignKeys.clear();
        return taken;
    }

    ColumnDefinition read(String name) {
        nullability = Nullability.UNSAID;
        preset = new Preset.Unsaid();
        counting = false;
        generation = Generation.NONE;
        primaryKey = false;
        uniqueKey = false;
        characterSet = null;
        DeclaredType type = tokens.accept("SERIAL") ? serial() : types.read();
        while (attribute(name)) {
            // goes on
        }
        if (characterSet != null && type.characterSet() == null && type.isText()) {
            type = new DeclaredType(type.name(), type.arguments(), type.unsigned(), characterSet);
        }
        return new ColumnDefinition(name, type, nullability, preset, counting, generation, primaryKey, uniqueKey);
    }

    private DeclaredType serial() {
        serialDefault();
        return new DeclaredType("bigint", List.of(), true, null);
    }

    private void serialDefault() {
        nullability = Nullability.NOT_NULL;
        counting = true;
        uniqueKey = true;
    }

    /** Reads one attribute; answers whether there was one. */
    private boolean attribute(String column) {
        if (tokens.accept("NOT", "NULL")) {
            nullability = Nullability.NOT_NULL;
        } else if (tokens.accept("NULL")) {
            nullability = Nullability.NULL;
        } else if (tokens.accept("DEFAULT")) {
            preset = preset();
        } else if (tokens.accept("ON", "UPDATE")) {
            functionCall();
        } else if (tokens.accept("AUTO_INCREMENT")) {
            counting = true;
        } else if (tokens.accept("SERIAL", "DEFAULT", "VALUE")) {
            serialDefault();
        } else if (tokens.accept("PRIMARY", "KEY") || tokens.accept("PRIMARY") || tokens.accept("KEY")) {
            primaryKey = true;
        } else if (tokens.accept("UNIQUE")) {
            tokens.accept("KEY");
            uniqueKey = true;
        } else if (tokens.accept("COLLATE")) {
            characterSet = TypeParser.collation(tokens);
        } else if (tokens.isAt("AS") || tokens.isAt("GENERATED")) {
            generated();
        } else if (tokens.isAt("REFERENCES")) {
            foreignKeys.add(keys.references(List.of(column)));
        } else {
            return withoutEffect() || check();
        }
        return true;
    }

    private boolean withoutEffect() {
        if (tokens.accept("COMMENT")) {
            tokens.text();
        } else if (tokens.acceptAny("COLUMN_FORMAT", "STORAGE")) {
            tokens.name();
        } else if (tokens.accept("SRID")) {
            tokens.number();
        } else if (tokens.acceptAny("ENGINE_ATTRIBUTE", "SECONDARY_ENGINE_ATTRIBUTE")) {
            tokens.accept('=');
            tokens.text();
        } else if (!tokens.acceptAny("VISIBLE", "INVISIBLE") && !tokens.accept("NOT", "SECONDARY")) {
            return false;
        }
        return true;
    }

    private boolean check() {
        if (tokens.accept("CONSTRAINT") && !tokens.isAt("CHECK")) {
            tokens.name();
        }
        return keys.acceptCheck();
    }

    private void generated() {
        if (tokens.accept("GENERATED")) {
            tokens.expect("ALWAYS");
        }
        tokens.expect("AS");
        tokens.skipParentheses();
        boolean stored = tokens.acceptAny("STORED", "PERSISTENT");
        if (!stored) {
            tokens.accept("VIRTUAL");
        }
        generation = stored ? Generation.STORED : Generation.VIRTUAL;
    }

    /** Goes over what stands behind SET DEFAULT. */
    void skipPreset() {
        preset();
    }

    private Preset preset() {
        if (tokens.accept('(')) {
            Literal literal = literals.find();
            if (literal != null && tokens.accept(')')) {
                return new Preset.Constant(literal);
            }
            skipOpenParenthesis();
            return new Preset.Computed();
        }
        Literal literal = literals.find();
        if (literal != null) {
            return new Preset.Constant(literal);
        }
        functionCall();
        return new Preset.Computed();
    }

    private void skipOpenParenthesis() {
        for (int depth = 1; depth > 0; ) {
            Token token = tokens.next();
            if (token.kind() == Token.Kind.END) {
                throw tokens.unexpected();
            }
            depth += token.is('(') ? 1 : token.is(')') ? -1 : 0;
        }
    }

    private void functionCall() {
        tokens.name();
        if (tokens.peek().is('(')) {
            tokens.skipParentheses();
        }
    }
}
