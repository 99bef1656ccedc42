-- Release 1.1.0 only adds: the release before goes on selling on this schema.
create table gift_note (
    order_number bigint primary key,
    note         text not null
);
