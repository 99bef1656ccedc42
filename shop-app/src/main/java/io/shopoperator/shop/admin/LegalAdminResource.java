package io.shopoperator.shop.admin;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.shopoperator.shop.layout.Language;
import io.shopoperator.shop.legal.LegalKind;
import io.shopoperator.shop.legal.LegalText;
import io.shopoperator.shop.legal.LegalTexts;
import io.shopoperator.shop.legal.NoticeCheck;
import io.shopoperator.shop.legal.WarrantyNotice;
import io.shopoperator.shop.security.AdminIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Legal texts and the official notice in the admin. */
@Path("/admin")
@Blocking
@Produces(MediaType.TEXT_HTML)
public class LegalAdminResource {
    private static final int UNPROCESSABLE = 422;
    private static final int UNKNOWN_VERSION = -1;

    @Inject
    LegalTexts texts;

    @Inject
    WarrantyNotice warranty;

    @Inject
    AdminIdentity admin;

    @Inject
    AdminWords words;

    @CheckedTemplate(basePath = "admin")
    static class Templates {
        static native TemplateInstance legal(
                List<LegalText> texts, AdminWords.LegalNames names, WarrantyNotice.Notice notice, boolean refused);

        static native TemplateInstance legalText(
                LegalText text, String name, String gaps, List<LegalText> versions, boolean saved, String unsaved);
    }

    @GET
    @Path("legal")
    public TemplateInstance legal() {
        return page(false);
    }

    private TemplateInstance page(boolean refused) {
        return Templates.legal(texts.all(), words.legalNames(), warranty.find().orElse(null), refused);
    }

    @GET
    @Path("legal/{kind}/{language: de|en}")
    public TemplateInstance text(
            @PathParam("kind") String kindCode,
            @PathParam("language") String languageCode,
            @QueryParam("saved") @DefaultValue("false") boolean saved) {
        return editor(kind(kindCode), language(languageCode), saved, null);
    }

    /** {@code version} is the one that the form began with: what somebody else has written meanwhile is not replaced unseen. */
    @POST
    @Path("legal/{kind}/{language: de|en}")
    public Response change(
            @PathParam("kind") String kindCode,
            @PathParam("language") String languageCode,
            @FormParam("version") @DefaultValue("") String version,
            @FormParam("body") @DefaultValue("") String body) {
        LegalKind kind = kind(kindCode);
        Language language = language(languageCode);
        int seen = version.matches("[0-9]{1,9}") ? Integer.parseInt(version) : UNKNOWN_VERSION;
        if (!texts.change(kind, language, seen, body.replace("\0", ""), admin.username())) {
            return Response.status(Response.Status.CONFLICT)
                    .type(MediaType.TEXT_HTML_TYPE)
                    .entity(editor(kind, language, false, body))
                    .build();
        }
        return Response.seeOther(URI.create("/admin/legal/" + kind.code() + "/" + language.code() + "?saved=true"))
                .build();
    }

    private TemplateInstance editor(LegalKind kind, Language language, boolean saved, String unsaved) {
        LegalText text = texts.current(kind, language);
        return Templates.legalText(
                text,
                words.legalNames().of(kind),
                String.join(" · ", text.placeholders()),
                texts.versions(kind, language),
                saved,
                unsaved);
    }

    private static LegalKind kind(String code) {
        return LegalKind.of(code).orElseThrow(NotFoundException::new);
    }

    private static Language language(String code) {
        return Language.of(code).orElseThrow(NotFoundException::new);
    }

    @POST
    @Path("warranty-notice")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response upload(@RestForm("file") FileUpload upload) {
        try {
            byte[] bytes = upload == null ? new byte[0] : Files.readAllBytes(upload.uploadedFile());
            Optional<String> type = NoticeCheck.contentType(bytes);
            if (type.isEmpty()) {
                return Response.status(UNPROCESSABLE)
                        .type(MediaType.TEXT_HTML_TYPE)
                        .entity(page(true))
                        .build();
            }
            warranty.store(type.get(), bytes, admin.username());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Response.seeOther(URI.create("/admin/legal#warranty")).build();
    }

    @POST
    @Path("warranty-notice/delete")
    public Response remove() {
        warranty.remove();
        return Response.seeOther(URI.create("/admin/legal#warranty")).build();
    }
}
