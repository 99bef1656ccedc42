package io.shopoperator.shop.demo.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;

class DrawingTest {
    private static final Pattern REFERENCE = Pattern.compile("#(\\w)[)\"]");
    private static final Pattern DEFINITION = Pattern.compile("id=\"(\\w)\"");
    private static final int LARGEST = 8_000;

    @ParameterizedTest
    @EnumSource(Form.class)
    void isWellFormedAndSmallInEveryView(Form form) throws Exception {
        DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
        parsers.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        for (Motif motif : Motif.values()) {
            for (Drawing.View view : Drawing.View.values()) {
                byte[] svg = new Drawing(form, Colour.SEA, motif).svg(view, 1);

                Document document = parsers.newDocumentBuilder().parse(new ByteArrayInputStream(svg));

                assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
                assertThat(svg.length).as("%s %s %s", form, motif, view).isLessThan(LARGEST);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void needsNothingThatAStrictContentSecurityPolicyRefuses(Form form) {
        for (Drawing.View view : Drawing.View.values()) {
            String svg = text(new Drawing(form, Colour.ROSE, Motif.GINKGO), view, 0);

            assertThat(svg).doesNotContain("style=", "<style", "<script", "href=\"http", " on");
        }
    }

    @ParameterizedTest
    @EnumSource(Motif.class)
    void refersOnlyToWhatItDefines(Motif motif) {
        for (Form form : Form.values()) {
            for (Drawing.View view : Drawing.View.values()) {
                String svg = text(new Drawing(form, Colour.FIR, motif), view, 3);

                assertThat(names(REFERENCE, svg).distinct())
                        .as("%s %s", form, view)
                        .allMatch(
                                id -> names(DEFINITION, svg).filter(id::equals).count() == 1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Drawing.View.class)
    void isTheSameForTheSameInputAndAnotherForAnotherColour(Drawing.View view) {
        Drawing mug = new Drawing(Form.MUG, Colour.SAGE, Motif.OLIVE);

        assertThat(text(mug, view, 2)).isEqualTo(text(new Drawing(Form.MUG, Colour.SAGE, Motif.OLIVE), view, 2));
        assertThat(text(mug, view, 2)).isNotEqualTo(text(new Drawing(Form.MUG, Colour.SEA, Motif.OLIVE), view, 2));
        assertThat(text(mug, view, 2)).isNotEqualTo(text(new Drawing(Form.MUG, Colour.SAGE, Motif.SURF), view, 2));
    }

    private static Stream<String> names(Pattern pattern, String svg) {
        return pattern.matcher(svg).results().map(match -> match.group(1));
    }

    private static String text(Drawing drawing, Drawing.View view, int variant) {
        return new String(drawing.svg(view, variant), StandardCharsets.UTF_8);
    }
}
