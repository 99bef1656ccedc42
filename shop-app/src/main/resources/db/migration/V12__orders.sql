-- Orders. What was agreed never changes: triggers refuse it, whoever asks.

create table order_counter (
    one         boolean primary key default true check (one),
    last_number bigint not null
);
insert into order_counter (last_number) values (10000);

create table shop_order (
    id                bigint generated always as identity primary key,
    number            bigint      not null unique,
    token             text        not null unique,
    idempotency_key   uuid        not null unique,
    customer_id       bigint references customer on delete set null,
    placed_at         timestamptz not null,
    lang              text        not null check (lang in ('de', 'en')),
    status            text        not null check (status in ('RECEIVED', 'AWAITING_PAYMENT', 'PAID', 'SHIPPED', 'COMPLETED', 'CANCELLED')),
    deleted_at        timestamptz,
    email             text        not null,
    name              text        not null,
    company           text        not null default '',
    street            text        not null,
    postal_code       text        not null,
    city              text        not null,
    country           text        not null,
    payment_method    text        not null,
    delivery_method   text        not null,
    delivery_days_min int         not null,
    delivery_days_max int         not null,
    items_cents       bigint      not null check (items_cents >= 0),
    shipping_cents    bigint      not null check (shipping_cents >= 0),
    total_cents       bigint      not null check (total_cents = items_cents + shipping_cents)
);
create index shop_order_placed on shop_order (placed_at desc);
create index shop_order_customer on shop_order (customer_id, placed_at desc) where customer_id is not null;
create index shop_order_email on shop_order (lower(email));

create table order_line (
    order_id         bigint        not null references shop_order,
    position         int           not null,
    product_id       bigint,
    sku              text          not null,
    name             text          not null,
    quantity         int           not null check (quantity > 0),
    unit_price_cents bigint        not null check (unit_price_cents >= 0),
    vat_rate_percent numeric(4, 2) not null,
    primary key (order_id, position)
);
create index order_line_product on order_line (product_id);

-- The state of an order before each change.
create table order_revision (
    id         bigint generated always as identity primary key,
    order_id   bigint      not null references shop_order,
    changed_at timestamptz not null default clock_timestamp(),
    changed_by text        not null,
    status     text        not null,
    deleted_at timestamptz,
    undone     boolean     not null default false
);
create index order_revision_order on order_revision (order_id, id desc);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is written once and never changed or deleted', tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger order_line_immutable before update or delete on order_line
    for each row execute function refuse_change();
create trigger shop_order_kept before delete on shop_order
    for each row execute function refuse_change();

create function keep_order_revision() returns trigger language plpgsql as $$
begin
    if (to_jsonb(new) - array['status', 'deleted_at', 'customer_id']) <> (to_jsonb(old) - array['status', 'deleted_at', 'customer_id']) then
        raise exception 'Only the status of order % can change', old.number using errcode = 'restrict_violation';
    end if;
    if (new.status, new.deleted_at) is distinct from (old.status, old.deleted_at) then
        insert into order_revision (order_id, changed_by, status, deleted_at)
        values (old.id, coalesce(nullif(current_setting('shop.actor', true), ''), 'database user ' || current_user), old.status, old.deleted_at);
    end if;
    return new;
end $$;

create trigger shop_order_revision before update on shop_order
    for each row execute function keep_order_revision();
