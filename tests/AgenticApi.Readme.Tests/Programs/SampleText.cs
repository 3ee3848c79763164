using System.Text.RegularExpressions;

namespace AgenticApi.Readme.Tests.Programs;

/// <summary>C# as a top-level program has it: directives, statements, and then types.</summary>
/// <param name="Usings">The lines that begin with <c>using</c> and are directives.</param>
/// <param name="Statements">The lines below.</param>
/// <param name="Types">The lines from the first type on.</param>
internal sealed partial record SampleText(string Usings, string Statements, string Types)
{
    /// <summary>Takes a text apart; an empty line stands where another part has taken one, so that lines keep their numbers.</summary>
    public static SampleText Of(string text)
    {
        var lines = text.Split('\n');
        var types = Array.FindIndex(lines, line => FirstOfTypes().IsMatch(line));
        types = types < 0 ? lines.Length : types;
        return new SampleText(
            string.Join('\n', lines.Where(line => Directive().IsMatch(line))),
            string.Join('\n', lines[..types].Select(line => Directive().IsMatch(line) ? "" : line)),
            string.Join('\n', lines[types..]));
    }

    [GeneratedRegex(@"^using (static )?[\w.]+( = [\w.<>]+)?;$")]
    private static partial Regex Directive();

    [GeneratedRegex(@"^(///|\[\w|((public|internal|file|sealed|static|abstract|partial|readonly) )+(class|record|struct|interface|enum) )")]
    private static partial Regex FirstOfTypes();
}
