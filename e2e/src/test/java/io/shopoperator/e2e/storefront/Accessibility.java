package io.shopoperator.e2e.storefront;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.List;

/** What axe finds on a page, with the rules of WCAG 2.2 level AA and its own best practices. */
public final class Accessibility {
    private static final List<String> TAGS =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private Accessibility() {}

    /** One line per finding: the rule, what it asks for, and the elements that break it. */
    public static List<String> findings(Page page) {
        return new AxeBuilder(page)
                .withTags(TAGS).analyze().getViolations().stream()
                        .flatMap(rule -> rule.getNodes().stream()
                                .map(node -> page.url() + " " + rule.getId() + ": " + rule.getHelp() + ": "
                                        + node.getTarget() + " " + node.getHtml()))
                        .toList();
    }
}
