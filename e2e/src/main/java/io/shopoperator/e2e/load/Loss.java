package io.shopoperator.e2e.load;

import java.time.Instant;

/**
 * A request that did not get the right answer.
 *
 * @param phase what went on at the time
 * @param request method and path
 * @param why what came instead
 */
public record Loss(Instant at, String phase, String lane, String request, String why) {}
