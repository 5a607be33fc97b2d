import java.io.FileInputStream;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** For each PDF and flavour one line with the number of assertions, then one for each broken rule: clause, test, message. */
public class Validate {
    private static final String[] FLAVOURS = {"3a", "ua1"};

    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            for (String flavour : FLAVOURS) {
                ValidationResult result = validated(file, PDFAFlavour.fromString(flavour));
                System.out.println("= " + file + " " + flavour + " " + result.getTotalAssertions());
                broken(result).forEach((rule, message) -> System.out.println(rule + " " + message.replace("\n", " ")));
            }
        }
    }

    private static ValidationResult validated(String file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            return validator.validate(parser);
        }
    }

    private static TreeMap<String, String> broken(ValidationResult result) {
        TreeMap<String, String> rules = new TreeMap<>();
        for (TestAssertion each : result.getTestAssertions()) {
            if (each.getStatus() == TestAssertion.Status.FAILED) {
                rules.putIfAbsent(each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber(), each.getMessage());
            }
        }
        return rules;
    }
}
