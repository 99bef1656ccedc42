package io.shopoperator.shop.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.i18n.Message;
import io.shopoperator.shop.admin.AdminMessages;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    @ParameterizedTest
    @ValueSource(classes = {Messages.class, AdminMessages.class})
    void everyMessageIsThereInBothLanguagesWithTheSamePlaceholders(Class<?> bundle) throws Exception {
        Properties english = new Properties();
        String file = "/messages/" + (bundle == Messages.class ? "msg" : "admin") + "_en.properties";
        try (Reader in = new InputStreamReader(bundle.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            english.load(in);
        }

        assertThat(english.stringPropertyNames())
                .isEqualTo(Arrays.stream(bundle.getDeclaredMethods())
                        .map(Method::getName)
                        .collect(Collectors.toSet()));
        for (Method method : bundle.getDeclaredMethods()) {
            assertThat(placeholders(english.getProperty(method.getName())))
                    .as(method.getName())
                    .isEqualTo(placeholders(method.getAnnotation(Message.class).value()));
        }
    }

    private static TreeSet<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
