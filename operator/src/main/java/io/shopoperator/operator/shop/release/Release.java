package io.shopoperator.operator.shop.release;

import java.util.Map;

/** What the web Deployment shall run: an image, what it is bound to, and what is to be remembered beside it. */
public record Release(String image, Bindings bindings, Map<String, String> annotations) {}
