package dev.tributary.mapping;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Keeps what it is told as a text: the kind of value, then the value. */
public final class ToldValue implements ValueSink {

    private String text = "";

    public static String of(TypedValue value) {
        ToldValue told = new ToldValue();
        try {
            value.tell(told);
        } catch (UnencodableValueException e) {
            return "refused: " + e.getMessage();
        }
        return told.text;
    }

    @Override
    public void nothing() {
        text = "nothing";
    }

    @Override
    public void whole(long value) {
        text = "whole " + value;
    }

    @Override
    public void unsigned(long bits) {
        text = "unsigned " + Long.toUnsignedString(bits);
    }

    @Override
    public void decimal(long unscaled, int scale) {
        text = "small decimal " + BigDecimal.valueOf(unscaled, scale).toPlainString();
    }

    @Override
    public void decimal(BigDecimal value) {
        text = "decimal " + value.toPlainString();
    }

    @Override
    public void single(float value) {
        text = "single " + value;
    }

    @Override
    public void real(double value) {
        text = "real " + value;
    }

    @Override
    public void text(byte[] utf8, int from, int length) {
        text = "utf8 " + new String(utf8, from, length, StandardCharsets.UTF_8);
    }

    @Override
    public void text(String value) {
        text = "text " + value;
    }

    @Override
    public void bytes(byte[] bytes, int from, int length) {
        text = "bytes " + HexFormat.of().formatHex(bytes, from, from + length);
    }

    @Override
    public void date(int year, int month, int day) {
        text = "date " + year + "-" + month + "-" + day;
    }

    @Override
    public void dateTime(int year, int month, int day, int hour, int minute, int second, int micros) {
        text = "datetime " + year + "-" + month + "-" + day + " " + hour + ":" + minute + ":" + second + " " + micros;
    }

    @Override
    public void timestamp(long epochSecond, int micros) {
        text = "timestamp " + epochSecond + " " + micros;
    }

    @Override
    public void time(long micros) {
        text = "time " + micros;
    }

    @Override
    public void member(int number) {
        text = "member " + number;
    }

    @Override
    public void members(long bits) {
        text = "members " + Long.toBinaryString(bits);
    }

    @Override
    public void document(String json) {
        text = "document " + json;
    }

    @Override
    public void geometry(byte[] bytes, int from, int length) {
        text = "geometry " + HexFormat.of().formatHex(bytes, from, from + length);
    }
}
