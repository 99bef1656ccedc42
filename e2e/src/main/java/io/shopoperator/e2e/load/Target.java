package io.shopoperator.e2e.load;

/**
 * Where requests go.
 *
 * @param address the machine to connect to
 * @param port the port to connect to
 * @param shopUrl the address customers type, without a trailing slash; its host and port are asked for
 * @param tls whether to speak TLS; any certificate is taken, as a development authority signed it
 */
public record Target(String address, int port, String shopUrl, boolean tls) {}
