package io.shopoperator.shop.restore;

import java.util.List;

/**
 * What a restore did, or would do.
 *
 * @param applied whether it was done, now or by an earlier attempt of the same restore
 * @param fingerprint of what was told; empty for what an earlier attempt did
 * @param added orders that were not there
 * @param undeleted orders that had been deleted in the admin
 * @param replaced orders whose state was replaced by the backup's
 * @param unchanged orders that are as in the backup
 * @param skipped orders that differ and were left as they are
 * @param conflicts what differs, one text per order that does; only of a preview
 */
public record RestoreOutcome(
        boolean applied,
        String fingerprint,
        List<Long> added,
        List<Long> undeleted,
        List<Long> replaced,
        List<Long> unchanged,
        List<Long> skipped,
        List<String> conflicts) {}
