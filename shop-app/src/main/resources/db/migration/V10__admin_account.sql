create table admin_account (
    id            bigint generated always as identity primary key,
    username      text not null unique,
    password_hash text not null,
    role          text not null check (role in ('ADMIN')),
    created_at    timestamptz not null default now()
);
