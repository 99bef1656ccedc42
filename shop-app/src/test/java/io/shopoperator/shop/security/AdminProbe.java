package io.shopoperator.shop.security;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** A page below /admin that does nothing to protect itself. */
@Path("/admin/probe")
@RunOnVirtualThread
public class AdminProbe {
    @Inject
    AdminIdentity administrator;

    @GET
    public String who() {
        return administrator.username();
    }

    @POST
    public String change() {
        return administrator.username();
    }
}
