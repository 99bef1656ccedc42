package io.shopoperator.shop.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shopoperator.shop.ShopDatabase;
import io.shopoperator.shop.session.Session;
import io.shopoperator.shop.session.SessionStore;
import io.shopoperator.shop.session.SessionToken;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
class DashboardTest {
    @Inject
    Dashboard dashboard;

    @Inject
    SessionStore sessions;

    @Test
    void sessionsThatHaveEndedStayInTheCountOfTheirDay() {
        // Given
        long before = today();
        Session ended = sessions.create(SessionToken.create(), null);
        sessions.create(SessionToken.create(), null);
        assertThat(today()).isEqualTo(before + 2);

        // When
        sessions.delete(ended);

        // Then
        assertThat(today()).isEqualTo(before + 2);
    }

    private long today() {
        return dashboard.sessions().getLast().value();
    }
}
