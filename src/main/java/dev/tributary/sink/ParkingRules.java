package dev.tributary.sink;

/**
 * How one committer deals with parked commits.
 *
 * @param maximum how many may wait, of all targets together; with 0 a refused commit fails the attempt
 * @param triesAgain whether this committer is the one that tries them again
 * @param givesUpLostCommits whether a parked commit whose rows are gone is given up: in a run that began without state, the
 *     snapshot of which brings them
 */
record ParkingRules(int maximum, boolean triesAgain, boolean givesUpLostCommits) {}
