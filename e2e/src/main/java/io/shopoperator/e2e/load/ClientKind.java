package io.shopoperator.e2e.load;

/** How a client talks; each kind loses requests in its own way when a server goes away carelessly. */
public enum ClientKind {
    /** A connection for each request: meets servers that do not listen yet, or no more. */
    NEW_CONNECTIONS,
    /** HTTP/1.1 connections used again and again: meets servers that close them under a request. */
    KEEP_ALIVE,
    /** One HTTP/2 connection for many requests, over TLS. */
    HTTP2,
    /** Sends bodies and reads answers slowly: meets servers that do not wait for what they began. */
    SLOW
}
