package io.shopoperator.shop.media;

import io.shopoperator.shop.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Pictures in the database, so that they move and are backed up with everything else. */
@ApplicationScoped
public class MediaStore {
    /** Stores a picture; one that is there already is left alone. */
    public static final String INSERT =
            "insert into media (hash, content_type, width, height, bytes) values (?, ?, ?, ?, ?) on conflict (hash) do nothing";

    @Inject
    Database database;

    /** The picture of a hash, empty if there is none. */
    public Optional<Media> find(String hash) {
        return database.first(
                "select hash, content_type, width, height, bytes from media where hash = ?",
                row -> new Media(row.getString(1), row.getString(2), row.getInt(3), row.getInt(4), row.getBytes(5)),
                hash);
    }

    /** Stores a picture in the transaction that is open; until that ends nobody removes it as unused. */
    public void add(Media media) {
        do {
            database.update(INSERT, media.hash(), media.contentType(), media.width(), media.height(), media.bytes());
            // who removes it at this very moment is waited for, and it is stored again
        } while (database.first("select 1 from media where hash = ? for key share", row -> true, media.hash())
                .isEmpty());
    }

    /** Removes a picture if no product shows it any more. */
    public void removeUnused(String hash) {
        database.transaction(() -> {
            // who is about to show it is waited for; the next statement sees what came of that
            database.first("select 1 from media where hash = ? for update", row -> true, hash);
            return database.update(
                    "delete from media m where hash = ? and not exists (select 1 from picture where hash = m.hash)",
                    hash);
        });
    }
}
