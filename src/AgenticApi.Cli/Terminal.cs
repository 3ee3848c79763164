using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AgenticApi.Cli;

/// <summary>Where results and messages go. What comes of files and servers is shown as <see cref="VisibleText"/>.</summary>
internal static class Terminal
{
    // Wide enough for any row: a pipe or file has no edge to wrap at.
    private const int WidthOfFiles = 1000;

    /// <summary>Whether results are shown in color: to a person at a terminal who has not set <c>NO_COLOR</c>.</summary>
    private static bool HasColor =>
        !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>A text in a color, where results have colors; an empty color is that of other text.</summary>
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

    /// <summary>Writes a table, without the blank lines and spaces that some borders put around it.</summary>
    /// <param name="table">The table.</param>
    /// <param name="narrow">What is written in its place on a terminal that is narrower, given the terminal's width; null to wrap cells.</param>
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
        if (!Console.IsOutputRedirected && Math.Max(Console.WindowWidth, 40) is var width && ((IRenderable)table).Measure(RenderOptions.Create(console), WidthOfFiles).Max > width)
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

    /// <summary>Writes a result.</summary>
    public static void Write(string text) => Console.Out.WriteLine(VisibleText.Of(text));

    /// <summary>Writes JSON: to a terminal visibly, elsewhere to the letter. The two have the same value.</summary>
    public static void WriteJson(string json) => Console.Out.WriteLine(Console.IsOutputRedirected ? json : VisibleText.Of(json));

    /// <summary>Tells a person who has to type it, or did not mean to, what is read from standard input.</summary>
    public static void SayWaiting(string what)
    {
        if (!Console.IsInputRedirected)
        {
            Error($"reads {what} from standard input; {(OperatingSystem.IsWindows() ? "Ctrl-Z and Enter" : "Ctrl-D")} ends it.");
        }
    }

    /// <summary>Writes what went wrong, or what else is no result and should be known.</summary>
    public static void Error(string message)
    {
        try
        {
            Console.Error.WriteLine($"agentic-api: {VisibleText.Of(message)}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // There is nowhere to say it; the exit code does.
        }
    }
}
