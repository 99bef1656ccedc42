package io.shopoperator.shop;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A customer's browser without JavaScript: keeps cookies, says where a request comes from, submits forms as they stand. */
public final class ShopBrowser {
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final URI shop = URI.create("http://localhost:" + RestAssured.port);

    /** What came back. */
    public record Page(int status, String location, Document html, HttpResponse<String> response) {}

    /** Opens a page, following redirects. */
    public Page open(String path) {
        return follow(send(HttpRequest.newBuilder(shop.resolve(path)).GET()));
    }

    /** Opens a page as a browser that is told to load everything again. */
    public Page openAnew(String path) {
        return send(HttpRequest.newBuilder(shop.resolve(path))
                .header("Cache-Control", "no-cache")
                .GET());
    }

    /** Posts fields and does not follow. */
    public Page post(String path, Map<String, String> fields) {
        return send(posted(path, fields));
    }

    /** Posts fields as htmx does. */
    public Page postAsHtmx(String path, Map<String, String> fields) {
        return send(posted(path, fields).header("HX-Request", "true"));
    }

    /** Posts fields as a client whose ingress tells where it is, and does not follow. */
    public Page postFrom(String forwardedFor, String path, Map<String, String> fields) {
        return send(posted(path, fields).header("X-Forwarded-For", forwardedFor));
    }

    private HttpRequest.Builder posted(String path, Map<String, String> fields) {
        return HttpRequest.newBuilder(shop.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString(encoded(fields)));
    }

    /** Submits a form of a page with the values it has, and those given. */
    public Page submit(Page page, String formSelector, Map<String, String> typed) {
        Element form = page.html().selectFirst(formSelector);
        if (form == null) {
            throw new IllegalStateException("No form " + formSelector + " in:\n" + page.html());
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (Element input : form.select("input[name], select[name], textarea[name]")) {
            boolean box =
                    input.attr("type").equals("radio") || input.attr("type").equals("checkbox");
            if (!box || input.hasAttr("checked")) {
                Element option = input.selectFirst("option[selected]");
                fields.put(input.attr("name"), option == null ? input.val() : option.val());
            }
        }
        fields.putAll(typed);
        return post(form.attr("action"), fields);
    }

    /** Follows redirects of a page until there is none. */
    public Page follow(Page page) {
        Page current = page;
        while (current.status() == 303) {
            current = send(
                    HttpRequest.newBuilder(shop.resolve(current.location())).GET());
        }
        return current;
    }

    /** The value of a cookie, null without one. */
    public String cookie(String name) {
        return cookies.get(name);
    }

    /** Puts a cookie in. */
    public void keep(String name, String value) {
        cookies.put(name, value);
    }

    private Page send(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            response.headers().allValues("set-cookie").forEach(this::store);
            return new Page(
                    response.statusCode(),
                    response.headers().firstValue("location").orElse(null),
                    Jsoup.parse(response.body()),
                    response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void store(String header) {
        String pair = header.split(";")[0];
        String name = pair.substring(0, pair.indexOf('='));
        String value = pair.substring(pair.indexOf('=') + 1);
        if (value.isEmpty() || header.contains("Max-Age=0")) {
            cookies.remove(name);
        } else {
            cookies.put(name, value);
        }
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
