package io.shopoperator.shop.admin;

import io.shopoperator.shop.catalog.Slug;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The form of a category: what was typed, and what is wrong with it. */
final class CategoryForm {
    private static final int MAX_NAME = 100;
    private static final int MAX_TEXT = 2000;
    private static final List<String> FIELDS = List.of("nameDe", "descriptionDe", "nameEn", "descriptionEn");

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> errors = new LinkedHashMap<>();

    /** The form of a category with these texts; null is an empty one. */
    CategoryForm(String nameDe, String descriptionDe, String nameEn, String descriptionEn) {
        String[] texts = {nameDe, descriptionDe, nameEn, descriptionEn};
        for (int i = 0; i < texts.length; i++) {
            values.put(
                    FIELDS.get(i),
                    texts[i] == null ? "" : texts[i].replace("\0", "").strip());
        }
        values.put(FormMerge.VERSION, FormMerge.version(FIELDS, values));
    }

    /** The form as it was sent. */
    static CategoryForm of(MultivaluedMap<String, String> sent) {
        CategoryForm form = new CategoryForm(
                sent.getFirst("nameDe"),
                sent.getFirst("descriptionDe"),
                sent.getFirst("nameEn"),
                sent.getFirst("descriptionEn"));
        String version = sent.getFirst(FormMerge.VERSION);
        form.values.put(FormMerge.VERSION, version == null ? "" : version);
        return form;
    }

    /**
     * Takes over what somebody else has stored since this form was shown. Where both have changed the same, the errors say what is stored.
     *
     * @param stored the category as it is now
     * @return false if there are such errors
     */
    boolean merge(CategoryForm stored, AdminMessages messages) {
        Map<String, String> theirs = FormMerge.conflicts(FIELDS, values, stored.values);
        theirs.forEach((field, value) -> errors.put(field, messages.changedMeanwhile(value)));
        return theirs.isEmpty();
    }

    public String value(String field) {
        return values.get(field);
    }

    /** What is wrong with a field, null if nothing is. */
    public String error(String field) {
        return errors.get(field);
    }

    /** All that is wrong, by field. */
    public Map<String, String> errors() {
        return errors;
    }

    /** What the address of the category is made of. */
    String slug() {
        return Slug.of(value("nameDe").isEmpty() ? value("nameEn") : value("nameDe"));
    }

    /** Whether it can be stored; the errors then say why not. */
    boolean accepted(AdminMessages messages) {
        if (value("nameDe").isEmpty() && value("nameEn").isEmpty()) {
            errors.put("nameDe", messages.categoryNameMissing());
        } else if (slug().isEmpty()) {
            errors.put(value("nameDe").isEmpty() ? "nameEn" : "nameDe", messages.categoryNameUnusable());
        }
        for (String field : FIELDS) {
            int longest = field.startsWith("name") ? MAX_NAME : MAX_TEXT;
            if (value(field).length() > longest) {
                errors.putIfAbsent(field, messages.errorLong(longest));
            }
        }
        return errors.isEmpty();
    }
}
