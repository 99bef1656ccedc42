package io.shopoperator.shop.legal;

import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.layout.Language;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** The legal texts: drafts that come with the shop until the merchant writes their own; every version stays. */
@ApplicationScoped
public class LegalTexts {
    private static final String COLUMNS = "select kind, lang, version, body, changed_at, changed_by from legal_text ";

    private final Parser parser = Parser.builder().build();
    private final HtmlRenderer renderer = HtmlRenderer.builder()
            .escapeHtml(true)
            .sanitizeUrls(true)
            .softbreak("<br>\n")
            .build();

    @Inject
    Database database;

    /** The text that holds now. */
    public LegalText current(LegalKind kind, Language language) {
        return database.first(
                        COLUMNS + "where kind = ? and lang = ? order by version desc limit 1",
                        LegalTexts::text,
                        kind.code(),
                        language.code())
                .orElseGet(() -> draft(kind, language));
    }

    /** The text that held at a time, as it is part of what was agreed then. */
    public LegalText at(LegalKind kind, Language language, Instant time) {
        return database.first(
                        COLUMNS + "where kind = ? and lang = ? and changed_at <= ? order by version desc limit 1",
                        LegalTexts::text,
                        kind.code(),
                        language.code(),
                        time)
                .orElseGet(() -> draft(kind, language));
    }

    /** All texts that hold now, in both languages. */
    public List<LegalText> all() {
        List<LegalText> texts = new ArrayList<>();
        for (LegalKind kind : LegalKind.values()) {
            for (Language language : Language.values()) {
                texts.add(current(kind, language));
            }
        }
        return texts;
    }

    /** All versions of a text, the newest first. */
    public List<LegalText> versions(LegalKind kind, Language language) {
        return database.list(
                COLUMNS + "where kind = ? and lang = ? order by version desc",
                LegalTexts::text,
                kind.code(),
                language.code());
    }

    /**
     * Adds a version, unless the text is as it was.
     *
     * @param seen the version that the author began with
     * @return whether the text holds now; if not, somebody else has changed it meanwhile, and nothing was stored
     */
    public boolean change(LegalKind kind, Language language, int seen, String body, String author) {
        String text = body.replace("\r\n", "\n").strip();
        if (text.isEmpty()) {
            return true;
        }
        return database.idempotentTransaction(() -> {
            // whoever else changes a text waits, so that no two versions get the same number
            database.update("lock table legal_text in share row exclusive mode");
            LegalText current = current(kind, language);
            if (text.equals(current.body().strip())) {
                return true;
            }
            boolean draft = current.version() == 0;
            if (!draft && current.version() != seen) {
                return false;
            }
            database.update(
                    "insert into legal_text (kind, lang, version, body, changed_by) values (?, ?, ?, ?, ?)",
                    kind.code(),
                    language.code(),
                    current.version() + 1,
                    text,
                    author);
            return true;
        });
    }

    /** The text as HTML; placeholders are marked, HTML in the text is shown as it is written. */
    public String html(LegalText text) {
        return renderer.render(parser.parse(text.body()))
                .replaceAll("\\[\\[([^\\[\\]\n]{1,200})]]", "<mark>[$1]</mark>");
    }

    private static LegalText draft(LegalKind kind, Language language) {
        String resource = "/legal/" + language.code() + "/" + kind.code() + ".md";
        try (InputStream in = LegalTexts.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The draft " + resource + " is not on the class path");
            }
            return new LegalText(kind, language, 0, new String(in.readAllBytes(), StandardCharsets.UTF_8), null, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LegalText text(ResultSet row) throws SQLException {
        return new LegalText(
                LegalKind.of(row.getString("kind")).orElseThrow(),
                Language.of(row.getString("lang")).orElseThrow(),
                row.getInt("version"),
                row.getString("body"),
                Database.instant(row, "changed_at"),
                row.getString("changed_by"));
    }
}
