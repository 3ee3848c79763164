using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace AgenticApi.Cli;

/// <summary>Prints replayed turns as a table or as JSON.</summary>
internal static class ReplayTable
{
    public static void Write(IReadOnlyList<ReplayRow> rows)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in (string[])["file", "turn", "transport", "server", "items", "tool calls", "ending"])
        {
            table.AddColumn(column);
        }

        foreach (var severity in (string[])["info", "warning", "error"])
        {
            table.AddColumn(new TableColumn(severity).RightAligned());
        }

        foreach (var row in rows)
        {
            table.AddRow(((string[])
            [
                Path.GetFileName(row.File), row.Turn, row.Transport, row.Server ?? "", Tally(row.Items), string.Join(", ", row.ToolCalls), row.Ending,
                Number(row.Info), Number(row.Warning), Number(row.Error),
            ]).Select((cell, column) => new Markup(Markup.Escape(VisibleText.InLine(cell)), Style.Parse(ColorOf(row, column)))).ToArray());
        }

        Terminal.Write(table, width => ReplayList.Lines(rows, width));
    }

    /// <summary>Returns the color of a turn's ending.</summary>
    public static string Color(ReplayRow row) => row.Ending switch
    {
        "completed" => "green",
        "incomplete" => "yellow",
        _ => "red",
    };

    private static string ColorOf(ReplayRow row, int column) => column switch
    {
        6 => Color(row),
        8 when row.Warning > 0 => "yellow",
        9 when row.Error > 0 => "red",
        _ => "default",
    };

    public static void WriteJson(IReadOnlyList<ReplayRow> rows)
    {
        foreach (var row in rows)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(row, ReplayJson.Default.ReplayRow));
        }
    }

    /// <summary>Counts items by kind, in order of first appearance: <c>reasoning, 2 function_call</c>.</summary>
    public static string Tally(IEnumerable<string> kinds) => string.Join(", ", kinds
        .GroupBy(kind => kind)
        .Select(kind => kind.Count() == 1 ? kind.Key : $"{Number(kind.Count())} {kind.Key}"));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Serializes rows as JSON with names in snake case, as in the protocol.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ReplayRow))]
internal sealed partial class ReplayJson : JsonSerializerContext;
