package io.shopoperator.shop.ops;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A page that takes until a test lets it go. */
@Path("/slow")
@RunOnVirtualThread
@Singleton
public class SlowPage {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch finish = new CountDownLatch(1);

    @GET
    public String slow() throws InterruptedException {
        entered.countDown();
        return finish.await(20, TimeUnit.SECONDS) ? "done" : "given up";
    }
}
