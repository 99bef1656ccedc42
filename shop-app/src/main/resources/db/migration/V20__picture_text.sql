-- What a picture shows, for those who do not see it. A picture without a text is announced by the product's name.

create table picture_text (
    picture_id bigint not null references picture on delete cascade,
    lang       text   not null check (lang in ('de', 'en')),
    alt        text   not null check (alt <> ''),
    primary key (picture_id, lang)
);
