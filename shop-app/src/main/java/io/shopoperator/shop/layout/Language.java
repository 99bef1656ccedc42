package io.shopoperator.shop.layout;

import java.util.Locale;
import java.util.Optional;

/** The languages customers can choose; the code is the first segment of every page's path. */
public enum Language {
    DE(Locale.GERMANY),
    EN(Locale.UK);

    /** What {@code @Path} patterns of pages start with: {@code /{lang: de|en}/...}. */
    public static final String PATH = "{lang: de|en}";

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    /** {@code de} or {@code en}. */
    public String code() {
        return locale.getLanguage();
    }

    public Locale locale() {
        return locale;
    }

    public Language other() {
        return this == DE ? EN : DE;
    }

    /** The language of a code, empty if there is none of it. */
    public static Optional<Language> of(String code) {
        for (Language language : values()) {
            if (language.code().equalsIgnoreCase(code)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    /** The language of a path such as {@code /de/cart}, empty for paths without one. */
    public static Optional<Language> ofPath(String path) {
        return path.length() >= 3 && path.charAt(0) == '/' && (path.length() == 3 || path.charAt(3) == '/')
                ? of(path.substring(1, 3))
                : Optional.empty();
    }

    /** The first language of an {@code Accept-Language} header that the shop speaks, else German. */
    public static Language preferred(String acceptLanguage) {
        if (acceptLanguage != null) {
            for (String range : acceptLanguage.split(",")) {
                String tag = range.strip();
                if (tag.length() >= 2) {
                    Optional<Language> known = of(tag.substring(0, 2));
                    if (known.isPresent()) {
                        return known.get();
                    }
                }
            }
        }
        return DE;
    }
}
