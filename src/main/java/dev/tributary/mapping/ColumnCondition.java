package dev.tributary.mapping;

import dev.tributary.model.RowCondition.Comparison;
import java.math.BigDecimal;

/**
 * What the value of one column must be for its row to be replicated. It is told the value, and then says whether it is
 * met, so it belongs to one reader of rows.
 */
public abstract class ColumnCondition implements ValueSink {

    private final int column;
    private final Comparison comparison;
    private boolean met;

    ColumnCondition(int column, Comparison comparison) {
        this.column = column;
        this.comparison = comparison;
    }

    /** The index of the column in its table. */
    public final int column() {
        return column;
    }

    /** Whether the value that was told last meets the condition. */
    public final boolean isMet() {
        return met;
    }

    /**
     * @param isOne whether the value is one of the condition's
     * @param order of the value and the condition's first, as a comparator answers it; 0 where there is no order
     */
    final void decide(boolean isOne, int order) {
        met = switch (comparison) {
            case EQUALS, IN -> isOne;
            case NOT_EQUALS, NOT_IN -> !isOne;
            case ABOVE -> order > 0;
            case AT_LEAST -> order >= 0;
            case BELOW -> order < 0;
            case AT_MOST -> order <= 0;
            case IS_NULL -> false;
            case IS_NOT_NULL -> true;
        };
    }

    /** Lets a row pass whose value cannot be compared, so that its encoder refuses it by name. */
    final void leaveToEncoder() {
        met = true;
    }

    /** Any value but NULL, of a kind that the condition does not look at. */
    void other() {
        throw new IllegalStateException("a value that " + getClass().getSimpleName() + " cannot compare");
    }

    @Override
    public final void nothing() {
        met = comparison == Comparison.IS_NULL;
    }

    @Override
    public void whole(long value) {
        other();
    }

    @Override
    public void unsigned(long bits) {
        other();
    }

    @Override
    public void decimal(long unscaled, int scale) {
        other();
    }

    @Override
    public void decimal(BigDecimal value) {
        other();
    }

    @Override
    public void single(float value) {
        other();
    }

    @Override
    public void real(double value) {
        other();
    }

    @Override
    public void text(byte[] utf8, int from, int length) {
        other();
    }

    @Override
    public void text(String text) {
        other();
    }

    @Override
    public void bytes(byte[] bytes, int from, int length) {
        other();
    }

    @Override
    public void date(int year, int month, int day) {
        other();
    }

    @Override
    public void dateTime(int year, int month, int day, int hour, int minute, int second, int micros) {
        other();
    }

    @Override
    public void timestamp(long epochSecond, int micros) {
        other();
    }

    @Override
    public void time(long micros) {
        other();
    }

    @Override
    public void member(int number) {
        other();
    }

    @Override
    public void members(long bits) {
        other();
    }

    @Override
    public void document(String json) {
        other();
    }

    @Override
    public void geometry(byte[] bytes, int from, int length) {
        other();
    }
}
