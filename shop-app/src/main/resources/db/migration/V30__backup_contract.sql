-- What backups and restores need to know of a shop's data, see "Data" in the shop contract. Columns only get added.
create schema shop_contract;

-- Made once and carried by every dump: tells this shop's data from that of another shop of the same name.
create table shop_contract.identity (
    one boolean primary key default true check (one),
    id  uuid not null default gen_random_uuid()
);
insert into shop_contract.identity default values;

create view shop_contract.figure (name, value) as
select 'orders', count(*) from shop_order
union all select 'orderTotalCents', coalesce(sum(total_cents), 0)::bigint from shop_order
union all select 'orderLines', count(*) from order_line
union all select 'orderRevisions', count(*) from order_revision
union all select 'customers', count(*) from customer
union all select 'products', count(*) from product;

-- One fingerprint per order, of the order and its lines. These functions are what hash partitioning relies on, so they are the same in every
-- release of PostgreSQL from 14 on, and no setting of a session changes them. They notice accidents; files have SHA-256.
create view shop_contract.order_hash (number, hash) as
select o.number,
       lpad(to_hex(hash_record_extended(row (
           o.number, o.token, o.idempotency_key, o.customer_id, o.placed_at, o.lang, o.status, o.deleted_at, o.email, o.name, o.company, o.street,
           o.postal_code, o.city, o.country, o.payment_method, o.delivery_method, o.delivery_days_min, o.delivery_days_max, o.items_cents,
           o.shipping_cents, o.total_cents), coalesce(l.hash, 0))), 16, '0')
from shop_order o
left join (select order_id,
                  bit_xor(hash_record_extended(row (position, product_id, sku, name, quantity, unit_price_cents, vat_rate_percent), 0)) as hash
           from order_line group by order_id) l on l.order_id = o.id;

-- The rows that make up an order, as a walk from table to table, in the order in which they can be put back. Keys are bigint.
--   ORDER: the order itself; CONTENT: belongs to it and is replaced with it; HISTORY: tells of it; CUSTOMER: it refers to them
create table shop_contract.order_part (
    position    int  primary key,
    table_name  text not null,
    column_name text not null,
    from_table  text,
    from_column text,
    role        text not null check (role in ('ORDER', 'CONTENT', 'HISTORY', 'CUSTOMER')),
    check ((role = 'ORDER') = (from_table is null)),
    check ((from_table is null) = (from_column is null))
);
insert into shop_contract.order_part (position, table_name, column_name, from_table, from_column, role) values
    (10, 'shop_order', 'number', null, null, 'ORDER'),
    (20, 'customer', 'id', 'shop_order', 'customer_id', 'CUSTOMER'),
    (30, 'address', 'customer_id', 'customer', 'id', 'CUSTOMER'),
    (40, 'order_line', 'order_id', 'shop_order', 'id', 'CONTENT'),
    (50, 'order_revision', 'order_id', 'shop_order', 'id', 'HISTORY');

-- What restores did, written in the transaction that did it: the audit, and what makes a repetition change nothing.
create table order_restore (
    restore_id      text        not null,
    order_number    bigint      not null,
    action          text        not null check (action in ('ADDED', 'UNDELETED', 'REPLACED', 'SKIPPED', 'UNCHANGED')),
    restore_name    text        not null,
    backup          text        not null,
    backup_taken_at timestamptz not null,
    restored_at     timestamptz not null default clock_timestamp(),
    before          jsonb, -- the rows that were replaced
    primary key (restore_id, order_number)
);
create index order_restore_number on order_restore (order_number);

-- What was agreed is replaced by a restore that was asked for, and by nothing else; what is no part of an order by none. The setting lives as
-- long as the restore's transaction.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
    if coalesce(current_setting('shop.restore', true), '') <> ''
        and exists (select from shop_contract.order_part where table_name = tg_table_name) then
        return case tg_op when 'DELETE' then old else new end;
    end if;
    raise exception '% is written once and never changed or deleted', tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger order_restore_immutable before update or delete on order_restore
    for each row execute function refuse_change();

create or replace function keep_order_revision() returns trigger language plpgsql as $$
begin
    if coalesce(current_setting('shop.restore', true), '') = ''
        and (to_jsonb(new) - array['status', 'deleted_at', 'customer_id']) <> (to_jsonb(old) - array['status', 'deleted_at', 'customer_id']) then
        raise exception 'Only the status of order % can change', old.number using errcode = 'restrict_violation';
    end if;
    if (new.status, new.deleted_at) is distinct from (old.status, old.deleted_at) then
        insert into order_revision (order_id, changed_by, status, deleted_at)
        values (old.id, coalesce(nullif(current_setting('shop.actor', true), ''), 'database user ' || current_user), old.status, old.deleted_at);
    end if;
    return new;
end $$;
