using System.Globalization;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>Reads what a command is given.</summary>
internal static class Input
{
    /// <summary>The text of a regular file of at most 128 MiB.</summary>
    /// <param name="path">The file.</param>
    /// <param name="option">The option that names it.</param>
    /// <exception cref="UsageException">It cannot be read, or is no such file.</exception>
    public static string ReadText(string path, string option)
    {
        try
        {
            if (OutputFile.IsEmpty(path))
            {
                return "";
            }

            using var text = new StreamReader(new MemoryStream(BoundedFile.Read(path)));
            return text.ReadToEnd();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException($"{option}: {path} cannot be read: there is no such file.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{option}: {path} cannot be read: {e.Message}");
        }
    }

    /// <summary>The text of standard input, at most 128 MiB.</summary>
    /// <param name="option">What it is read for.</param>
    /// <exception cref="UsageException">It is longer, or cannot be read.</exception>
    public static string ReadStandardInput(string option)
    {
        try
        {
            using var input = Console.OpenStandardInput();
            using var bytes = new MemoryStream();
            var buffer = new byte[16 * 1024];
            while (input.Read(buffer) is > 0 and var count)
            {
                bytes.Write(buffer, 0, count);
                UsageException.ThrowIf(bytes.Length > BoundedFile.MaxBytes, $"{option}: standard input has more than {BoundedFile.MaxBytes} bytes.");
            }

            bytes.Position = 0;
            using var text = new StreamReader(bytes);
            return text.ReadToEnd();
        }
        catch (IOException e)
        {
            throw new UsageException($"{option}: standard input cannot be read: {e.Message}");
        }
    }

    /// <summary>Opens a file, standard input for <c>-</c>, or the answer of a cassette's turn for <c>FILE#turn</c>.</summary>
    /// <exception cref="InputException">There is no such file or turn, or it cannot be read.</exception>
    /// <exception cref="CassetteException">The cassette cannot be read.</exception>
    public static Stream Open(string path)
    {
        if (path == "-")
        {
            Terminal.SayWaiting("an event stream or a JSON body");
            return Console.OpenStandardInput();
        }

        if (!File.Exists(path) && path.LastIndexOf('#') is var mark and > 0 && File.Exists(path[..mark]))
        {
            return OpenTurn(path[..mark], path[(mark + 1)..]);
        }

        if (Directory.Exists(path))
        {
            throw new InputException($"{path}: is a folder. Give one file; 'agentic-api replay' takes folders.");
        }

        if (File.Exists(path) && Path.GetExtension(path) is ".yaml" or ".yml")
        {
            throw new InputException($"{path}: is a cassette. Give one of its turns, as in '{Path.GetFileName(path)}#1'; 'agentic-api replay', 'lint' and 'view' take cassettes.");
        }

        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {e.Message}");
        }
    }

    /// <summary>The answer of a turn, which is named by its place, from 1, or by its name.</summary>
    private static Stream OpenTurn(string path, string name)
    {
        var turns = Cassette.Load(path).Turns;
        var turn = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            ? turns.ElementAtOrDefault(place - 1)
            : turns.FirstOrDefault(turn => turn.Name == name);
        return turn is not null
            ? turn.Response.Open()
            : throw new InputException($"{path}: has no turn '{name}'. Its turns: {Names(turns)}.");
    }

    private static string Names(IReadOnlyList<CassetteTurn> turns) =>
        turns.Count == 0 ? "none" : string.Join(", ", turns.Select((turn, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1} ({turn.Name})")));
}

/// <summary>What is wrong with an input, for the person at the terminal.</summary>
internal sealed class InputException(string message) : Exception(message);
