-- Catalogue: categories, products with texts per language, pictures, price history.

create table category (
    id       bigint generated always as identity primary key,
    slug     text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    position int  not null default 0
);

create table category_text (
    category_id bigint not null references category on delete cascade,
    lang        text   not null check (lang in ('de', 'en')),
    name        text   not null check (name <> ''),
    description text   not null default '',
    primary key (category_id, lang)
);

create table product (
    id                   bigint generated always as identity primary key,
    slug                 text          not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    sku                  text          not null unique check (sku <> ''),
    category_id          bigint        not null references category,
    active               boolean       not null default true,
    price_cents          bigint        not null check (price_cents >= 0), -- including VAT
    vat_rate_percent     numeric(4, 2) not null default 19.00 check (vat_rate_percent between 0 and 50),
    stock                int           not null default 0 check (stock >= 0),
    delivery_days_min    smallint      not null default 2 check (delivery_days_min >= 0),
    delivery_days_max    smallint      not null default 4,
    -- the content of one piece; with it the price per kilogram, litre or metre is shown
    content_amount       numeric(12, 3) check (content_amount > 0),
    content_unit         text check (content_unit in ('g', 'kg', 'ml', 'l', 'cm', 'm', 'm2')),
    weight_grams         int check (weight_grams > 0),
    -- General Product Safety Regulation: who made it and how to reach them
    manufacturer_name    text          not null default '',
    manufacturer_address text          not null default '',
    manufacturer_contact text          not null default '',
    -- kept by a trigger: when the price was last reduced and the lowest price of the 30 days before
    reduced_at           timestamptz,
    lowest_before_cents  bigint,
    created_at           timestamptz   not null default now(),
    updated_at           timestamptz   not null default now(),
    check (delivery_days_max >= delivery_days_min),
    check ((content_amount is null) = (content_unit is null))
);

create index product_category on product (category_id, id) where active;
create index product_newest on product (created_at desc, id desc) where active;

create table product_text (
    product_id  bigint not null references product on delete cascade,
    lang        text   not null check (lang in ('de', 'en')),
    name        text   not null check (name <> ''),
    description text   not null default '',
    search      tsvector not null generated always as (
        setweight(to_tsvector(case lang when 'de' then 'german'::regconfig else 'english'::regconfig end, name), 'A') ||
        setweight(to_tsvector(case lang when 'de' then 'german'::regconfig else 'english'::regconfig end, description), 'C')
        ) stored,
    primary key (product_id, lang)
);

create index product_text_search on product_text using gin (search);

-- The bytes, stored once however often they are shown.
create table media (
    hash         text primary key check (hash ~ '^[0-9a-f]{32}$'),
    content_type text  not null,
    width        int   not null check (width > 0),
    height       int   not null check (height > 0),
    bytes        bytea not null
);

create table picture (
    id         bigint generated always as identity primary key,
    product_id bigint not null references product on delete cascade,
    position   int    not null,
    hash       text   not null references media,
    unique (product_id, position) deferrable initially deferred
);

create index picture_hash on picture (hash);

create table price_history (
    id          bigint generated always as identity primary key,
    product_id  bigint      not null references product on delete cascade,
    price_cents bigint      not null,
    valid_from  timestamptz not null default now()
);

create index price_history_product on price_history (product_id, valid_from desc);

create function remember_price() returns trigger language plpgsql as $$
begin
    insert into price_history (product_id, price_cents) values (new.id, new.price_cents);
    return null;
end $$;

create trigger product_price_inserted after insert on product
    for each row execute function remember_price();
create trigger product_price_changed after update of price_cents on product
    for each row when (old.price_cents <> new.price_cents) execute function remember_price();

-- The lowest price that was asked in the 30 days before a reduction. Further reductions keep the
-- reference of the first one while that one is younger than 30 days.
create function compare_price() returns trigger language plpgsql as $$
begin
    if new.price_cents > old.price_cents then
        new.reduced_at := null;
        new.lowest_before_cents := null;
    elsif old.reduced_at is null or old.reduced_at < now() - interval '30 days' then
        new.reduced_at := now();
        select least(old.price_cents, min(asked.price_cents)) into new.lowest_before_cents
        from (select price_cents, lead(valid_from, 1, now()) over (order by valid_from, id) as valid_until
              from price_history where product_id = old.id) asked
        where asked.valid_until > now() - interval '30 days';
    end if;
    return new;
end $$;

create trigger product_price_compared before update of price_cents on product
    for each row when (old.price_cents <> new.price_cents) execute function compare_price();

-- What the merchant sets in the admin: the shop's name and the like.
create table shop_setting (
    name  text primary key,
    value text not null
);
