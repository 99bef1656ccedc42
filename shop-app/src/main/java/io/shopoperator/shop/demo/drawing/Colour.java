package io.shopoperator.shop.demo.drawing;

/** The colours the demo products come in, each with three inks that are printed on it and the backdrop it is shown on. */
public enum Colour {
    SAGE("#a3b899", "#2f4a3c", "#d9824f", "#f3ecd8", "#eceadb"),
    SEA("#3f7391", "#f4ead6", "#f2a65a", "#a3cbd8", "#dfe8e8"),
    SAND("#dcc59a", "#5b4030", "#c8553d", "#3f7d7c", "#dfe5df"),
    TERRACOTTA("#c56a48", "#fbeedd", "#f6c667", "#742f22", "#f2e2d3"),
    MIDNIGHT("#2b3654", "#f1e4c6", "#e58f65", "#7f9cc4", "#e0e0e4"),
    CREAM("#f1e8d6", "#35524a", "#d98c5f", "#8fb3b0", "#cfd9cf"),
    MUSTARD("#d9a441", "#3b3a33", "#fdf3dc", "#b04c2b", "#f3e8cd"),
    ROSE("#d79f98", "#642d3e", "#fdf0e6", "#4f7a78", "#f1e2da"),
    FIR("#2f5d4c", "#efe6cc", "#e3a94f", "#86b59b", "#e2e7da"),
    SLATE("#5b6670", "#f3eee4", "#e9b872", "#a8bcc6", "#e4e4df");

    private final String base;
    private final String ink;
    private final String accent;
    private final String second;
    private final String backdrop;

    Colour(String base, String ink, String accent, String second, String backdrop) {
        this.base = base;
        this.ink = ink;
        this.accent = accent;
        this.second = second;
        this.backdrop = backdrop;
    }

    String base() {
        return base;
    }

    String backdrop() {
        return backdrop;
    }

    /** The inks for a print on cloth, glaze or wax of this colour. */
    Inks onProduct() {
        return new Inks(base, ink, accent, second);
    }

    /** The inks for a print on light paper in the mood of this colour. */
    Inks onPaper() {
        return switch (this) {
            case SAGE -> new Inks("#f6f0e0", "#2f4a3c", "#d9824f", "#a3b899");
            case SEA -> new Inks("#f5f0e4", "#24506b", "#f2a65a", "#8dbccb");
            case SAND -> new Inks("#f7f0e0", "#5b4030", "#c8553d", "#d3b985");
            case TERRACOTTA -> new Inks("#faf0e2", "#8f3f28", "#f0b64f", "#dd9a78");
            case MIDNIGHT -> new Inks("#f2ecdf", "#2b3654", "#e58f65", "#93a9cc");
            case CREAM -> new Inks("#f6f0e3", "#35524a", "#d98c5f", "#9dbfbb");
            case MUSTARD -> new Inks("#f9f1dc", "#4a4231", "#d9a441", "#b9b08a");
            case ROSE -> new Inks("#f9efe8", "#7a3a4c", "#e2a06b", "#dfaea7");
            case FIR -> new Inks("#f3eedd", "#2f5d4c", "#e3a94f", "#93bda5");
            case SLATE -> new Inks("#f2efe8", "#47525c", "#e0a95c", "#a8bcc6");
        };
    }
}
