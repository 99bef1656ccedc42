package io.shopoperator.shop.media;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Takes uploaded pictures apart far enough to know that they are what shops show: JPEG, PNG or WebP of a sensible size. */
public final class PictureCheck {
    /** The largest file in bytes. */
    public static final int MAX_BYTES = 5 * 1024 * 1024;
    /** The most pixels a side may have. */
    public static final int MAX_SIDE = 6000;
    /** The fewest pixels a side may have. */
    public static final int MIN_SIDE = 50;

    private static final int PNG_HEADER = 24;
    private static final int WEBP_HEADER = 30;
    private static final int MAX_14_BITS = 0x3FFF;

    private PictureCheck() {}

    /** Why a picture is refused. */
    public enum Problem {
        EMPTY,
        TOO_LARGE,
        NOT_A_PICTURE,
        DRAWING,
        WRONG_SIZE
    }

    /** A picture is refused; the message is for logs, the problem for people. */
    public static final class RefusedPictureException extends Exception {
        private static final long serialVersionUID = 1L;

        private final Problem problem;

        RefusedPictureException(Problem problem) {
            super("Refused picture: " + problem);
            this.problem = problem;
        }

        public Problem problem() {
            return problem;
        }
    }

    /** The picture of these bytes; its type and size are read from the content, whatever its name says. */
    public static Media check(byte[] bytes) throws RefusedPictureException {
        if (bytes.length == 0) {
            throw new RefusedPictureException(Problem.EMPTY);
        }
        if (bytes.length > MAX_BYTES) {
            throw new RefusedPictureException(Problem.TOO_LARGE);
        }
        Media media = read(bytes);
        if (Math.min(media.width(), media.height()) < MIN_SIDE || Math.max(media.width(), media.height()) > MAX_SIDE) {
            throw new RefusedPictureException(Problem.WRONG_SIZE);
        }
        return media;
    }

    private static Media read(byte[] bytes) throws RefusedPictureException {
        ByteBuffer data = ByteBuffer.wrap(bytes);
        if (bytes.length >= PNG_HEADER
                && data.getLong(0) == 0x89504E470D0A1A0AL
                && text(bytes, 12, 4).equals("IHDR")) {
            return Media.of("image/png", data.getInt(16), data.getInt(20), bytes);
        }
        if (bytes.length > 4 && (data.getShort(0) & 0xFFFF) == 0xFFD8) {
            return jpeg(data, bytes);
        }
        if (bytes.length >= WEBP_HEADER
                && text(bytes, 0, 4).equals("RIFF")
                && text(bytes, 8, 4).equals("WEBP")) {
            return webp(bytes);
        }
        String start = text(bytes, 0, Math.min(bytes.length, 1024)).toLowerCase(Locale.ROOT);
        throw new RefusedPictureException(start.contains("<svg") ? Problem.DRAWING : Problem.NOT_A_PICTURE);
    }

    /** Walks over the segments to the one that starts the frame. */
    private static Media jpeg(ByteBuffer data, byte[] bytes) throws RefusedPictureException {
        int at = 2;
        while (at + 9 < bytes.length && (bytes[at] & 0xFF) == 0xFF) {
            int marker = bytes[at + 1] & 0xFF;
            boolean frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
            if (frame) {
                return Media.of("image/jpeg", data.getShort(at + 7) & 0xFFFF, data.getShort(at + 5) & 0xFFFF, bytes);
            }
            at += 2 + Math.max(2, data.getShort(at + 2) & 0xFFFF);
        }
        throw new RefusedPictureException(Problem.NOT_A_PICTURE);
    }

    private static Media webp(byte[] bytes) throws RefusedPictureException {
        return switch (text(bytes, 12, 4)) {
            case "VP8 " ->
                Media.of("image/webp", little(bytes, 26, 2) & MAX_14_BITS, little(bytes, 28, 2) & MAX_14_BITS, bytes);
            case "VP8L" -> {
                int sizes = little(bytes, 21, 4);
                yield Media.of("image/webp", (sizes & MAX_14_BITS) + 1, (sizes >> 14 & MAX_14_BITS) + 1, bytes);
            }
            case "VP8X" -> Media.of("image/webp", little(bytes, 24, 3) + 1, little(bytes, 27, 3) + 1, bytes);
            default -> throw new RefusedPictureException(Problem.NOT_A_PICTURE);
        };
    }

    private static int little(byte[] bytes, int from, int count) {
        int value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | bytes[from + i] & 0xFF;
        }
        return value;
    }

    private static String text(byte[] bytes, int from, int count) {
        return new String(bytes, from, count, StandardCharsets.ISO_8859_1);
    }
}
