package io.shopoperator.e2e.bench;

import io.shopoperator.e2e.cluster.TestShop;

/** Orders of the past, as the shop itself would have written them, made by SQL inside the database's pod: buying 200,000 times would take a day. */
final class PastOrders {
    /** A program in the pod may take two minutes. */
    private static final int AT_A_TIME = 20_000;

    private static final int FIRST_NUMBER = 10_000;

    /**
     * Each order has one to five lines of the catalogue's products, was paid, sent and completed, and its confirmation was mailed, which the shop remembers for 90
     * days; one in four is of a customer with an account, who has ordered twice. Foreign keys hold by construction, so they are not looked up row by row.
     */
    private static final String SQL = """
            set session_replication_role = replica;
            set synchronous_commit = off;
            create temporary table goods as
                select row_number() over (order by p.id) - 1 as place, p.id, p.sku, t.name, p.price_cents, p.vat_rate_percent
                from product p join product_text t on t.product_id = p.id and t.lang = 'de';
            create temporary table past_line as
                select n, k, g.id, g.sku, g.name, 1 + (n + k) %% 3 as quantity, g.price_cents, g.vat_rate_percent
                from generate_series(%1$d, %2$d) n cross join lateral generate_series(1, 1 + n %% 5) k
                join goods g on g.place = (n * 7 + k * 131) %% (select count(*) from goods);
            with account as (
                insert into customer (email, name, password_hash, created_at)
                select 'past-' || n || '@example.com', 'Kundin Nummer ' || n,
                       '$argon2id$v=19$m=19456,t=2,p=1$' || encode(sha256((n || 'salt')::bytea), 'base64'), now() - interval '2 years'
                from generate_series(%1$d, %2$d) n where n %% 8 = 0
                returning id, name, created_at)
            insert into address (customer_id, name, street, postal_code, city, country, used_at)
            select id, name, 'Lindenweg ' || id %% 300 + 1, lpad((id * 37 %% 100000)::text, 5, '0'), 'Neustadt', 'DE', created_at from account;
            insert into shop_order (number, token, idempotency_key, customer_id, placed_at, lang, status, email, name, street, postal_code, city, country,
                payment_method, delivery_method, delivery_days_min, delivery_days_max, items_cents, shipping_cents, total_cents)
            select %3$d + n, translate(encode(sha256(gen_random_uuid()::text::bytea), 'base64'), '+/=', '-_'), gen_random_uuid(), c.id,
                   now() - greatest(5000, 200000 - n) * interval '2 minutes', 'de', 'COMPLETED', coalesce(c.email, 'past-' || n || '@example.com'),
                   coalesce(c.name, 'Kundin Nummer ' || n), 'Lindenweg ' || n %% 300 + 1, lpad((n * 37 %% 100000)::text, 5, '0'), 'Neustadt', 'DE',
                   'prepayment', 'STANDARD', 2, 4, l.cents, 490, l.cents + 490
            from generate_series(%1$d, %2$d) n
            join (select n, sum(quantity * price_cents)::bigint as cents from past_line group by n) l using (n)
            left join customer c on n %% 4 = 0 and c.email = 'past-' || n - n %% 8 || '@example.com';
            insert into order_line (order_id, position, product_id, sku, name, quantity, unit_price_cents, vat_rate_percent)
            select o.id, l.k, l.id, l.sku, l.name, l.quantity, l.price_cents, l.vat_rate_percent from past_line l join shop_order o on o.number = %3$d + l.n;
            insert into order_revision (order_id, changed_at, changed_by, status)
            select o.id, o.placed_at + s.days * interval '1 day', 'admin', s.status
            from shop_order o cross join (values (1, 'AWAITING_PAYMENT'), (2, 'PAID'), (5, 'SHIPPED')) s (days, status)
            where o.number between %3$d + %1$d and %3$d + %2$d;
            insert into mail_outbox (kind, recipient, lang, reference, created_at, next_attempt_at, attempts, sent_at)
            select 'order-confirmation', email, lang, token, placed_at, placed_at, 1, placed_at + interval '1 second'
            from shop_order where number between %3$d + %1$d and %3$d + %2$d and placed_at > now() - interval '89 days';
            update order_counter set last_number = greatest(last_number, %3$d + %2$d);
            """;

    private PastOrders() {}

    /** Adds orders until there are {@code count}, and lets the database settle. */
    static void fill(TestShop shop, int count) {
        int there = Integer.parseInt(shop.database().query("select count(*) from shop_order"));
        for (int from = there + 1; from <= count; from += AT_A_TIME) {
            shop.database().query(SQL.formatted(from, Math.min(count, from + AT_A_TIME - 1), FIRST_NUMBER));
        }
        shop.database().query("vacuum analyze");
        shop.database().query("checkpoint");
    }

    /** One from the middle, as the shop names it. */
    static long inTheMiddle(int count) {
        return FIRST_NUMBER + count / 2L;
    }
}
