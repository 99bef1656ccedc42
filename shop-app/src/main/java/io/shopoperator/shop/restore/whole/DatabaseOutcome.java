package io.shopoperator.shop.restore.whole;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What a restore of the whole database did, or would do. Of the lists only the first are told; nobody's personal data is.
 *
 * @param applied whether it was done, now or by an earlier attempt of the same restore
 * @param diff fingerprint of the state that is taken, to be approved by
 * @param orders how many orders the shop has then
 * @param lost orders that are not there any more then, since they are younger
 * @param lostCount how many
 * @param lostCents their sum
 * @param returned orders that come back
 * @param returnedCount how many
 * @param changed orders that are there before and after, and differ
 * @param changedCount how many
 * @param lostCustomers accounts that are not there any more then
 * @param lostWithdrawals declarations of withdrawal that are not there any more then
 * @param sessionsKept how many sessions went on; null of a preview
 * @param sessionsEnded how many did not; null of a preview
 * @param oldDatabase the name that the former database has now; null of a preview
 * @param oldDatabaseUntil how long it is wanted; null of a preview
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DatabaseOutcome(
        boolean applied,
        String diff,
        long orders,
        List<Long> lost,
        long lostCount,
        long lostCents,
        List<Long> returned,
        long returnedCount,
        List<Long> changed,
        long changedCount,
        long lostCustomers,
        long lostWithdrawals,
        Long sessionsKept,
        Long sessionsEnded,
        String oldDatabase,
        String oldDatabaseUntil) {}
