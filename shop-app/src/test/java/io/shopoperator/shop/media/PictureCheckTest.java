package io.shopoperator.shop.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shopoperator.shop.media.PictureCheck.Problem;
import io.shopoperator.shop.media.PictureCheck.RefusedPictureException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PictureCheckTest {
    @Test
    void readsTypeAndSizeFromTheContent() throws Exception {
        assertThat(PictureCheck.check(image("png", 320, 200)))
                .extracting(Media::contentType, Media::width, Media::height)
                .containsExactly("image/png", 320, 200);
        assertThat(PictureCheck.check(image("jpg", 90, 61)))
                .extracting(Media::contentType, Media::width, Media::height)
                .containsExactly("image/jpeg", 90, 61);
    }

    @Test
    void refusesWhatIsNoPictureOfASensibleSize() throws Exception {
        assertThat(problem(new byte[0])).isEqualTo(Problem.EMPTY);
        assertThat(problem("<svg xmlns='x'><script>1</script></svg>".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Problem.DRAWING);
        assertThat(problem("<?php ?>".getBytes(StandardCharsets.UTF_8))).isEqualTo(Problem.NOT_A_PICTURE);
        assertThat(problem(new byte[PictureCheck.MAX_BYTES + 1])).isEqualTo(Problem.TOO_LARGE);
        assertThat(problem(image("png", 20, 200))).isEqualTo(Problem.WRONG_SIZE);
        assertThat(problem(image("png", 6001, 60))).isEqualTo(Problem.WRONG_SIZE);
    }

    @Test
    void aTruncatedFileIsRefusedAndNeverAnError() throws Exception {
        for (String format : new String[] {"png", "jpg"}) {
            byte[] whole = image(format, 100, 100);
            for (int length = 1; length < 40; length++) {
                byte[] start = Arrays.copyOf(whole, length);
                if (length < 24) {
                    assertThat(problem(start)).as(format + " " + length).isEqualTo(Problem.NOT_A_PICTURE);
                }
            }
        }
    }

    private static Problem problem(byte[] bytes) {
        RefusedPictureException refused =
                catchThrowableOfType(RefusedPictureException.class, () -> PictureCheck.check(bytes));
        return refused.problem();
    }

    private static byte[] image(String format, int width, int height) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
        return bytes.toByteArray();
    }
}
