package io.shopoperator.shop.demo;

import java.util.List;

/** The colours of a drawing: its name in both languages, the product itself, print on it, and the wall behind it. */
record Palette(String german, String english, String base, String shade, String print, String accent, String wall) {
    static final List<Palette> ALL = List.of(
            new Palette("Salbei", "sage", "#a9bfa4", "#8fa78b", "#2f4a3c", "#f4d58d", "#eef1e6"),
            new Palette("Meerblau", "sea blue", "#3f6f8f", "#335c78", "#f3ead7", "#f2a65a", "#dfeaf0"),
            new Palette("Sand", "sand", "#e3d3b4", "#cdbb98", "#6b4a2f", "#c8553d", "#f6efe2"),
            new Palette("Terrakotta", "terracotta", "#c8694b", "#ae573b", "#fbeedd", "#f6c667", "#f7e5dc"),
            new Palette("Nachtblau", "midnight", "#2c3550", "#212940", "#f0e3c4", "#e58f65", "#dde0ea"),
            new Palette("Naturweiß", "natural", "#f5f0e6", "#ddd5c5", "#38514a", "#d98c5f", "#e4ebe4"));

    /** Colours for the package of the nth kind of a product that has kinds instead of colours. */
    static Palette ofKind(int kind) {
        return ALL.get(kind % ALL.size());
    }
}
