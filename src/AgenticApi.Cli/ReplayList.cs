using System.Globalization;

namespace AgenticApi.Cli;

/// <summary>Formats replayed turns for narrow terminals: a heading for each cassette, and two lines for each turn.</summary>
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
                var ending = Terminal.Paint(row.Ending, ReplayTable.Color(row));
                yield return $"  {VisibleText.InLine(row.Turn),-3} {row.Transport,-9}  {ending}{(deviations.Length > 0 ? $"  {deviations}" : "")}";
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
        (int Count, string Name, string Color)[] severities =
        [
            (row.Error, row.Error == 1 ? "error" : "errors", "red"),
            (row.Warning, row.Warning == 1 ? "warning" : "warnings", "yellow"),
            (row.Info, "info", ""),
        ];
        return severities
            .Where(severity => severity.Count > 0)
            .Select(severity => Terminal.Paint(string.Create(CultureInfo.InvariantCulture, $"{severity.Count} {severity.Name}"), severity.Color));
    }

    /// <summary>Breaks a text into lines between words. A word that is longer than a line is split.</summary>
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
