package io.shopoperator.e2e.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Connection.KeyVal;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.FormElement;

/** Somebody with cookies and without a browser: reads pages, fills in their forms and sends them, as a browser without JavaScript would. */
public final class Visitor implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String shop;
    private final HttpClient client;

    /** {@code shop} is the shop's address without a trailing slash. */
    public Visitor(String shop) {
        this.shop = shop;
        this.client = Http.client()
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .build();
    }

    /** The status of a page, without a look at it. */
    public int status(String path) {
        return send(request(path).GET().build()).statusCode();
    }

    /** Opens a page, which must be there; redirects are followed. */
    public Document open(String path) {
        return follow(send(request(path).GET().build()));
    }

    /**
     * What came back first; where it leads was not followed.
     *
     * @param retryAfter what the header says, empty without one
     */
    public record Answer(int status, String retryAfter, Document page) {}

    /** Sends the first form that {@code selector} finds on a page, with these fields filled in, and follows where it leads. */
    public Document submit(Document page, String selector, Map<String, String> filledIn) {
        return follow(send(form(page, selector, filledIn)));
    }

    /** Sends it, for those who look at refusals. */
    public Answer answer(Document page, String selector, Map<String, String> filledIn) {
        HttpResponse<String> answer = send(form(page, selector, filledIn));
        return new Answer(
                answer.statusCode(),
                answer.headers().firstValue("Retry-After").orElse(""),
                Jsoup.parse(answer.body(), answer.uri().toString()));
    }

    private HttpRequest form(Document page, String selector, Map<String, String> filledIn) {
        FormElement form = (FormElement) page.selectFirst(selector);
        assertThat(form)
                .as(
                        "a form %s on %s:%n%s",
                        selector, page.location(), page.body().text())
                .isNotNull();
        Map<String, String> fields = new LinkedHashMap<>();
        for (KeyVal field : form.formData()) {
            fields.put(field.key(), field.value());
        }
        fields.putAll(filledIn);
        String action = URI.create(page.location()).resolve(form.attr("action")).getRawPath();
        return request(action)
                .header("Origin", shop)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encode(fields)))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(shop + path)).timeout(PATIENCE);
    }

    private Document follow(HttpResponse<String> answer) {
        HttpResponse<String> page = answer;
        while (page.statusCode() / 100 == 3) {
            URI next = page.uri().resolve(page.headers().firstValue("Location").orElseThrow());
            page = send(HttpRequest.newBuilder(next).timeout(PATIENCE).GET().build());
        }
        assertThat(page.statusCode()).as("%s:%n%s", page.uri(), page.body()).isEqualTo(200);
        return Jsoup.parse(page.body(), page.uri().toString());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(request.uri() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public void close() {
        client.close();
    }
}
