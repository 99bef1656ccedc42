package io.shopoperator.shop.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueReaderTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {";", ",", "\t"})
    void findsTheSeparator(String separator) throws Exception {
        String csv = "sku;name_de;price\nA-1;\"Tasse; groß, rund\t!\";\"19,99\"\n"
                .replaceAll(";(?=name|price|\")", separator);

        List<RawRow> rows = read(csv.getBytes(StandardCharsets.UTF_8));

        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().cell(Column.NAME_DE)).isEqualTo("Tasse; groß, rund\t!");
        assertThat(rows.getFirst().cell(Column.PRICE)).isEqualTo("19,99");
    }

    @ParameterizedTest
    @CsvSource({"UTF-8,false", "UTF-8,true", "windows-1252,false", "UTF-16LE,true", "UTF-16BE,true"})
    void findsTheCharacterSet(String charset, boolean marked) throws Exception {
        String csv = (marked ? "\uFEFF" : "") + "sku;name_de\nA-1;Größe für 5 €\n";

        List<RawRow> rows = read(csv.getBytes(Charset.forName(charset)));

        assertThat(rows.getFirst().cell(Column.SKU)).isEqualTo("A-1");
        assertThat(rows.getFirst().cell(Column.NAME_DE)).isEqualTo("Größe für 5 €");
    }

    @Test
    void countsRowsAsASpreadsheetDoes() throws Exception {
        String csv = "sku;description_de\r\nA;\"eins\nzwei\"\r\n\r\nB;drei\r\n";

        assertThat(read(csv.getBytes(StandardCharsets.UTF_8)))
                .extracting(RawRow::number)
                .containsExactly(2, 4);
    }

    @Test
    void understandsOtherTitlesAndTellsUnknownOnes() throws Exception {
        String csv = "sep=;\nArtikelnummer;Preis;Lieblingsfarbe\nA;1;blau\n";
        try (Upload upload = upload(csv.getBytes(StandardCharsets.UTF_8));
                CatalogueReader reader = upload.read()) {
            RawRow row = reader.next().orElseThrow();

            assertThat(row.number()).isEqualTo(3);
            assertThat(row.cell(Column.PRICE)).isEqualTo("1");
            assertThat(reader.ignoredColumns()).containsExactly("Lieblingsfarbe");
        }
    }

    @Test
    void tellsCellsBeyondTheHeader() throws Exception {
        List<RawRow> rows = read("sku,name_de\nA,Tasse, groß\n".getBytes(StandardCharsets.UTF_8));

        assertThat(rows.getFirst().problems())
                .extracting(ImportProblem::finding)
                .containsExactly(Finding.TOO_MANY_CELLS);
    }

    @Test
    void readsJsonWithNumbersTruthsAndLists() throws Exception {
        String json = """
                {"version": {"a": [1]}, "products": [
                  {"sku": "A", "price": 19.90, "active": true, "stock": 3, "pictures": ["a.png", "b.png"], "name_en": null}]}""";

        RawRow row = read(json.getBytes(StandardCharsets.UTF_8)).getFirst();

        assertThat(row.cell(Column.PRICE)).isEqualTo("19.9");
        assertThat(row.cell(Column.ACTIVE)).isEqualTo("true");
        assertThat(row.cell(Column.PICTURES)).isEqualTo("a.png|b.png");
        assertThat(row.has(Column.NAME_EN)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"sku\": \"A\"|BROKEN_JSON",
                "[1]|BROKEN_JSON",
                "{\"a\": 1}|BROKEN_JSON",
                "name_de;price|NO_HEADER",
                "sku;price;preis|REPEATED_COLUMN"
            })
    void saysWhatIsWrongWithTheWholeFile(String content, Finding finding) {
        assertThatThrownBy(() -> read(content.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        RefusedFileException.class,
                        refused -> assertThat(refused.problem().finding()).isEqualTo(finding));
    }

    @Test
    void refusesAnExcelWorkbookAndAZipWithoutACatalogue() throws Exception {
        assertThatThrownBy(() -> read(zip("[Content_Types].xml", "xl/workbook.xml")))
                .isInstanceOfSatisfying(
                        RefusedFileException.class,
                        refused -> assertThat(refused.problem().finding()).isEqualTo(Finding.EXCEL_WORKBOOK));
        assertThatThrownBy(() -> read(zip("a.png")))
                .isInstanceOfSatisfying(
                        RefusedFileException.class,
                        refused -> assertThat(refused.problem().finding()).isEqualTo(Finding.ZIP_WITHOUT_CATALOGUE));
        assertThatThrownBy(() -> read(new byte[0]))
                .isInstanceOfSatisfying(
                        RefusedFileException.class,
                        refused -> assertThat(refused.problem().finding()).isEqualTo(Finding.EMPTY_FILE));
        assertThatThrownBy(() -> read(new byte[] {'P', 'K', 3, 4, 0, 0}))
                .isInstanceOfSatisfying(
                        RefusedFileException.class,
                        refused -> assertThat(refused.problem().finding()).isEqualTo(Finding.BROKEN_ZIP));
    }

    private static byte[] zip(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(1);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private Upload upload(byte[] content) throws Exception {
        return Upload.of(Files.write(directory.resolve("catalogue"), content));
    }

    private List<RawRow> read(byte[] content) throws Exception {
        List<RawRow> rows = new ArrayList<>();
        try (Upload upload = upload(content);
                CatalogueReader reader = upload.read()) {
            Optional<RawRow> row;
            while ((row = reader.next()).isPresent()) {
                rows.add(row.get());
            }
        }
        return rows;
    }
}
