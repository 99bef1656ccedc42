-- The password of the binding that an administrator follows, hashed: another one in the binding becomes the administrator's.
alter table admin_account add column binding_hash text;
