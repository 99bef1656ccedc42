package io.shopoperator.shop.legal;

import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.media.Media;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** The official notice on the legal guarantee: the file the merchant got from the authorities, shown unchanged before the order. */
@ApplicationScoped
public class WarrantyNotice {
    private static final String NAME = "warranty-notice";

    @Inject
    Database database;

    /** Where it is served and of which type it is. */
    public record Notice(String path, String contentType) {
        /** Whether a page can show it as a picture; otherwise it is linked. */
        public boolean picture() {
            return contentType.startsWith("image/");
        }
    }

    /** A file as it is sent. */
    record File(String contentType, byte[] bytes) {}

    /** The notice, empty while none was uploaded. */
    public Optional<Notice> find() {
        return database.first(
                "select hash, content_type from legal_file where name = ?",
                row -> new Notice("/legal-files/" + row.getString(1) + "/" + NAME, row.getString(2)),
                NAME);
    }

    /** The file of a hash, empty if it is not the current one. */
    Optional<File> file(String hash) {
        return database.first(
                "select content_type, bytes from legal_file where name = ? and hash = ?",
                row -> new File(row.getString(1), row.getBytes(2)),
                NAME,
                hash);
    }

    /** Stores the notice, byte for byte. */
    public void store(String contentType, byte[] bytes, String author) {
        database.update("""
                insert into legal_file (name, hash, content_type, bytes, changed_by) values (?, ?, ?, ?, ?)
                on conflict (name) do update set hash = excluded.hash, content_type = excluded.content_type,
                    bytes = excluded.bytes, changed_at = now(), changed_by = excluded.changed_by""", NAME, Media.of(contentType, 1, 1, bytes).hash(), contentType, bytes, author);
    }

    /** Takes the notice away. */
    public void remove() {
        database.update("delete from legal_file where name = ?", NAME);
    }
}
