package io.shopoperator.e2e.load;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A form of a page as a browser without JavaScript sees it, so that the load does what a page asks for and does not know its fields by heart.
 *
 * @param action where it is sent to
 * @param fields what it sends, by name
 */
record HtmlForm(String action, Map<String, String> fields) {
    private static final Pattern FORM = Pattern.compile("<form\\b([^>]*)>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern CONTROL = Pattern.compile(
            "<input\\b([^>]*)>|<select\\b([^>]*)>(.*?)</select>|<textarea\\b([^>]*)>(.*?)</textarea>", Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile("<option\\b([^>]*)>", Pattern.DOTALL);
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([\\w:-]+)(?:\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+)))?");

    /**
     * Finds the form that is sent to a path ending in {@code actionEnd}.
     *
     * @param filler what to type into a field of that name, null to leave it as it is
     */
    static Optional<HtmlForm> find(String page, String actionEnd, Function<String, String> filler) {
        Matcher form = FORM.matcher(page);
        while (form.find()) {
            String action = attributes(form.group(1)).getOrDefault("action", "");
            if (action.endsWith(actionEnd)) {
                return Optional.of(new HtmlForm(action, fields(form.group(2), filler)));
            }
        }
        return Optional.empty();
    }

    String encoded() {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static Map<String, String> fields(String content, Function<String, String> filler) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher control = CONTROL.matcher(content);
        while (control.find()) {
            if (control.group(1) != null) {
                input(attributes(control.group(1)), filler, fields);
            } else if (control.group(2) != null) {
                select(attributes(control.group(2)), control.group(3), filler, fields);
            } else {
                type(attributes(control.group(4)), control.group(5), filler, fields);
            }
        }
        return fields;
    }

    private static void input(
            Map<String, String> attributes, Function<String, String> filler, Map<String, String> fields) {
        String name = attributes.get("name");
        switch (attributes.getOrDefault("type", "text").toLowerCase(Locale.ROOT)) {
            case "submit", "button", "image", "reset", "file" -> {}
            case "checkbox" -> {
                if (name != null && (attributes.containsKey("required") || attributes.containsKey("checked"))) {
                    fields.put(name, attributes.getOrDefault("value", "on"));
                }
            }
            case "radio" -> {
                if (name != null && (attributes.containsKey("checked") || !fields.containsKey(name))) {
                    fields.put(name, attributes.getOrDefault("value", "on"));
                }
            }
            case "hidden" -> {
                if (name != null) {
                    fields.put(name, unescape(attributes.getOrDefault("value", "")));
                }
            }
            default -> type(attributes, attributes.getOrDefault("value", ""), filler, fields);
        }
    }

    private static void type(
            Map<String, String> attributes,
            String present,
            Function<String, String> filler,
            Map<String, String> fields) {
        String name = attributes.get("name");
        if (name != null) {
            String typed = filler.apply(name);
            fields.put(name, typed == null ? unescape(present) : typed);
        }
    }

    private static void select(
            Map<String, String> attributes,
            String content,
            Function<String, String> filler,
            Map<String, String> fields) {
        String name = attributes.get("name");
        if (name == null) {
            return;
        }
        String chosen = null;
        Matcher option = OPTION.matcher(content);
        while (option.find()) {
            Map<String, String> of = attributes(option.group(1));
            String value = of.getOrDefault("value", "");
            if (of.containsKey("selected") || (chosen == null && !value.isEmpty())) {
                chosen = value;
            }
        }
        String typed = filler.apply(name);
        fields.put(name, typed != null ? typed : chosen == null ? "" : unescape(chosen));
    }

    private static Map<String, String> attributes(String text) {
        Map<String, String> attributes = new LinkedHashMap<>();
        Matcher matcher = ATTRIBUTE.matcher(text);
        while (matcher.find()) {
            String value = matcher.group(2) != null
                    ? matcher.group(2)
                    : matcher.group(3) != null ? matcher.group(3) : matcher.group(4) != null ? matcher.group(4) : "";
            attributes.put(matcher.group(1).toLowerCase(Locale.ROOT), value);
        }
        return attributes;
    }

    private static String unescape(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
