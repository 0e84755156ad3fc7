package dev.tributary.sink;

/**
 * What keeps the statements of an attempt that another one has taken over from without effect, decided by the server when
 * it executes them.
 *
 * @param condition an expression that is false for such an attempt. For deletes: a mutation can be executed late, and one
 *     that fails would be tried for ever
 * @param assertion an expression that is true, or fails the statement with the reason
 */
record Fence(String condition, String assertion) {

    static final Fence NONE = new Fence("1", "1");
}
