package io.shopoperator.e2e.load;

import java.util.List;

/**
 * What load to make.
 *
 * @param run a word that makes this run's orders tellable from others; letters and digits
 * @param rate requests per second that become due, whatever the shop does with them
 * @param customers how many are in the shop at a time; one in four only keeps a cart
 * @param connections the most HTTP/1.1 connections of a lane that keeps them
 * @param lanes kinds of clients
 * @param seed makes the choice of pages repeatable
 */
public record LoadPlan(String run, int rate, int customers, int connections, List<Lane> lanes, long seed) {
    public LoadPlan {
        if (!run.matches("[a-z0-9]{1,24}")) {
            throw new IllegalArgumentException("run must be 1 to 24 small letters and digits, not " + run);
        }
        if (rate < 1 || rate > 5_000) {
            throw new IllegalArgumentException("rate must be 1 to 5000 requests per second, not " + rate);
        }
        if (lanes.isEmpty()) {
            throw new IllegalArgumentException("a load needs a lane");
        }
        lanes = List.copyOf(lanes);
    }
}
