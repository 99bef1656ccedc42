package io.shopoperator.shop.demo.drawing;

import java.util.function.Function;

/** The kinds of products that can be drawn: how, what they are made of, and where they are at home. */
public enum Form {
    T_SHIRT(Clothing::tShirt, 200, 200, 352, Surface.CLOTH, Setting.HANGER),
    LONG_SLEEVE(Clothing::longSleeve, 200, 198, 358, Surface.CLOTH, Setting.HANGER),
    HOODIE(Clothing::hoodie, 200, 196, 358, Surface.CLOTH, Setting.HANGER),
    SWEATSHIRT(Clothing::sweatshirt, 200, 200, 358, Surface.CLOTH, Setting.HANGER),
    CAP(Clothing::cap, 206, 176, 284, Surface.CLOTH, Setting.TABLE),
    BEANIE(Clothing::beanie, 200, 250, 326, Surface.KNIT, Setting.TABLE),
    SOCKS(Clothing::socks, 150, 190, 338, Surface.KNIT, Setting.LINE),
    KNEE_SOCKS(Clothing::kneeSocks, 150, 190, 352, Surface.KNIT, Setting.LINE),
    MUG(Homeware::mug, 190, 210, 338, Surface.SMOOTH, Setting.TABLE),
    BEAKER(Homeware::beaker, 190, 206, 341, Surface.SMOOTH, Setting.TABLE),
    POSTER(Homeware::poster, 200, 190, 360, Surface.SMOOTH, Setting.WALL),
    FRAMED_PRINT(Homeware::framedPrint, 190, 180, 364, Surface.SMOOTH, Setting.WALL),
    TOTE(Homeware::tote, 200, 236, 356, Surface.CLOTH, Setting.PEG),
    BACKPACK(Homeware::backpack, 200, 170, 353, Surface.CLOTH, Setting.PEG),
    NOTEBOOK(Homeware::notebook, 200, 190, 350, Surface.SMOOTH, Setting.TABLE),
    SPIRAL_PAD(Homeware::spiralPad, 200, 190, 355, Surface.SMOOTH, Setting.TABLE),
    TABLE_LAMP(Homeware::tableLamp, 200, 160, 353, Surface.SMOOTH, Setting.TABLE),
    PENDANT_LAMP(Homeware::pendantLamp, 200, 190, 276, Surface.SMOOTH, Setting.CEILING),
    CUSHION(Homeware::cushion, 190, 200, 342, Surface.CLOTH, Setting.SOFA),
    LUMBAR_CUSHION(Homeware::lumbarCushion, 190, 205, 298, Surface.CLOTH, Setting.SOFA),
    CANDLE_GLASS(Homeware::candleGlass, 200, 240, 349, Surface.SMOOTH, Setting.TABLE),
    PILLAR_CANDLE(Homeware::pillarCandle, 200, 200, 354, Surface.SMOOTH, Setting.TABLE),
    TEA_TIN(Homeware::teaTin, 200, 205, 352, Surface.SMOOTH, Setting.TABLE),
    TEA_POUCH(Homeware::teaPouch, 200, 190, 353, Surface.SMOOTH, Setting.TABLE),
    TEA_BOX(Homeware::teaBox, 180, 210, 350, Surface.SMOOTH, Setting.TABLE);

    /** What a close-up shows. */
    enum Surface {
        SMOOTH,
        CLOTH,
        KNIT
    }

    private final Function<Piece, String> drawing;
    private final int centreX;
    private final int centreY;
    private final int ground;
    private final Surface surface;
    private final Setting setting;

    Form(Function<Piece, String> drawing, int centreX, int centreY, int ground, Surface surface, Setting setting) {
        this.drawing = drawing;
        this.centreX = centreX;
        this.centreY = centreY;
        this.ground = ground;
        this.surface = surface;
        this.setting = setting;
    }

    String draw(Piece piece) {
        return drawing.apply(piece);
    }

    /** The middle of what a close-up shows. */
    int centreX() {
        return centreX;
    }

    int centreY() {
        return centreY;
    }

    /** Where it touches what it stands on. */
    int ground() {
        return ground;
    }

    Surface surface() {
        return surface;
    }

    /** Where its scene shows it. */
    public Setting setting() {
        return setting;
    }

    /** Whether it hangs from above rather than stands, so that no shadow lies under it. */
    boolean hangs() {
        return this == PENDANT_LAMP || setting == Setting.WALL;
    }
}
