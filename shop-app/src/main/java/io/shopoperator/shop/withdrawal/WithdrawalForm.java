package io.shopoperator.shop.withdrawal;

import io.shopoperator.shop.form.FieldErrors;
import io.shopoperator.shop.form.Fields;
import java.util.Optional;
import java.util.UUID;

/**
 * What a customer fills in to withdraw. The law allows to ask for no more.
 *
 * @param name who withdraws
 * @param orderNumber from which order
 * @param email where the receipt goes
 * @param remark anything else; may be empty
 * @param key the attempt this form belongs to; a second one under it is the first one
 */
public record WithdrawalForm(String name, String orderNumber, String email, String remark, String key) {
    private static final int LONGEST = 200;
    private static final int LONGEST_REMARK = 1000;

    static final WithdrawalForm EMPTY = new WithdrawalForm("", "", "", "", "");

    static WithdrawalForm of(Fields fields) {
        String key = fields.line("key", LONGEST);
        return new WithdrawalForm(
                fields.line("name", LONGEST),
                fields.line("orderNumber", LONGEST),
                fields.line("email", LONGEST),
                fields.line("remark", LONGEST_REMARK),
                key.isEmpty() ? UUID.randomUUID().toString() : key);
    }

    FieldErrors errors(WithdrawalMessages words) {
        FieldErrors errors = new FieldErrors();
        if (name.isEmpty()) {
            errors.add("name", words.nameMissing());
        }
        if (orderNumber.isEmpty()) {
            errors.add("orderNumber", words.orderNumberMissing());
        }
        if (!Fields.isEmail(email)) {
            errors.add("email", words.emailWrong());
        }
        return errors;
    }

    Optional<UUID> token() {
        try {
            return Optional.of(UUID.fromString(key));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
