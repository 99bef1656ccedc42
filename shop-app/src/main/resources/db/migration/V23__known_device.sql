-- Browsers from which somebody has logged in: bounds against strangers' guesses do not count for them. Only the token's hash is here.
create table known_device (
    token_hash bytea       primary key check (octet_length(token_hash) = 32),
    realm      text        not null,
    account    text        not null,
    used_at    timestamptz not null
);
create index known_device_account on known_device (realm, account);
create index known_device_used on known_device (used_at);
