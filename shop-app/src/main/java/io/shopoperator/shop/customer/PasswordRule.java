package io.shopoperator.shop.customer;

/** What a new password must be: long, and nothing else. */
final class PasswordRule {
    private static final int SHORTEST = 10;
    private static final int LONGEST = 200;

    private PasswordRule() {}

    static boolean accepts(String password) {
        return password.length() >= SHORTEST && password.length() <= LONGEST;
    }
}
