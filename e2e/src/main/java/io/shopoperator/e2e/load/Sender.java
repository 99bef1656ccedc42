package io.shopoperator.e2e.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends the requests of one lane, each exactly once: nothing here ever tries again. */
final class Sender {
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int MOST_CONNECTIONS = 2_000;
    private static final int SLOW_MILLIS = 1_500;

    private final Vertx vertx;
    private final Lane lane;
    private final URI shop;
    private final HttpClient client;

    Sender(Vertx vertx, Lane lane, int connections) {
        this.vertx = vertx;
        this.lane = lane;
        this.shop = URI.create(lane.target().shopUrl());
        boolean http2 = lane.kind() == ClientKind.HTTP2;
        HttpClientOptions options = new HttpClientOptions()
                .setSsl(lane.target().tls())
                .setTrustAll(true)
                .setVerifyHost(false)
                .setForceSni(lane.target().tls())
                .setProtocolVersion(http2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1)
                .setUseAlpn(http2 && lane.target().tls())
                .setHttp2ClearTextUpgrade(false)
                .setKeepAlive(lane.kind() != ClientKind.NEW_CONNECTIONS)
                .setConnectTimeout(10_000);
        PoolOptions pool = new PoolOptions()
                // who opens a connection for each request does not wait for somebody else's to be closed
                .setHttp1MaxSize(lane.kind() == ClientKind.KEEP_ALIVE ? connections : MOST_CONNECTIONS)
                .setHttp2MaxSize(2)
                .setMaxWaitQueueSize(-1);
        this.client = vertx.createHttpClient(options, pool);
    }

    Lane lane() {
        return lane;
    }

    /** Sends; fails if no complete answer came, with whatever status. */
    Future<Reply> send(PageRequest request) {
        RequestOptions options = new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(
                        lane.target().port(), lane.target().address()))
                .setHost(shop.getHost())
                .setPort(port())
                .setMethod(HttpMethod.valueOf(request.method()))
                .setURI(request.path())
                .setTimeout(TIMEOUT_MILLIS);
        return client.request(options).compose(sent -> {
            sent.putHeader("Accept", "text/html").putHeader("Accept-Language", "de");
            if (!lane.target().tls()) {
                sent.putHeader("X-Forwarded-Proto", shop.getScheme());
                sent.putHeader("X-Forwarded-Host", shop.getAuthority());
            }
            if (request.cookies() != null) {
                sent.putHeader("Cookie", request.cookies());
            }
            if (request.form() != null) {
                sent.putHeader("Content-Type", "application/x-www-form-urlencoded");
                sent.putHeader("Origin", shop.getScheme() + "://" + shop.getAuthority());
                sent.putHeader("Sec-Fetch-Site", "same-origin");
            }
            return lane.kind() == ClientKind.SLOW ? slowly(sent, request) : atOnce(sent, request);
        });
    }

    private int port() {
        if (shop.getPort() > 0) {
            return shop.getPort();
        }
        return shop.getScheme().equals("https") ? 443 : 80;
    }

    private Future<Reply> atOnce(HttpClientRequest sent, PageRequest request) {
        Future<HttpClientResponse> response = request.form() == null ? sent.send() : sent.send(request.form());
        return response.compose(answer -> answer.body().map(body -> reply(answer, body)));
    }

    /** Half of the body now, half later; the answer is left on the line for a while before it is read. */
    private Future<Reply> slowly(HttpClientRequest sent, PageRequest request) {
        Promise<Reply> promise = Promise.promise();
        sent.response()
                .compose(answer -> {
                    answer.pause();
                    vertx.setTimer(SLOW_MILLIS, timer -> answer.resume());
                    return answer.body().map(body -> reply(answer, body));
                })
                .onComplete(promise);
        if (request.form() == null) {
            sent.end().onFailure(promise::tryFail);
            return promise.future();
        }
        Buffer body = Buffer.buffer(request.form());
        sent.putHeader("Content-Length", String.valueOf(body.length()));
        sent.write(body.getBuffer(0, body.length() / 2)).onFailure(promise::tryFail);
        vertx.setTimer(SLOW_MILLIS, timer -> sent.end(body.getBuffer(body.length() / 2, body.length()))
                .onFailure(promise::tryFail));
        return promise.future();
    }

    private static Reply reply(HttpClientResponse answer, Buffer body) {
        return new Reply(
                answer.statusCode(),
                answer.getHeader("Location"),
                answer.headers().getAll("Set-Cookie"),
                body.toString(StandardCharsets.UTF_8));
    }

    Future<Void> close() {
        return client.close();
    }
}
