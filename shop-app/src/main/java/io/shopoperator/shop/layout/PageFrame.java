package io.shopoperator.shop.layout;

import io.quarkus.arc.Unremovable;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.shopoperator.shop.ShopSettings;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the frame of every page needs, {@code page} in the templates: language, addresses, header facts, formats. */
@RequestScoped
@Unremovable
public class PageFrame {
    /** Cookie with the language of pages that have none in their path (the admin). */
    public static final String LANGUAGE_COOKIE = "shop-language";

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    @Inject
    CurrentVertxRequest current;

    @Inject
    Instance<HeaderFacts> headerFacts;

    @Inject
    Instance<Navigation> navigation;

    @Inject
    MerchantSettings settings;

    @Inject
    Assets assets;

    @Inject
    ShopSettings shop;

    @Inject
    VisitorLinks visitorLinks;

    @ConfigProperty(name = "quarkus.application.version")
    String version;

    private Language language;
    private boolean everybody;
    private Around around;

    /** All that the frame around a page's own content depends on, but for the visitor's links. */
    private record Around(
            Language language, String path, String searchedFor, String brand, List<Navigation.Link> navigation) {}

    /**
     * A part of the frame around a page's own content; equal ones look the same.
     *
     * @param name of the part within the layout
     */
    public record FramePart(String name, Object around) {}

    /** The language of this page: of its path, else of the language cookie, else of the browser. */
    public Language language() {
        if (language == null) {
            HttpServerRequest request = request();
            language = Language.ofPath(request.path())
                    .or(() -> request.getCookie(LANGUAGE_COOKIE) == null
                            ? Optional.empty()
                            : Language.of(request.getCookie(LANGUAGE_COOKIE).getValue()))
                    .orElseGet(() -> Language.preferred(request.getHeader("Accept-Language")));
        }
        return language;
    }

    public String lang() {
        return language().code();
    }

    public Locale locale() {
        return language().locale();
    }

    public boolean german() {
        return language() == Language.DE;
    }

    /** The path of this page, without its query. */
    public String path() {
        return request().path();
    }

    /** Whether this page is the one at the path or lies below it. */
    public boolean below(String path) {
        return path().equals(path) || path().startsWith(path + "/");
    }

    /** The path of a page in this page's language: {@code page.to('cart')} is {@code /de/cart}. */
    public String to(String page) {
        return "/" + lang() + "/" + page;
    }

    /** Whether this page exists in the other language under the other prefix. */
    public boolean translated() {
        return Language.ofPath(path()).isPresent();
    }

    /** The path of this page in another language; the home page where it has none. */
    public String in(String languageCode) {
        return translated() ? "/" + languageCode + path().substring(3) : "/" + languageCode + "/";
    }

    /** Like {@link #in}, keeping the words a customer searched for. */
    public String switchTo(String languageCode) {
        String words = searchedFor();
        return in(languageCode) + (words.isEmpty() ? "" : "?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8));
    }

    /** The full address of a path of this shop. */
    public String absolute(String path) {
        return shop.url() + path;
    }

    /** What the search box shows. */
    public String searchedFor() {
        String words = translated() && path().substring(3).equals("/search")
                ? request().getParam("q")
                : null;
        return words == null ? "" : words.replace(visitorsPlace(), "");
    }

    public String version() {
        return version;
    }

    /** The shop's name as customers read it: as set in the admin, else from the environment. */
    public String brand() {
        String set = settings.all().get(MerchantSettings.BRAND);
        return set != null
                ? set
                : Character.toUpperCase(shop.name().charAt(0)) + shop.name().substring(1);
    }

    /** What a part of the frame is kept under, so that it is rendered once for all visitors of a page. */
    public FramePart frameOf(String part) {
        if (around == null) {
            around = new Around(language(), path(), searchedFor(), brand(), navigation());
        }
        return new FramePart(part, around);
    }

    /** The links of this visitor, as HTML. */
    public String visitorLinks() {
        return visitorLinks.html();
    }

    public int cartQuantity() {
        return headerFacts.isResolvable() ? headerFacts.get().cartQuantity() : 0;
    }

    public boolean loggedIn() {
        return headerFacts.isResolvable() && headerFacts.get().loggedIn();
    }

    /**
     * Renders a page that anybody may be shown: where the visitor's own links belong it has {@link #visitorsPlace} once.
     *
     * @param render makes the page
     */
    public String forEverybody(Supplier<String> render) {
        everybody = true;
        try {
            return render.get();
        } finally {
            everybody = false;
        }
    }

    /** Whether the page being rendered is one for everybody. */
    public boolean isForEverybody() {
        return everybody;
    }

    /** What stands for the visitor's own links in a page for everybody; no text of the shop can hold it, PostgreSQL refuses it. */
    public String visitorsPlace() {
        return "\0";
    }

    /** Whether the request asks for a page made anew. */
    public boolean uncached() {
        String wish = request().getHeader("Cache-Control");
        return wish != null && wish.contains("no-cache");
    }

    public List<Navigation.Link> navigation() {
        return navigation.isResolvable() ? navigation.get().links(language()) : List.of();
    }

    /** The address of a file of the design; it changes with the file's content, so browsers keep it for good. */
    public String asset(String name) {
        return assets.path(name);
    }

    /** Cents as an amount in euros. */
    public String money(long cents) {
        return Money.format(cents, language());
    }

    public String date(Instant time) {
        return date(time.atZone(ZONE).toLocalDate());
    }

    public String date(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(locale())
                .format(day);
    }

    /** Day and month alone, for plots. */
    public String shortDate(LocalDate day) {
        return DateTimeFormatter.ofPattern(german() ? "d.M." : "d MMM", locale())
                .format(day);
    }

    public String dateTime(Instant time) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(locale())
                .format(time.atZone(ZONE));
    }

    private HttpServerRequest request() {
        return current.getCurrent().request();
    }
}
