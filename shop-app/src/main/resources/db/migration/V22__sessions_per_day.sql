-- The dashboard counts sessions by the day they began, also those that have ended. Whose they were is forgotten with them.
create table session_day (
    day   date primary key,
    ended bigint not null check (ended >= 0)
);

create function count_ended_sessions() returns trigger language plpgsql as $$
begin
    -- days in one order, so that two who remove sessions at a time never wait for each other
    insert into session_day (day, ended)
    select (created_at at time zone 'Europe/Berlin')::date, count(*) from gone group by 1 order by 1
    on conflict (day) do update set ended = session_day.ended + excluded.ended;
    return null;
end $$;

create trigger sessions_ended after delete on shop_session
    referencing old table as gone for each statement execute function count_ended_sessions();
