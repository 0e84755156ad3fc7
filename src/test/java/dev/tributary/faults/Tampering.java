package dev.tributary.faults;

/** What a fault does to the requests that pass {@link ClickHouseProxy}. May be asked by several threads at once. */
interface Tampering {

    /** Lets all pass. */
    Tampering NONE = new Tampering() {};

    /** Asked before a request is passed on; the request is held until it answers. */
    default Verdict beforeRequest(CommitStep step) {
        return Verdict.PASS;
    }

    /** Asked before ClickHouse's answer is passed back: what was asked has been done. */
    default Verdict beforeAnswer(CommitStep step) {
        return Verdict.PASS;
    }

    /** What becomes of a request or of its answer. */
    sealed interface Verdict {
        Verdict PASS = new Pass();
        Verdict DROP = new Drop();

        /** Passed on. */
        record Pass() implements Verdict {}

        /** The connection breaks. */
        record Drop() implements Verdict {}

        /** Answered by the proxy itself, as ClickHouse answers an error. */
        record Answer(ServerError error) implements Verdict {}
    }
}
