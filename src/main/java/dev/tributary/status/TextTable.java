package dev.tributary.status;

import java.util.ArrayList;
import java.util.List;

/** Columns of text under headings; numbers stand to the right. */
final class TextTable {

    private final List<String> headings;
    private final int texts;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param texts how many columns from the first on stand to the left */
    TextTable(int texts, String... headings) {
        this.texts = texts;
        this.headings = List.of(headings);
    }

    void add(String... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(cells.length + " cells under " + headings.size() + " headings");
        }
        rows.add(List.of(cells));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void print(StringBuilder out) {
        int[] widths = new int[headings.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = rows.stream()
                    .mapToInt(row -> row.get(column).length())
                    .reduce(headings.get(i).length(), Math::max);
        }
        print(headings, widths, out);
        rows.forEach(row -> print(row, widths, out));
    }

    private void print(List<String> cells, int[] widths, StringBuilder out) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String blanks = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : "  ").append(i < texts ? cells.get(i) + blanks : blanks + cells.get(i));
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }
}
