package io.shopoperator.shop.importer;

/** What happens to the good rows of a file that has bad ones. */
public enum ImportMode {
    /** One bad row, and nothing is changed. */
    ALL_OR_NOTHING,
    /** Good rows are imported, bad ones are left out. */
    VALID_ROWS_ONLY
}
