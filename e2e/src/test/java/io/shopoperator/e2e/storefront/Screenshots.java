package io.shopoperator.e2e.storefront;

import com.microsoft.playwright.Page;
import io.shopoperator.e2e.cluster.Artifacts;

/** Pictures of pages, kept among the artifacts. */
public final class Screenshots {
    private Screenshots() {}

    /** Takes the whole page as {@code screenshots/<name>.png}. */
    public static void take(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions().setFullPage(true).setPath(Artifacts.file("screenshots", name + ".png")));
    }
}
