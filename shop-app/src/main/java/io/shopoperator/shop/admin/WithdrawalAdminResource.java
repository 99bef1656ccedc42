package io.shopoperator.shop.admin;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.shopoperator.shop.withdrawal.Declaration;
import io.shopoperator.shop.withdrawal.Withdrawals;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The declarations of withdrawal, the newest first. */
@Path("/admin/withdrawals")
@Blocking
public class WithdrawalAdminResource {
    private static final int MOST = 500;

    @Inject
    Withdrawals withdrawals;

    @CheckedTemplate(basePath = "admin")
    static class Templates {
        static native TemplateInstance withdrawals(List<Declaration> withdrawals);
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance list() {
        return Templates.withdrawals(withdrawals.newest(MOST));
    }
}
