package io.shopoperator.shop.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shopoperator.shop.layout.PageFrame;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.List;

/** Descriptions of pages for search engines: schema.org as JSON-LD, made from what the page itself shows. */
@ApplicationScoped
public class StructuredData {
    private static final String CONTEXT = "https://schema.org";

    @Inject
    ObjectMapper json;

    @Inject
    PageFrame page;

    /** The shop and its search. */
    String shop() {
        ObjectNode site = json.createObjectNode()
                .put("@context", CONTEXT)
                .put("@type", "WebSite")
                .put("name", page.brand())
                .put("url", page.absolute(page.to("")))
                .put("inLanguage", page.lang());
        site.putObject("potentialAction")
                .put("@type", "SearchAction")
                .put("target", page.absolute(page.to("search")) + "?q={words}")
                .put("query-input", "required name=words");
        return write(site);
    }

    /** A category as a list of the products on this page. */
    String category(Category category, List<ProductCard> products) {
        ObjectNode list = json.createObjectNode().put("@context", CONTEXT).put("@type", "ItemList");
        list.put("name", category.name());
        ArrayNode elements = list.putArray("itemListElement");
        for (int i = 0; i < products.size(); i++) {
            elements.addObject()
                    .put("@type", "ListItem")
                    .put("position", i + 1)
                    .put("name", products.get(i).name())
                    .put(
                            "url",
                            page.absolute(page.to("p") + "/" + products.get(i).slug()));
        }
        return write(list);
    }

    /** A product with its offer, and its place in the shop. */
    String product(ProductDetails product) {
        String url = page.absolute(page.to("p") + "/" + product.slug());
        ObjectNode described = json.createObjectNode()
                .put("@type", "Product")
                .put("name", product.name())
                .put("description", product.description())
                .put("sku", product.sku())
                .put("url", url);
        ArrayNode images = described.putArray("image");
        product.pictures().forEach(picture -> images.add(page.absolute("/media/" + picture.hash())));
        if (product.manufacturer().known()) {
            described
                    .putObject("manufacturer")
                    .put("@type", "Organization")
                    .put("name", product.manufacturer().name());
        }
        ObjectNode offer = described
                .putObject("offers")
                .put("@type", "Offer")
                .put("url", url)
                .put("priceCurrency", "EUR")
                .put("price", BigDecimal.valueOf(product.priceCents(), 2).toPlainString())
                .put("itemCondition", CONTEXT + "/NewCondition")
                .put("availability", CONTEXT + (product.soldOut() ? "/OutOfStock" : "/InStock"));
        offer.putObject("hasMerchantReturnPolicy")
                .put("@type", "MerchantReturnPolicy")
                .put("applicableCountry", "DE")
                .put("returnPolicyCategory", CONTEXT + "/MerchantReturnFiniteReturnWindow")
                .put("merchantReturnDays", 14);
        ObjectNode crumbs = json.createObjectNode().put("@type", "BreadcrumbList");
        ArrayNode elements = crumbs.putArray("itemListElement");
        elements.addObject()
                .put("@type", "ListItem")
                .put("position", 1)
                .put("name", product.categoryName())
                .put("item", page.absolute(page.to("c") + "/" + product.categorySlug()));
        elements.addObject().put("@type", "ListItem").put("position", 2).put("name", product.name());
        ObjectNode graph = json.createObjectNode().put("@context", CONTEXT);
        graph.putArray("@graph").add(described).add(crumbs);
        return write(graph);
    }

    private String write(ObjectNode node) {
        try {
            // a name with "</script>" in it must not end the element
            return json.writeValueAsString(node).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
