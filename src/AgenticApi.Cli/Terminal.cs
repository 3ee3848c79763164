using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AgenticApi.Cli;

/// <summary>Writes results and messages to the terminal. Text of files and servers is escaped with <see cref="VisibleText"/>.</summary>
internal static class Terminal
{
    // Pipes and files do not wrap lines, so this is wide enough for any row.
    private const int WidthOfFiles = 1000;

    /// <summary>Whether results have colors: only on a terminal, and not if <c>NO_COLOR</c> is set.</summary>
    private static bool HasColor =>
        !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>Colors a text, if results have colors. An empty color leaves the text unchanged.</summary>
    public static string Paint(string text, string color)
    {
        var code = color switch
        {
            "red" => "91",
            "green" => "32",
            "yellow" => "93",
            _ => null,
        };
        return HasColor && code is not null ? $"\u001b[{code}m{text}\u001b[0m" : text;
    }

    /// <summary>Writes a table without the blank lines and trailing spaces that some borders add.</summary>
    /// <param name="table">The table.</param>
    /// <param name="narrow">Returns the lines to write instead on a terminal that is too narrow, given its width; <see langword="null"/> to wrap cells.</param>
    public static void Write(Table table, Func<int, IEnumerable<string>>? narrow = null)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = HasColor ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = HasColor ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = WidthOfFiles;
        console.Profile.Capabilities.Unicode = true;
        if (!Console.IsOutputRedirected
            && Math.Max(Console.WindowWidth, 40) is var width
            && ((IRenderable)table).Measure(RenderOptions.Create(console), WidthOfFiles).Max > width)
        {
            if (narrow is not null)
            {
                foreach (var line in narrow(width))
                {
                    Console.Out.WriteLine(line);
                }

                return;
            }

            console.Profile.Width = width;
        }

        console.Write(table);
        foreach (var line in text.ToString().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0))
        {
            Console.Out.WriteLine(line);
        }
    }

    /// <summary>Writes a result to standard output.</summary>
    public static void Write(string text) => Console.Out.WriteLine(VisibleText.Of(text));

    /// <summary>Writes JSON to standard output. On a terminal, active characters are escaped, which does not change the value.</summary>
    public static void WriteJson(string json) => Console.Out.WriteLine(Console.IsOutputRedirected ? json : VisibleText.Of(json));

    /// <summary>Writes to standard error what the tool reads from standard input, if the user has to type it.</summary>
    public static void ReportWaiting(string what)
    {
        if (!Console.IsInputRedirected)
        {
            Error($"reads {what} from standard input; {(OperatingSystem.IsWindows() ? "Ctrl-Z and Enter" : "Ctrl-D")} ends it.");
        }
    }

    /// <summary>Writes an error or a notice to standard error.</summary>
    public static void Error(string message)
    {
        try
        {
            Console.Error.WriteLine($"agentic-api: {VisibleText.Of(message)}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Standard error cannot be written. The exit code still reports the error.
        }
    }
}
