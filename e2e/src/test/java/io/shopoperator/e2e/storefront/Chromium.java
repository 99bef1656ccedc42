package io.shopoperator.e2e.storefront;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The machine's own Chromium. Playwright brings none: it drives what is installed. */
public final class Chromium implements AutoCloseable {
    private static final double PATIENCE_MILLIS = 20_000;

    /** What the window shows. */
    public enum Screen {
        DESKTOP("desktop", 1280, 900),
        PHONE("phone", 390, 844);

        final String label;
        final int width;
        final int height;

        Screen(String label, int width, int height) {
            this.label = label;
            this.width = width;
            this.height = height;
        }

        /** For names of files. */
        public String label() {
            return label;
        }
    }

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts the browser; CHROMIUM names the program if it is not where Debian puts it. */
    public static Chromium start() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(
                                Optional.ofNullable(System.getenv("CHROMIUM")).orElse("/usr/bin/chromium")))
                        .setHeadless(true)
                        // as root there is no sandbox; and nothing but the shop is to be asked for
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        return new Chromium(playwright, browser);
    }

    /** A customer without any cookies. */
    public Page visitor(Screen screen) {
        return visitor(screen, options -> options);
    }

    /** A customer whose browser runs no JavaScript. */
    public Page visitorWithoutJavaScript(Screen screen) {
        return visitor(screen, options -> options.setJavaScriptEnabled(false));
    }

    private Page visitor(Screen screen, UnaryOperator<NewContextOptions> more) {
        // reduced motion: a half faded page would fail the contrast check
        BrowserContext context = browser.newContext(more.apply(new NewContextOptions()
                .setIgnoreHTTPSErrors(true)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setViewportSize(screen.width, screen.height)));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        return context.newPage();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
