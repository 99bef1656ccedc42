-- Legal texts: every version is kept, as it may be part of a contract.
create table legal_text (
    kind       text        not null check (kind in ('imprint', 'terms', 'privacy', 'withdrawal', 'shipping', 'accessibility')),
    lang       text        not null check (lang in ('de', 'en')),
    version    int         not null check (version > 0),
    body       text        not null check (body <> ''),
    changed_at timestamptz not null default now(),
    changed_by text        not null,
    primary key (kind, lang, version)
);

-- Official files that are shown exactly as they were uploaded, such as the notice on the legal guarantee.
create table legal_file (
    name         text        primary key check (name in ('warranty-notice')),
    hash         text        not null,
    content_type text        not null,
    bytes        bytea       not null,
    changed_at   timestamptz not null default now(),
    changed_by   text        not null
);
