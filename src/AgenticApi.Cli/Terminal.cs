using System.Globalization;
using Spectre.Console;

namespace AgenticApi.Cli;

/// <summary>Where results and messages go. What comes of files and servers is shown as <see cref="VisibleText"/>.</summary>
internal static class Terminal
{
    // Wide enough for any row: a pipe or file has no edge to wrap at.
    private const int WidthOfFiles = 1000;

    /// <summary>Writes a table, without the blank lines and spaces that some borders put around it.</summary>
    public static void Write(Table table)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = Console.IsOutputRedirected ? WidthOfFiles : Math.Max(Console.WindowWidth, 40);
        console.Profile.Capabilities.Unicode = true;
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
        catch (IOException)
        {
            // There is nowhere to say it; the exit code does.
        }
    }
}
