package io.shopoperator.operator.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.shopoperator.operator.backup.Turns.Turn;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void whatWasAskedForFirstIsFirst() {
        assertThat(Turns.now(List.of(waiting("b", 2), waiting("c", 1), waiting("a", 2))))
                .contains("c");
    }

    @Test
    void whatWasAskedForAtTheSameTimeHasAnOrderToo() {
        assertThat(Turns.now(List.of(waiting("b", 1), waiting("a", 1)))).contains("a");
    }

    @Test
    void whatHasBegunIsNotOvertaken() {
        assertThat(Turns.now(List.of(waiting("a", 1), new Turn("b", NOON.plusSeconds(2), true))))
                .contains("b");
    }

    @Test
    void nobodyMeansNobody() {
        assertThat(Turns.now(List.of())).isEmpty();
    }

    private static Turn waiting(String uid, int second) {
        return new Turn(uid, NOON.plusSeconds(second), false);
    }
}
