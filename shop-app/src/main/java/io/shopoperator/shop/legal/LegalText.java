package io.shopoperator.shop.legal;

import io.shopoperator.shop.layout.Language;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A legal text in Markdown. What the merchant has to fill in stands in double square brackets.
 *
 * @param version 0 for the draft that comes with the shop, then 1, 2, ...
 * @param changedAt null for the draft
 * @param changedBy who wrote this version; empty for the draft
 */
public record LegalText(
        LegalKind kind, Language language, int version, String body, Instant changedAt, String changedBy) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\[\\[([^\\[\\]\n]{1,200})]]");

    /** What still has to be filled in. */
    public List<String> placeholders() {
        return PLACEHOLDER
                .matcher(body)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    /** With links to pages of the shop that lead there from outside, too, at the shop's address. */
    public LegalText linkedTo(String url) {
        return new LegalText(kind, language, version, body.replace("](/", "](" + url + "/"), changedAt, changedBy);
    }

    /** The text without any mark of a placeholder, for mails and prints. */
    public String plain() {
        return PLACEHOLDER.matcher(body).replaceAll("[$1]");
    }
}
