using System.Globalization;

namespace AgenticApi.Cli;

/// <summary>Prints replayed turns where the table is too wide: a heading for each cassette, and two lines for each turn.</summary>
internal static class ReplayList
{
    private const string Indent = "      ";

    public static IEnumerable<string> Lines(IReadOnlyList<ReplayRow> rows, int width)
    {
        foreach (var file in rows.GroupBy(row => row.File))
        {
            var server = file.First().Server;
            foreach (var line in Wrap(VisibleText.InLine(Path.GetFileName(file.Key) + (server is null ? "" : $" ({server})")), width, ""))
            {
                yield return line;
            }

            foreach (var row in file)
            {
                var deviations = string.Join(", ", Deviations(row));
                yield return $"  {VisibleText.InLine(row.Turn),-3} {row.Transport,-9}  {Terminal.Paint(row.Ending, ReplayTable.Color(row))}{(deviations.Length > 0 ? $"  {deviations}" : "")}";
                var calls = row.ToolCalls.Count > 0 ? $": {string.Join(", ", row.ToolCalls)}" : "";
                foreach (var line in Wrap(VisibleText.InLine(ReplayTable.Tally(row.Items) + calls), width, Indent))
                {
                    yield return line;
                }
            }
        }
    }

    private static IEnumerable<string> Deviations(ReplayRow row)
    {
        (int Count, string Severity, string Plural, string Color)[] severities = [(row.Error, "error", "s", "red"), (row.Warning, "warning", "s", "yellow"), (row.Info, "info", "", "")];
        return severities
            .Where(severity => severity.Count > 0)
            .Select(severity => Terminal.Paint(string.Create(CultureInfo.InvariantCulture, $"{severity.Count} {severity.Severity}{(severity.Count == 1 ? "" : severity.Plural)}"), severity.Color));
    }

    /// <summary>Breaks a text between words; a word that is longer than a line is broken where the line ends.</summary>
    private static IEnumerable<string> Wrap(string text, int width, string indent)
    {
        var room = Math.Max(width - indent.Length, 10);
        while (text.Length > room)
        {
            var space = text.LastIndexOf(' ', room);
            var end = space > 0 ? space : room;
            yield return indent + text[..end];
            text = text[end..].TrimStart();
        }

        if (text.Length > 0)
        {
            yield return indent + text;
        }
    }
}
