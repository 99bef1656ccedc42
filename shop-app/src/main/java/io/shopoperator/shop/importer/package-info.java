/** Catalogues as CSV, JSON or ZIP files: {@link io.shopoperator.shop.importer.CatalogueImport} is the way in. The format is in {@code docs/catalogue-import.md}. */
package io.shopoperator.shop.importer;
