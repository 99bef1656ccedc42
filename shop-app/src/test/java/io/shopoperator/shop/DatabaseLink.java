package io.shopoperator.shop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** The wire between the shop and its database, which a test can cut. */
public final class DatabaseLink implements AutoCloseable {
    private final ServerSocket server;
    private volatile int databasePort;
    private final DataSource database;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private volatile boolean cut;

    /** Leads to a database at a port of this machine. */
    public DatabaseLink(int databasePort, DataSource database) throws IOException {
        this.databasePort = databasePort;
        this.database = database;
        this.server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** Where the shop connects to. */
    public int port() {
        return server.getLocalPort();
    }

    /** The database is away from now on; connections that are open break. */
    public void cut() {
        cut = true;
        refused.set(0);
        opened.set(0);
        open.forEach(DatabaseLink::closeQuietly);
        open.clear();
    }

    /** The database is back. */
    public void mend() {
        cut = false;
    }

    /** How often the shop tried in vain since the cut. */
    public int refused() {
        return refused.get();
    }

    /** How many connections the shop has opened since the cut. */
    public int opened() {
        return opened.get();
    }

    /** Newcomers are led to another database from now on. */
    public void leadTo(int port) {
        databasePort = port;
    }

    /** A connection of the test's own, which no cut breaks. */
    public Connection past() throws SQLException {
        return database.getConnection();
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket shop = server.accept();
                if (cut) {
                    refused.incrementAndGet();
                    shop.close();
                } else {
                    Socket database = new Socket(InetAddress.getLoopbackAddress(), databasePort);
                    opened.incrementAndGet();
                    open.add(shop);
                    open.add(database);
                    Thread.ofVirtual().start(() -> pump(shop, database));
                    Thread.ofVirtual().start(() -> pump(database, shop));
                }
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            open.remove(from);
        }
        open.remove(to);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
