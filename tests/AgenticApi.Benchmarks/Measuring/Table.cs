using System.Globalization;

namespace AgenticApi.Benchmarks.Measuring;

/// <summary>Prints Markdown tables whose columns stand below one another in a terminal too.</summary>
internal static class Table
{
    public static void Print(string title, params IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        Console.WriteLine($"\n{title}\n");
        Line(rows[0]);
        Line([.. widths.Select((width, column) => column == 0 ? new string('-', width) : new string('-', width - 1) + ":")]);
        foreach (var row in rows.Skip(1))
        {
            Line(row);
        }

        void Line(string[] cells) => Console.WriteLine(
            $"| {string.Join(" | ", cells.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i])))} |");
    }

    /// <summary>Three digits that say something, whatever the size.</summary>
    public static string Number(double value) =>
        value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "#,0", CultureInfo.InvariantCulture);
}
