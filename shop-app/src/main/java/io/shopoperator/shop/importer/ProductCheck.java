package io.shopoperator.shop.importer;

import io.shopoperator.shop.catalog.ContentUnit;
import io.shopoperator.shop.catalog.Slug;
import io.shopoperator.shop.media.Media;
import io.shopoperator.shop.media.PictureCheck;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks the rows of one file, one after the other: each value by itself, and article numbers against the rows before. */
final class ProductCheck {
    static final String PICTURE_SEPARATOR = "|";
    static final int MAX_PICTURES = 12;

    private static final int MAX_SKU = 64;
    private static final int MAX_LINE = 200;
    private static final int MAX_TEXT = 20_000;
    private static final BigDecimal MAX_PRICE = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal MAX_VAT = BigDecimal.valueOf(50);
    private static final BigDecimal MAX_CONTENT = BigDecimal.valueOf(1_000_000);
    private static final int MAX_STOCK = 1_000_000;
    private static final int MAX_DAYS = 365;
    private static final int MAX_GRAMS = 1_000_000;
    private static final Pattern DAYS = Pattern.compile("(\\d{1,3})(?:\\s*[-–]\\s*(\\d{1,3}))?");
    private static final Set<String> YES = Set.of("ja", "yes", "true", "wahr", "1", "x", "j", "y");
    private static final Set<String> NO = Set.of("nein", "no", "false", "falsch", "0", "n");
    private static final String UNITS =
            Arrays.stream(ContentUnit.values()).map(ContentUnit::code).collect(Collectors.joining(", "));

    private final Upload upload;
    private final Map<String, Integer> rowsBySku = new HashMap<>();

    ProductCheck(Upload upload) {
        this.upload = upload;
    }

    /** The checked row; empty if something is wrong with it, which is then added to the problems. */
    Optional<ProductRow> check(RawRow raw, List<ImportProblem> problems) throws IOException {
        Values values = new Values(raw);
        values.found.addAll(raw.problems());
        String sku = sku(raw, values);
        int[] days = days(values);
        ProductRow row = new ProductRow(
                raw.number(),
                sku,
                values.text(Column.NAME_DE, MAX_LINE),
                values.text(Column.NAME_EN, MAX_LINE),
                values.text(Column.DESCRIPTION_DE, MAX_TEXT),
                values.text(Column.DESCRIPTION_EN, MAX_TEXT),
                category(values),
                price(values),
                vatRate(values),
                values.whole(Column.STOCK, 0, MAX_STOCK),
                active(values),
                days == null ? null : days[0],
                days == null ? null : days[1],
                contentAmount(values),
                contentUnit(values),
                values.whole(Column.WEIGHT_GRAMS, 1, MAX_GRAMS),
                values.text(Column.MANUFACTURER_NAME, MAX_LINE),
                values.text(Column.MANUFACTURER_ADDRESS, MAX_LINE),
                values.text(Column.MANUFACTURER_CONTACT, MAX_LINE),
                pictures(values));
        if (raw.has(Column.CONTENT_AMOUNT) != raw.has(Column.CONTENT_UNIT)) {
            values.refuse(
                    raw.has(Column.CONTENT_AMOUNT) ? Column.CONTENT_UNIT : Column.CONTENT_AMOUNT,
                    Finding.CONTENT_INCOMPLETE,
                    "");
        }
        problems.addAll(values.found);
        return values.found.isEmpty() ? Optional.of(row) : Optional.empty();
    }

    /** What a product that does not exist yet must bring along. */
    static List<ImportProblem> missingForNew(ProductRow row) {
        List<ImportProblem> problems = new ArrayList<>();
        if (row.nameDe() == null && row.nameEn() == null) {
            problems.add(ImportProblem.of(row.number(), Column.NAME_DE, "", Finding.MISSING, ""));
        }
        if (row.category() == null) {
            problems.add(ImportProblem.of(row.number(), Column.CATEGORY, "", Finding.MISSING, ""));
        }
        if (row.priceCents() == null) {
            problems.add(ImportProblem.of(row.number(), Column.PRICE, "", Finding.MISSING, ""));
        }
        return problems;
    }

    private String sku(RawRow raw, Values values) {
        String sku = values.text(Column.SKU, MAX_SKU);
        if (sku == null) {
            values.refuse(Column.SKU, Finding.MISSING_SKU, "");
            return null;
        }
        Integer before = rowsBySku.putIfAbsent(sku, raw.number());
        if (before != null) {
            values.refuse(Column.SKU, Finding.REPEATED_SKU, before);
        }
        return sku;
    }

    private static String category(Values values) {
        String category = values.text(Column.CATEGORY, MAX_LINE);
        if (category != null && Slug.of(category).isEmpty()) {
            values.refuse(Column.CATEGORY, Finding.CATEGORY_WITHOUT_LETTERS, "");
        }
        return category;
    }

    private static Long price(Values values) {
        Optional<String> text = values.cell(Column.PRICE);
        if (text.isEmpty()) {
            return null;
        }
        if (Numbers.ambiguous(text.get())) {
            values.refuse(Column.PRICE, Finding.AMBIGUOUS_NUMBER, text.get());
            return null;
        }
        Optional<BigDecimal> price = Numbers.of(text.get()).filter(number -> decimals(number) <= 2);
        if (price.isEmpty()) {
            values.refuse(Column.PRICE, Finding.NOT_A_PRICE, "");
            return null;
        }
        if (price.get().signum() < 0 || price.get().compareTo(MAX_PRICE) > 0) {
            values.refuse(Column.PRICE, Finding.OUT_OF_RANGE, "0–1000000");
            return null;
        }
        return price.get().movePointRight(2).longValueExact();
    }

    private static int decimals(BigDecimal number) {
        return Math.max(0, number.stripTrailingZeros().scale());
    }

    private static BigDecimal vatRate(Values values) {
        Optional<String> text = values.cell(Column.VAT_RATE);
        if (text.isEmpty()) {
            return null;
        }
        Optional<BigDecimal> rate = Numbers.of(text.get()).filter(number -> decimals(number) <= 2);
        if (rate.isEmpty()) {
            values.refuse(Column.VAT_RATE, Finding.NOT_A_NUMBER, "");
            return null;
        }
        if (rate.get().signum() > 0 && rate.get().compareTo(BigDecimal.ONE) < 0) {
            values.refuse(Column.VAT_RATE, Finding.VAT_AS_FRACTION, "");
            return null;
        }
        if (rate.get().signum() < 0 || rate.get().compareTo(MAX_VAT) > 0) {
            values.refuse(Column.VAT_RATE, Finding.OUT_OF_RANGE, "0–50");
            return null;
        }
        return rate.get();
    }

    private static Boolean active(Values values) {
        Optional<String> text = values.cell(Column.ACTIVE).map(cell -> cell.toLowerCase(Locale.ROOT));
        if (text.isEmpty()) {
            return null;
        }
        boolean yes = YES.contains(text.get());
        if (!yes && !NO.contains(text.get())) {
            values.refuse(Column.ACTIVE, Finding.NOT_YES_OR_NO, "");
        }
        return yes;
    }

    private static int[] days(Values values) {
        Optional<String> text = values.cell(Column.DELIVERY_DAYS);
        if (text.isEmpty()) {
            return null;
        }
        Matcher days = DAYS.matcher(text.get());
        if (days.matches()) {
            int min = Integer.parseInt(days.group(1));
            int max = days.group(2) == null ? min : Integer.parseInt(days.group(2));
            if (min <= max && max <= MAX_DAYS) {
                return new int[] {min, max};
            }
        }
        values.refuse(Column.DELIVERY_DAYS, Finding.NOT_DELIVERY_DAYS, "");
        return null;
    }

    private static BigDecimal contentAmount(Values values) {
        Optional<String> text = values.cell(Column.CONTENT_AMOUNT);
        if (text.isEmpty()) {
            return null;
        }
        if (Numbers.ambiguous(text.get())) {
            values.refuse(Column.CONTENT_AMOUNT, Finding.AMBIGUOUS_NUMBER, text.get());
            return null;
        }
        Optional<BigDecimal> amount = Numbers.of(text.get()).filter(number -> decimals(number) <= 3);
        if (amount.isEmpty()) {
            values.refuse(Column.CONTENT_AMOUNT, Finding.NOT_A_NUMBER, "");
            return null;
        }
        if (amount.get().signum() <= 0 || amount.get().compareTo(MAX_CONTENT) > 0) {
            values.refuse(Column.CONTENT_AMOUNT, Finding.OUT_OF_RANGE, "0,001–1000000");
            return null;
        }
        return amount.get();
    }

    private static String contentUnit(Values values) {
        Optional<String> text = values.cell(Column.CONTENT_UNIT);
        if (text.isEmpty()) {
            return null;
        }
        Optional<ContentUnit> unit = ContentUnit.of(text.get().replace('²', '2'));
        if (unit.isEmpty()) {
            values.refuse(Column.CONTENT_UNIT, Finding.UNKNOWN_UNIT, UNITS);
        }
        return unit.map(ContentUnit::code).orElse(null);
    }

    private List<Media> pictures(Values values) throws IOException {
        Optional<String> text = values.cell(Column.PICTURES);
        if (text.isEmpty()) {
            return null;
        }
        if (!upload.isZip()) {
            values.refuse(Column.PICTURES, Finding.PICTURES_WITHOUT_ZIP, "");
            return null;
        }
        List<String> names = Arrays.stream(text.get().split(Pattern.quote(PICTURE_SEPARATOR)))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (names.size() > MAX_PICTURES) {
            values.refuse(Column.PICTURES, Finding.TOO_MANY_PICTURES, MAX_PICTURES);
            return null;
        }
        List<Media> pictures = new ArrayList<>();
        for (String name : names) {
            Optional<byte[]> bytes = upload.picture(name, PictureCheck.MAX_BYTES);
            if (bytes.isEmpty()) {
                values.refuse(Column.PICTURES, Finding.PICTURE_NOT_FOUND, name);
                continue;
            }
            try {
                pictures.add(PictureCheck.check(bytes.get()));
            } catch (PictureCheck.RefusedPictureException e) {
                values.refuse(Column.PICTURES, Finding.PICTURE_REFUSED, name);
            }
        }
        return pictures;
    }

    /** The cells of a row and what was found wrong with them. */
    private static final class Values {
        private final RawRow raw;
        private final List<ImportProblem> found = new ArrayList<>();

        Values(RawRow raw) {
            this.raw = raw;
        }

        void refuse(Column column, Finding finding, Object detail) {
            found.add(ImportProblem.of(raw.number(), column, raw.cell(column), finding, detail));
        }

        Optional<String> cell(Column column) {
            return raw.has(column) ? Optional.of(raw.cell(column)) : Optional.empty();
        }

        String text(Column column, int longest) {
            String text = raw.has(column) ? raw.cell(column) : null;
            if (text != null && text.length() > longest) {
                refuse(column, Finding.TOO_LONG, longest);
            }
            if (text != null && text.indexOf('\0') >= 0) {
                refuse(column, Finding.UNREADABLE_SIGN, "");
            }
            return text;
        }

        Integer whole(Column column, int from, int to) {
            if (!raw.has(column)) {
                return null;
            }
            String text = raw.cell(column);
            if (!text.matches("-?\\d{1,10}")) {
                refuse(column, Finding.NOT_A_NUMBER, "");
                return null;
            }
            long number = Long.parseLong(text);
            if (number < from || number > to) {
                refuse(column, Finding.OUT_OF_RANGE, from + "–" + to);
                return null;
            }
            return (int) number;
        }
    }
}
