package io.shopoperator.shop.importer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Finds out how a text file is written: UTF-16 by its mark, UTF-8 if all of it is, else Windows-1252 as older spreadsheets write. */
final class TextEncoding {
    static final int BYTE_ORDER_MARK = 0xFEFF;

    private TextEncoding() {}

    static Charset of(TextSource source) throws IOException {
        try (InputStream start = source.open()) {
            int first = start.read();
            int second = start.read();
            if (first == 0xFE && second == 0xFF) {
                return StandardCharsets.UTF_16BE;
            }
            if (first == 0xFF && second == 0xFE) {
                return StandardCharsets.UTF_16LE;
            }
        }
        return isUtf8(source) ? StandardCharsets.UTF_8 : Charset.forName("windows-1252");
    }

    /** The text from its beginning. */
    static BufferedReader reader(TextSource source) throws IOException {
        return new BufferedReader(
                new InputStreamReader(source.open(), of(source).newDecoder()));
    }

    private static boolean isUtf8(TextSource source) throws IOException {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        char[] buffer = new char[8192];
        try (BufferedReader text = new BufferedReader(new InputStreamReader(source.open(), decoder))) {
            while (text.read(buffer) >= 0) {
                // only whether it can be read matters
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
