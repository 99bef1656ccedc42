package io.shopoperator.shop.admin;

import io.shopoperator.shop.catalog.ContentUnit;
import io.shopoperator.shop.catalog.Slug;
import jakarta.ws.rs.core.MultivaluedMap;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/** The form of a product: what was typed, and what is wrong with it. */
final class ProductForm {
    private static final int MAX_LINE = 200;
    private static final int MAX_TEXT = 20_000;
    private static final long MAX_CENTS = 100_000_000;
    private static final int MAX_STOCK = 1_000_000;
    private static final int MAX_DAYS = 365;
    private static final int MAX_GRAMS = 1_000_000;
    private static final List<String> MERGED = List.of(
            "nameDe",
            "descriptionDe",
            "nameEn",
            "descriptionEn",
            "sku",
            "slug",
            "categoryId",
            "active",
            "price",
            "vatRatePercent",
            "deliveryDaysMin",
            "deliveryDaysMax",
            "contentAmount",
            "contentUnit",
            "weightGrams",
            "manufacturerName",
            "manufacturerAddress",
            "manufacturerContact");
    /** The stock is changed by a difference, so two who change it do not get in each other's way. */
    private static final List<String> FIELDS = Stream.concat(
                    MERGED.stream(), Stream.of("stock", "stockBefore", FormMerge.VERSION))
            .toList();

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> errors = new LinkedHashMap<>();

    private ProductForm() {}

    /** The form of a new product. */
    static ProductForm empty() {
        ProductForm form = new ProductForm();
        for (String field : FIELDS) {
            form.values.put(field, "");
        }
        form.values.putAll(Map.of(
                "active",
                "true",
                "vatRatePercent",
                "19",
                "stock",
                "0",
                "stockBefore",
                "0",
                "deliveryDaysMin",
                "2",
                "deliveryDaysMax",
                "4"));
        return form;
    }

    /** The form as it was sent. */
    static ProductForm of(MultivaluedMap<String, String> sent) {
        ProductForm form = new ProductForm();
        for (String field : FIELDS) {
            String value = sent.getFirst(field);
            form.values.put(field, value == null ? "" : value.replace("\0", "").strip());
        }
        return form;
    }

    /** The form of a stored product. */
    static ProductForm of(ResultSet row) throws SQLException {
        ProductForm form = new ProductForm();
        form.put("nameDe", row.getString("name_de"));
        form.put("descriptionDe", row.getString("description_de"));
        form.put("nameEn", row.getString("name_en"));
        form.put("descriptionEn", row.getString("description_en"));
        form.put("sku", row.getString("sku"));
        form.put("slug", row.getString("slug"));
        form.put("categoryId", row.getString("category_id"));
        form.put("active", row.getBoolean("active") ? "true" : "");
        form.put(
                "price",
                BigDecimal.valueOf(row.getLong("price_cents"), 2)
                        .toPlainString()
                        .replace('.', ','));
        form.put("vatRatePercent", plain(row.getBigDecimal("vat_rate_percent")));
        form.put("stock", row.getString("stock"));
        form.put("stockBefore", row.getString("stock"));
        form.put("deliveryDaysMin", row.getString("delivery_days_min"));
        form.put("deliveryDaysMax", row.getString("delivery_days_max"));
        form.put("contentAmount", plain(row.getBigDecimal("content_amount")));
        form.put("contentUnit", row.getString("content_unit"));
        form.put("weightGrams", row.getString("weight_grams"));
        form.put("manufacturerName", row.getString("manufacturer_name"));
        form.put("manufacturerAddress", row.getString("manufacturer_address"));
        form.put("manufacturerContact", row.getString("manufacturer_contact"));
        form.put(FormMerge.VERSION, FormMerge.version(MERGED, form.values));
        return form;
    }

    private static String plain(BigDecimal number) {
        return number == null ? "" : number.stripTrailingZeros().toPlainString().replace('.', ',');
    }

    private void put(String field, String value) {
        values.put(field, value == null ? "" : value);
    }

    public String value(String field) {
        return values.get(field);
    }

    /** Whether a box is ticked. */
    public boolean ticked(String field) {
        return !values.get(field).isEmpty();
    }

    /** What is wrong with a field, null if nothing is. */
    public String error(String field) {
        return errors.get(field);
    }

    /** All that is wrong, by field. */
    public Map<String, String> errors() {
        return errors;
    }

    void refuse(String field, String message) {
        errors.putIfAbsent(field, message);
    }

    /**
     * Takes over what somebody else has stored since this form was shown. Where both have changed the same, the errors say what is stored.
     *
     * @param stored the product as it is now
     * @param words what people call the value of a field
     * @return false if there are such errors
     */
    boolean merge(ProductForm stored, AdminMessages messages, BinaryOperator<String> words) {
        Map<String, String> theirs = FormMerge.conflicts(MERGED, values, stored.values);
        theirs.forEach((field, value) -> refuse(field, messages.changedMeanwhile(words.apply(field, value))));
        return theirs.isEmpty();
    }

    /** The checked product; empty if something is wrong, which the errors then say in the words of the messages. */
    Optional<ProductDraft> check(AdminMessages messages) {
        String nameDe = text("nameDe", MAX_LINE, messages);
        String nameEn = text("nameEn", MAX_LINE, messages);
        if (nameDe.isEmpty() && nameEn.isEmpty()) {
            refuse("nameDe", messages.errorName());
        }
        String sku = text("sku", 64, messages);
        if (sku.isEmpty()) {
            refuse("sku", messages.errorSku());
        }
        String slug = slug(nameDe.isEmpty() ? nameEn : nameDe);
        if (!slug.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            refuse("slug", messages.errorSlug());
        }
        BigDecimal price =
                decimal("price", messages.errorPrice(), BigDecimal.ZERO, BigDecimal.valueOf(MAX_CENTS, 2), 2);
        BigDecimal vat = decimal("vatRatePercent", messages.errorVat(), BigDecimal.ZERO, BigDecimal.valueOf(50), 2);
        int stock = whole("stock", messages.errorStock(), 0, MAX_STOCK);
        int stockBefore =
                values.get("stockBefore").isEmpty() ? 0 : whole("stockBefore", messages.errorStock(), 0, MAX_STOCK);
        int daysMin = whole("deliveryDaysMin", messages.errorDays(), 0, MAX_DAYS);
        int daysMax = whole("deliveryDaysMax", messages.errorDays(), 0, MAX_DAYS);
        if (daysMax < daysMin) {
            refuse("deliveryDaysMax", messages.errorDays());
        }
        int category = whole("categoryId", messages.errorCategory(), 1, Integer.MAX_VALUE);
        BigDecimal content = values.get("contentAmount").isEmpty()
                ? null
                : decimal(
                        "contentAmount",
                        messages.errorContent(),
                        new BigDecimal("0.001"),
                        BigDecimal.valueOf(1_000_000),
                        3);
        String unit =
                ContentUnit.of(values.get("contentUnit")).map(ContentUnit::code).orElse(null);
        if ((content == null) != (unit == null)) {
            refuse("contentAmount", messages.errorContent());
        }
        Integer weight =
                values.get("weightGrams").isEmpty() ? null : whole("weightGrams", messages.errorWeight(), 1, MAX_GRAMS);
        String manufacturer = text("manufacturerName", MAX_LINE, messages);
        String address = text("manufacturerAddress", MAX_LINE, messages);
        String contact = text("manufacturerContact", MAX_LINE, messages);
        String descriptionDe = text("descriptionDe", MAX_TEXT, messages);
        String descriptionEn = text("descriptionEn", MAX_TEXT, messages);
        if (!errors.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ProductDraft(
                slug,
                sku,
                category,
                ticked("active"),
                price.movePointRight(2).longValueExact(),
                vat,
                stock,
                stockBefore,
                daysMin,
                daysMax,
                content,
                unit,
                weight,
                manufacturer,
                address,
                contact,
                nameDe,
                descriptionDe,
                nameEn,
                descriptionEn));
    }

    private String slug(String name) {
        String slug = values.get("slug").isEmpty() ? Slug.of(name) : values.get("slug");
        values.put("slug", slug);
        return slug.length() > MAX_LINE ? "" : slug;
    }

    private String text(String field, int longest, AdminMessages messages) {
        if (values.get(field).length() > longest) {
            refuse(field, messages.errorLong(longest));
        }
        return values.get(field);
    }

    private int whole(String field, String message, int from, int to) {
        String value = values.get(field);
        if (value.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(value);
            if (number >= from && number <= to) {
                return number;
            }
        }
        refuse(field, message);
        return from;
    }

    private BigDecimal decimal(String field, String message, BigDecimal from, BigDecimal to, int places) {

        String value = values.get(field).replace("€", "").strip().replace(',', '.');
        if (value.matches("[0-9]{1,9}(\\.[0-9]{1," + places + "})?")) {
            BigDecimal number = new BigDecimal(value);
            if (number.compareTo(from) >= 0 && number.compareTo(to) <= 0) {
                return number;
            }
        }
        refuse(field, message);
        return from;
    }
}
