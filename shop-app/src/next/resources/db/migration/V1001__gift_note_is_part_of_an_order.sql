-- Restores put the note back with its order.
insert into shop_contract.order_part (position, table_name, column_name, from_table, from_column, role) values
    (45, 'gift_note', 'order_number', 'shop_order', 'number', 'CONTENT');
