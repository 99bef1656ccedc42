-- Customers, their sessions and carts. A session is a logged table like any other: it survives a crash of the server.

create table customer (
    id            bigint generated always as identity primary key,
    email         text        not null,
    name          text        not null,
    password_hash text        not null,
    created_at    timestamptz not null
);
create unique index customer_email on customer (lower(email));

create table address (
    id          bigint generated always as identity primary key,
    customer_id bigint not null references customer on delete cascade,
    name        text   not null,
    company     text   not null default '',
    street      text   not null,
    postal_code text   not null,
    city        text   not null,
    country     text   not null check (country ~ '^[A-Z]{2}$'),
    used_at     timestamptz not null,
    unique (customer_id, name, company, street, postal_code, city, country)
);

-- Only the SHA-256 of the token is here; the token itself is in the customer's cookie alone.
create table shop_session (
    id           bigint generated always as identity primary key,
    token_hash   bytea       not null unique check (octet_length(token_hash) = 32),
    customer_id  bigint references customer on delete cascade,
    created_at   timestamptz not null,
    last_seen_at timestamptz not null
) with (fillfactor = 80);
create index shop_session_last_seen on shop_session (last_seen_at);
create index shop_session_customer on shop_session (customer_id) where customer_id is not null;

-- A guest's cart goes with the session, a customer's stays.
create table cart (
    id          bigint generated always as identity primary key,
    session_id  bigint unique references shop_session on delete cascade,
    customer_id bigint unique references customer on delete cascade,
    created_at  timestamptz not null,
    check ((session_id is null) <> (customer_id is null))
);

create table cart_line (
    cart_id    bigint      not null references cart on delete cascade,
    product_id bigint      not null references product on delete cascade,
    quantity   int         not null check (quantity between 1 and 99),
    added_at   timestamptz not null,
    primary key (cart_id, product_id)
);
create index cart_line_product on cart_line (product_id);

create table admin_session (
    id           bigint generated always as identity primary key,
    token_hash   bytea       not null unique check (octet_length(token_hash) = 32),
    admin_id     bigint      not null references admin_account on delete cascade,
    created_at   timestamptz not null,
    last_seen_at timestamptz not null
);
create index admin_session_last_seen on admin_session (last_seen_at);

-- Failed logins, counted per account and per address over all replicas.
create table login_attempt (
    id           bigint generated always as identity primary key,
    subject      text        not null,
    attempted_at timestamptz not null
);
create index login_attempt_subject on login_attempt (subject, attempted_at);
create index login_attempt_time on login_attempt (attempted_at);
