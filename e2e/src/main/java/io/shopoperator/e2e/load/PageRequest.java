package io.shopoperator.e2e.load;

/**
 * What a browser asks for.
 *
 * @param method GET or POST
 * @param path path and query
 * @param form the url-encoded body of a POST, null for a GET
 * @param cookies the Cookie header, null for none
 */
record PageRequest(String method, String path, String form, String cookies) {
    static PageRequest get(String path) {
        return new PageRequest("GET", path, null, null);
    }

    static PageRequest post(String path, String form) {
        return new PageRequest("POST", path, form, null);
    }

    PageRequest with(String cookieHeader) {
        return new PageRequest(method, path, form, cookieHeader);
    }
}
