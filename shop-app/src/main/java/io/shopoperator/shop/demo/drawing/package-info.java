/** The pictures of the demo catalogue: drawn by code, one art direction, the same bytes for the same input. Knows no texts and no database. */
package io.shopoperator.shop.demo.drawing;
