package dev.tributary.mysql.ddl;

import dev.tributary.model.TableId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a statement of the binlog does to one replicated table beyond the rows that have events of their own. */
public sealed interface TableDdl {

    /** As the replicated tables are spelled. */
    TableId table();

    /**
     * ALTER TABLE, CREATE INDEX, DROP INDEX: clauses that hold all at once.
     *
     * @param strict whether the session refused values that do not fit, and did not change them
     * @param timeZone see {@link SessionSettings}
     */
    record Alter(TableId table, List<AlterClause> clauses, boolean strict, String timeZone) implements TableDdl {

        public Alter {
            clauses = List.copyOf(clauses);
        }

        /** One in which there is no time. */
        Alter(TableId table, List<AlterClause> clauses, boolean strict) {
            this(table, clauses, strict, "");
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.alter(this);
        }
    }

    /** TRUNCATE TABLE. */
    record Truncate(TableId table) implements TableDdl {

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.truncate(this);
        }
    }

    /** DROP TABLE, also by DROP DATABASE. */
    record Drop(TableId table) implements TableDdl {

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.drop(this);
        }
    }

    /** RENAME TABLE or ALTER TABLE … RENAME: the table has another name, or another table has this one. */
    record Rename(TableId table, TableId from, TableId to) implements TableDdl {

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.rename(this);
        }
    }

    /**
     * CREATE TABLE.
     *
     * @param ifAbsent whether it does nothing where there is a table of that name
     * @param replaces whether it drops a table of that name first
     */
    record Create(TableId table, Content content, boolean ifAbsent, boolean replaces) implements TableDdl {

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.create(this);
        }
    }

    /** INSERT, UPDATE or the like, of a session whose changes do not stand in the binlog as rows. */
    record Write(TableId table) implements TableDdl {

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.write(this);
        }
    }

    /** Rows of the two tables change places. */
    record ExchangePartition(TableId table, TableId other) implements TableDdl {

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.exchangePartition(this);
        }
    }

    /**
     * ALTER DATABASE or CREATE DATABASE: the character set of tables that are created later and name none.
     *
     * @param characterSet null for the server's, which the statement does not say
     */
    record DatabaseCharacterSet(TableId table, @Nullable String characterSet) implements TableDdl {

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.databaseCharacterSet(this);
        }
    }

    /** A statement that could not be read and names the table. @param why for a message */
    record Unreadable(TableId table, String why) implements TableDdl {

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.unreadable(this);
        }
    }

    /** What a new table is like. */
    sealed interface Content {

        record Definition(TableDefinition definition) implements Content {

            @Override
            public <T> T accept(ContentVisitor<T> visitor) {
                return visitor.definition(definition);
            }
        }

        record Like(TableId other) implements Content {

            @Override
            public <T> T accept(ContentVisitor<T> visitor) {
                return visitor.like(other);
            }
        }

        /** The columns of a query; those of the statement stand before them. */
        record Selected() implements Content {

            @Override
            public <T> T accept(ContentVisitor<T> visitor) {
                return visitor.selected();
            }
        }

        <T> T accept(ContentVisitor<T> visitor);
    }

    /** One method for each kind of content. */
    interface ContentVisitor<T> {

        T definition(TableDefinition definition);

        T like(TableId other);

        T selected();
    }

    /** One method for each kind. */
    interface Visitor<T> {

        T alter(Alter ddl);

        T truncate(Truncate ddl);

        T drop(Drop ddl);

        T rename(Rename ddl);

        T create(Create ddl);

        T write(Write ddl);

        T exchangePartition(ExchangePartition ddl);

        T databaseCharacterSet(DatabaseCharacterSet ddl);

        T unreadable(Unreadable ddl);
    }

    <T> T accept(Visitor<T> visitor);
}
