import java.io.File;
import java.io.PrintStream;
import java.util.List;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Holds files against PDF/A-3a and PDF/UA-1. For each file and profile one line, parted by tabs: file, profile, "checks"
 * and their number; then one line for each failed check: file, profile, rule and place.
 */
public final class Validate {
    private static final List<PDFAFlavour> PROFILES = List.of(PDFAFlavour.PDFA_3_A, PDFAFlavour.PDFUA_1);

    private Validate() {
    }

    public static void main(String[] files) throws Exception {
        // What the libraries print goes to the other stream, so that ours stays readable for a program.
        PrintStream out = System.out;
        System.setOut(System.err);
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            for (PDFAFlavour profile : PROFILES) {
                try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), profile);
                        PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
                    print(out, file, profile.getId(), validator.validate(parser));
                }
            }
        }
    }

    private static void print(PrintStream out, String file, String profile, ValidationResult result) {
        out.println(String.join("\t", file, profile, "checks", String.valueOf(result.getTotalAssertions())));
        for (TestAssertion check : result.getTestAssertions()) {
            if (check.getStatus() == TestAssertion.Status.FAILED) {
                String rule = check.getRuleId().getClause() + "-" + check.getRuleId().getTestNumber();
                out.println(String.join("\t", file, profile, rule, check.getLocation().getContext()));
            }
        }
    }
}
