package io.shopoperator.e2e.load;

import java.util.List;

/**
 * What came back, complete to the last byte.
 *
 * @param location the Location header, null for none
 * @param setCookies the Set-Cookie headers
 */
record Reply(int status, String location, List<String> setCookies, String body) {}
