package io.shopoperator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupStatus.Phase;
import io.shopoperator.api.v1alpha1.VerificationStatus;
import io.shopoperator.api.v1alpha1.VerificationStatus.Result;
import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.BackupVolumePod;
import io.shopoperator.e2e.cluster.TestBackups;
import io.shopoperator.e2e.cluster.TestNamespace;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.storefront.Admin;
import io.shopoperator.e2e.storefront.Guest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A backup a day for more than a month: exactly the right ones remain, and every one that is kept restores. The days are made by moving what is
 * stored into the past; the operator learns the backups anew from their manifests, as after the loss of its cluster. Takes long: a ring of its own.
 */
@Tag("month")
class MonthOfBackupsE2E {
    @RegisterExtension
    static final TestNamespace NAMESPACE = new TestNamespace("e2e-month");

    private static final TestShop SHOP = TestShop.in(NAMESPACE, "tee");
    private static final TestBackups BACKUPS = new TestBackups(SHOP);
    private static final BackupVolumePod VOLUME = new BackupVolumePod(SHOP);

    private static final int MONTH = 31;
    private static final int OLDER = 5;
    private static final int PINNED = 1;

    /** In the middle of the month there is one more, which is to be damaged. */
    private static final int DAMAGED = OLDER + MONTH / 2;

    private static final int PROVEN_ARE_ENOUGH = 3;

    /** The backups of the month, each a little younger than its number of days. */
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private static final DateTimeFormatter TIME_OF_ID =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /**
     * A backup that was made.
     *
     * @param id its name at the destination
     * @param days how old it is to be
     * @param orders the orders that the shop had then, with their fingerprints
     */
    private record Made(String id, int days, List<String> orders) {
        /** The same, as many days ago. */
        Made moved() {
            if (days == 0) return this;
            int time = id.indexOf('-');
            Instant then = Instant.from(TIME_OF_ID.parse(id.substring(0, time))).minusSeconds(seconds());
            return new Made(TIME_OF_ID.format(then) + id.substring(time), days, orders);
        }

        boolean isOfTheMonth() {
            return days < MONTH;
        }

        long seconds() {
            return days == 0 ? 0 : Duration.ofDays(days).minus(AN_HOUR).toSeconds();
        }
    }

    @BeforeAll
    static void aShop() {
        SHOP.create("""
                        backup: {suspend: true, retention: {days: 30, keepLastVerified: %d}}
                        """.formatted(PROVEN_ARE_ENOUGH)).awaitReady();
        Admin.loadDemoCatalogue(SHOP);
    }

    @Test
    void exactlyTheRightBackupsRemainAndEveryOneOfThemRestores() {
        // Given: one order more in each backup, and one backup a day
        List<Made> made = new ArrayList<>();
        Made damaged = null;
        for (int i = 0; i < OLDER + MONTH; i++) {
            int days = OLDER + MONTH - 1 - i;
            Guest.buysSomethingAt(SHOP.url());
            made.add(make("backup-" + i, days, i == PINNED));
            if (i == DAMAGED) damaged = make("to-be-damaged", days, false);
        }
        VOLUME.start();
        assertThat(made).allSatisfy(one -> assertThat(VOLUME.orders(one.id()))
                .as("orders of %s", one.id())
                .isEqualTo(one.orders()));
        List<Made> month = new ArrayList<>();
        for (Made one : made) month.add(move(one));
        Made bad = move(damaged);
        VOLUME.damage(bad.id());
        List<String> all = ids(Stream.concat(month.stream(), Stream.of(bad)));
        List<String> rightOnes =
                ids(Stream.concat(month.stream().filter(Made::isOfTheMonth), Stream.of(month.get(PINNED), bad)));
        assertThat(all).hasSize(OLDER + MONTH + 1);
        assertThat(rightOnes).hasSize(MONTH + 2);

        // When: the operator knows nothing but what is at the destination
        BACKUPS.deleteObjects();
        Await.pods().untilAsserted(() -> assertThat(BACKUPS.all())
                .hasSize(all.size())
                .allSatisfy(backup -> assertThat(backup.getStatus())
                        .isNotNull()
                        .satisfies(status -> assertThat(status.phase()).isEqualTo(Phase.SUCCEEDED))));
        assertThat(known()).isEqualTo(all);
        Await.soon().until(() -> SHOP.get().getStatus().backup().ledger().readAt() != null);

        // Then: old ones stay until there are newer ones that were proven, and not longer
        List<Made> newest = month.reversed().subList(0, PROVEN_ARE_ENOUGH);
        for (Made one : newest) {
            timePasses();
            Await.pass(Duration.ofSeconds(5));
            assertThat(known()).as("before %s is proven", one.id()).isEqualTo(all);
            assertThat(VOLUME.ids()).isEqualTo(all);
            assertThat(prove(one).result()).isEqualTo(Result.VERIFIED);
        }
        Await.pods().pollInterval(Duration.ofSeconds(5)).untilAsserted(() -> {
            timePasses();
            assertThat(known()).isEqualTo(rightOnes);
        });
        assertThat(VOLUME.ids()).as("at the destination").isEqualTo(rightOnes);

        // and every one that is kept restores, with its own orders and no others
        List<Made> kept = month.stream()
                .filter(one -> rightOnes.contains(one.id()) && !newest.contains(one))
                .toList();
        assertThat(kept).allSatisfy(one -> assertThat(prove(one).result())
                .as("backup of %s days ago", one.days())
                .isEqualTo(Result.VERIFIED));
        assertThat(month.stream().filter(one -> rightOnes.contains(one.id()))).allSatisfy(one -> {
            assertThat(backup(one).getStatus().orders()).isEqualTo(one.orders().size());
            assertThat(VOLUME.orders(one.id()))
                    .as("what it was compared with, %s days ago", one.days())
                    .isEqualTo(one.orders());
        });
        timePasses();
        assertThat(known()).isEqualTo(rightOnes);

        // and the control: a single bit is noticed
        assertThat(prove(bad)).satisfies(verification -> {
            assertThat(verification.result()).isEqualTo(Result.FAILED);
            assertThat(verification.message()).contains("is damaged");
        });
    }

    private static Made make(String name, int days, boolean pinned) {
        BACKUPS.ask(name, "pinned: " + pinned);
        String id = BACKUPS.await(name, Phase.SUCCEEDED).id();
        List<String> orders = SHOP.database()
                .query("select number || E'\\t' || hash from shop_contract.order_hash order by number")
                .lines()
                .toList();
        return new Made(id, days, orders);
    }

    private static Made move(Made made) {
        Made moved = made.moved();
        if (!moved.equals(made)) VOLUME.move(made.id(), moved.id(), made.seconds());
        return moved;
    }

    /** Restores a backup into a database of its own; what came of it. */
    private static VerificationStatus prove(Made made) {
        return BACKUPS.verify(backup(made).getMetadata().getName());
    }

    private static ShopBackup backup(Made made) {
        return BACKUPS.all().stream()
                .filter(backup -> backup.getStatus().id().equals(made.id()))
                .findFirst()
                .orElseThrow();
    }

    /** Has the operator look at all backups, as it does by itself every few minutes. */
    private static void timePasses() {
        long generation = SHOP.get().getMetadata().getGeneration();
        SHOP.edit("backup: {verify: {schedule: \"%d 4 1 1 *\"}}".formatted(generation % 60));
    }

    /** The ids of all ShopBackups, the oldest first. */
    private static List<String> known() {
        return BACKUPS.all().stream()
                .map(backup -> backup.getStatus().id())
                .sorted()
                .toList();
    }

    private static List<String> ids(Stream<Made> backups) {
        return backups.map(Made::id).sorted().toList();
    }
}
