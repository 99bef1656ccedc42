package io.shopoperator.shop.admin;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.shopoperator.shop.importer.CatalogueImport;
import io.shopoperator.shop.importer.ImportMode;
import io.shopoperator.shop.importer.ImportReport;
import io.shopoperator.shop.layout.Language;
import io.shopoperator.shop.layout.PageFrame;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Imports the merchant's catalogue: a page for people, JSON or CSV for programs that ask for it. */
@Path("/admin/import")
@Blocking
public class ImportAdminResource {
    private static final int UNPROCESSABLE = 422;
    private static final String CSV = "text/csv";

    @Inject
    CatalogueImport imports;

    @Inject
    PageFrame page;

    @CheckedTemplate(basePath = "admin")
    static class Templates {
        static native TemplateInstance catalogueImport(ImportReport report, Language language, int maxMegabytes);
    }

    /** What programs get: the counts, and each problem in words. */
    record Answer(
            boolean applied, int rows, int created, int updated, int unchanged, int refused, List<Problem> problems) {
        record Problem(int row, String column, String value, String message) {}

        static Answer of(ImportReport report, Language language) {
            return new Answer(
                    report.applied(),
                    report.rows(),
                    report.created(),
                    report.updated(),
                    report.unchanged(),
                    report.refused(),
                    report.problems().stream()
                            .map(problem -> new Problem(
                                    problem.row(), problem.column(), problem.value(), problem.message(language)))
                            .toList());
        }
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance form() {
        return Templates.catalogueImport(null, page.language(), CatalogueImport.MAX_MEGABYTES);
    }

    /** Imports the file {@code file}; with {@code mode=VALID_ROWS_ONLY} good rows are taken although others are bad. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces({MediaType.TEXT_HTML, MediaType.APPLICATION_JSON, CSV})
    public Response run(@RestForm("file") FileUpload upload, @RestForm("mode") String mode, HttpHeaders headers) {
        ImportMode wanted =
                ImportMode.VALID_ROWS_ONLY.name().equals(mode) ? ImportMode.VALID_ROWS_ONLY : ImportMode.ALL_OR_NOTHING;
        ImportReport report = run(upload, wanted);
        Response.ResponseBuilder answer = Response.status(status(report));
        MediaType best = headers.getAcceptableMediaTypes().getFirst();
        if (best.isCompatible(MediaType.APPLICATION_JSON_TYPE) && !best.isWildcardType()) {
            return answer.type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(Answer.of(report, page.language()))
                    .build();
        }
        if (best.isCompatible(MediaType.valueOf(CSV)) && !best.isWildcardType()) {
            return answer.type(CSV + ";charset=UTF-8")
                    .entity(report.csv(page.language()))
                    .build();
        }
        return answer.type(MediaType.TEXT_HTML_TYPE)
                .entity(Templates.catalogueImport(report, page.language(), CatalogueImport.MAX_MEGABYTES))
                .build();
    }

    private static int status(ImportReport report) {
        if (report.busy()) {
            return Response.Status.CONFLICT.getStatusCode();
        }
        if (report.interrupted()) {
            return Response.Status.SERVICE_UNAVAILABLE.getStatusCode();
        }
        return report.clean() ? Response.Status.OK.getStatusCode() : UNPROCESSABLE;
    }

    private ImportReport run(FileUpload upload, ImportMode mode) {
        if (upload == null) {
            throw new BadRequestException("The field 'file' is missing");
        }
        return imports.run(upload.uploadedFile(), upload.fileName(), mode);
    }

    /** Files to start from. */
    @GET
    @Path("samples/{name: catalogue\\.(csv|json)}")
    public Response sample(@PathParam("name") String name) throws IOException {
        try (InputStream in = ImportAdminResource.class.getResourceAsStream("/samples/" + name)) {
            if (in == null) {
                throw new NotFoundException();
            }
            return Response.ok(
                            in.readAllBytes(),
                            name.endsWith("csv") ? CSV + ";charset=UTF-8" : MediaType.APPLICATION_JSON)
                    .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                    .build();
        }
    }
}
