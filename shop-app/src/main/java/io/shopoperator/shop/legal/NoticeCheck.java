package io.shopoperator.shop.legal;

import io.shopoperator.shop.media.PictureCheck;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What may be uploaded as the official notice: a picture, a PDF, or an SVG that runs nothing and loads nothing. */
public final class NoticeCheck {
    private static final Pattern ACTIVE = Pattern.compile(
            "<\\s*(script|foreignobject|iframe|object|embed|!entity)|\\son[a-z]+\\s*=|javascript:|@import|(href|src)\\s*=\\s*[\"']\\s*(?!#|data:image/(png|jpeg);)",
            Pattern.CASE_INSENSITIVE);

    private NoticeCheck() {}

    /** The type of the content, empty if it is refused. */
    public static Optional<String> contentType(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > PictureCheck.MAX_BYTES) {
            return Optional.empty();
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.startsWith("%PDF-")) {
            return Optional.of("application/pdf");
        }
        if (text.substring(0, Math.min(text.length(), 2000))
                .toLowerCase(Locale.ROOT)
                .contains("<svg")) {
            return ACTIVE.matcher(text).find() ? Optional.empty() : Optional.of("image/svg+xml");
        }
        try {
            return Optional.of(PictureCheck.check(bytes).contentType());
        } catch (PictureCheck.RefusedPictureException e) {
            return Optional.empty();
        }
    }
}
