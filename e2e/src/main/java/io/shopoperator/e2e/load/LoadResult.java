package io.shopoperator.e2e.load;

import java.util.List;
import java.util.Map;

/**
 * What a load did and what became of it.
 *
 * @param requests all that were sent
 * @param lost those of them that did not get the right answer
 * @param unstarted those that were due but never sent, since the load had too many open ones; a run with any is no open-model run
 * @param carts carts with something in them that were looked at after the load; one that was not as it must be is among the lost
 * @param steps requests by what they were for
 * @param lanes requests by lane
 * @param lostByLane lost requests by lane
 * @param lostByPhase lost requests by the phase in which they were due
 * @param versions pages by the shop's version on them
 * @param phases times by phase
 * @param stepsOfPhases times by phase and by what the request was for
 * @param losses the first lost ones, told one by one
 * @param orders acknowledged orders: the customer's mail address, used once, and the token of the confirmation page
 */
public record LoadResult(
        long requests,
        long lost,
        long unstarted,
        long carts,
        Map<Customer.Step, Long> steps,
        Map<String, Long> lanes,
        Map<String, Long> lostByLane,
        Map<String, Long> lostByPhase,
        Map<String, Long> versions,
        Map<String, Latency> phases,
        Map<String, Map<Customer.Step, Latency>> stepsOfPhases,
        List<Loss> losses,
        Map<String, String> orders) {}
