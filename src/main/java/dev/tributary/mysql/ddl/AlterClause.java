package dev.tributary.mysql.ddl;

import dev.tributary.model.TableId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A clause of ALTER TABLE that changes columns, keys or rows, with names as the statement writes them; others have no effect
 * here.
 */
public sealed interface AlterClause {

    /** @param ifAbsent whether the clause does nothing where there is a column of that name */
    record AddColumn(ColumnDefinition definition, Place place, boolean ifAbsent) implements AlterClause {

        @Override
        public void accept(Visitor visitor) {
            visitor.addColumn(this);
        }
    }

    /** @param ifPresent whether the clause does nothing where there is no such column, or key */
    record DropColumn(String column, boolean ifPresent) implements AlterClause {

        @Override
        public void accept(Visitor visitor) {
            visitor.dropColumn(this);
        }
    }

    /** @param ifPresent see {@link DropColumn} */
    record RenameColumn(String from, String to, boolean ifPresent) implements AlterClause {

        @Override
        public void accept(Visitor visitor) {
            visitor.renameColumn(this);
        }
    }

    /**
     * CHANGE and MODIFY: a column defined anew.
     *
     * @param column its name before
     * @param ifPresent see {@link DropColumn}
     */
    record ChangeColumn(String column, ColumnDefinition definition, Place place, boolean ifPresent)
            implements AlterClause {

        @Override
        public void accept(Visitor visitor) {
            visitor.changeColumn(this);
        }
    }

    /** @param ifAbsent whether the clause does nothing where there is a key of that name */
    record AddKey(KeyDefinition key, boolean ifAbsent) implements AlterClause {

        @Override
        public void accept(Visitor visitor) {
            visitor.addKey(this);
        }
    }

    record DropPrimaryKey() implements AlterClause {

        @Override
        public void accept(Visitor visitor) {
            visitor.dropPrimaryKey(this);
        }
    }

    /** A key, or a constraint that can be one. */
    record DropKey(String name) implements AlterClause {

        @Override
        public void accept(Visitor visitor) {
            visitor.dropKey(this);
        }
    }

    record RenameKey(String from, String to) implements AlterClause {

        @Override
        public void accept(Visitor visitor) {
            visitor.renameKey(this);
        }
    }

    /**
     * Rows of the table change with rows of the parent, without an event for any, where an action is neither of the first two.
     *
     * @param parentColumns as many as the columns, or none where the statement names none
     */
    record AddForeignKey(
            List<String> columns, TableId parent, List<String> parentColumns, Action onDelete, Action onUpdate)
            implements AlterClause {

        public AddForeignKey {
            columns = List.copyOf(columns);
            parentColumns = List.copyOf(parentColumns);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.addForeignKey(this);
        }
    }

    /** All texts become texts of the character set. @param characterSet null for the database's */
    record ConvertTexts(@Nullable String characterSet) implements AlterClause {

        @Override
        public void accept(Visitor visitor) {
            visitor.convertTexts(this);
        }
    }

    /** Texts that are added later have the character set. @param characterSet null for the database's */
    record DefaultCharacterSet(@Nullable String characterSet) implements AlterClause {

        @Override
        public void accept(Visitor visitor) {
            visitor.defaultCharacterSet(this);
        }
    }

    /** Rows go or come without an event for any. @param what the clause, for a message */
    record MoveRows(String what) implements AlterClause {

        @Override
        public void accept(Visitor visitor) {
            visitor.moveRows(this);
        }
    }

    /** Where a column stands among the others. */
    sealed interface Place {

        /** Where it was; a new one at the end. */
        record Usual() implements Place {

            @Override
            public int in(List<String> names) {
                return names.size();
            }
        }

        record First() implements Place {

            @Override
            public int in(List<String> names) {
                return 0;
            }
        }

        record After(String column) implements Place {

            @Override
            public int in(List<String> names) {
                int at = 0;
                while (at < names.size() && !names.get(at).equalsIgnoreCase(column)) {
                    at++;
                }
                if (at == names.size()) {
                    throw new InapplicableException(
                            "a statement puts a column behind '" + column + "', and the table has none of that name");
                }
                return at + 1;
            }
        }

        /** The index of a new column among others. */
        int in(List<String> names);
    }

    /** What becomes of rows whose parent goes or changes. */
    enum Action {
        RESTRICT,
        NO_ACTION,
        CASCADE,
        SET_NULL,
        SET_DEFAULT
    }

    /** One method for each kind. */
    interface Visitor {

        void addColumn(AddColumn clause);

        void dropColumn(DropColumn clause);

        void renameColumn(RenameColumn clause);

        void changeColumn(ChangeColumn clause);

        void addKey(AddKey clause);

        void dropPrimaryKey(DropPrimaryKey clause);

        void dropKey(DropKey clause);

        void renameKey(RenameKey clause);

        void addForeignKey(AddForeignKey clause);

        void convertTexts(ConvertTexts clause);

        void defaultCharacterSet(DefaultCharacterSet clause);

        void moveRows(MoveRows clause);
    }

    void accept(Visitor visitor);
}
