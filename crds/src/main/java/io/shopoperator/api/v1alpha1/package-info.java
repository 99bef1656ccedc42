/** The kinds of {@code shop-operator.io/v1alpha1}: records with their bounds, defaults and texts; the CRD files are made from them. */
package io.shopoperator.api.v1alpha1;
