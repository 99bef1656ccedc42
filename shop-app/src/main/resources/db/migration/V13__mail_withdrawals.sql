-- Mails wait here until a mail server has taken them.
create table mail_outbox (
    id              bigint generated always as identity primary key,
    kind            text        not null,
    recipient       text        not null,
    lang            text        not null check (lang in ('de', 'en')),
    reference       text        not null,
    created_at      timestamptz not null,
    next_attempt_at timestamptz not null,
    attempts        int         not null default 0,
    sent_at         timestamptz,
    last_error      text
);
create index mail_outbox_due on mail_outbox (next_attempt_at) where sent_at is null;

-- Declarations of withdrawal (§ 356a BGB): what was declared and when, never changed.
create table withdrawal (
    id           bigint generated always as identity primary key,
    token        text        not null unique,
    received_at  timestamptz not null,
    lang         text        not null check (lang in ('de', 'en')),
    name         text        not null,
    order_number text        not null,
    email        text        not null,
    remark       text        not null default ''
);
create index withdrawal_received on withdrawal (received_at desc);
create trigger withdrawal_immutable before update or delete on withdrawal
    for each row execute function refuse_change();
