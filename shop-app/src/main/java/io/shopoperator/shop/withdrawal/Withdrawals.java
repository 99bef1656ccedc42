package io.shopoperator.shop.withdrawal;

import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.layout.Language;
import io.shopoperator.shop.mail.MailOutbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Declarations of withdrawal (§ 356a BGB), kept as they came. */
@ApplicationScoped
public class Withdrawals {
    private static final String COLUMNS = "select received_at, name, order_number, email, remark from withdrawal ";

    @Inject
    Database database;

    @Inject
    MailOutbox outbox;

    @Inject
    Clock clock;

    /** Keeps the declaration and its receipt mail; a repeated one under the same token changes nothing. */
    void declare(UUID token, WithdrawalForm form, Language language) {
        database.idempotentTransaction(() -> {
            int stored = database.update(
                    """
                    insert into withdrawal (token, received_at, lang, name, order_number, email, remark)
                    values (?, ?, ?, ?, ?, ?, ?) on conflict (token) do nothing
                    """,
                    token.toString(),
                    clock.instant(),
                    language.code(),
                    form.name(),
                    form.orderNumber(),
                    form.email(),
                    form.remark());
            if (stored == 1) {
                outbox.add(WithdrawalReceiptMail.KIND, form.email(), language, token.toString());
            }
            return stored;
        });
    }

    /** The declaration with this token. */
    Optional<Declaration> find(String token) {
        return database.first(COLUMNS + "where token = ?", Withdrawals::declaration, token);
    }

    /** The newest declarations, for the admin. */
    public List<Declaration> newest(int count) {
        return database.list(COLUMNS + "order by received_at desc, id desc limit ?", Withdrawals::declaration, count);
    }

    private static Declaration declaration(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Declaration(
                Database.instant(row, "received_at"),
                row.getString("name"),
                row.getString("order_number"),
                row.getString("email"),
                row.getString("remark"));
    }
}
