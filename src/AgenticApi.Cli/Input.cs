using System.Globalization;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>Reads the input files of commands, and standard input.</summary>
internal static class Input
{
    /// <summary>Reads the text of a regular file of at most 128 MiB.</summary>
    /// <param name="path">The file.</param>
    /// <param name="option">The option that names the file, for messages.</param>
    /// <exception cref="UsageException">The file does not exist, is not a regular file, is too large, or cannot be read.</exception>
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

    /// <summary>Reads the text of standard input, at most 128 MiB.</summary>
    /// <param name="option">The option or argument that takes the text, for messages.</param>
    /// <exception cref="UsageException">Standard input is longer, or cannot be read.</exception>
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
    /// <exception cref="InputException">The file or turn does not exist or cannot be read, or the path names a folder or a whole cassette.</exception>
    /// <exception cref="CassetteException">The cassette cannot be read.</exception>
    public static Stream Open(string path)
    {
        if (path == "-")
        {
            Terminal.ReportWaiting("an event stream or a JSON body");
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
            throw new InputException(
                $"{path}: is a cassette. Give one of its turns, such as '{Path.GetFileName(path)}#1'; 'agentic-api replay', 'lint' and 'view' take cassettes.");
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

    /// <summary>Opens the answer of a turn that is given by its number, from 1, or by its name.</summary>
    private static Stream OpenTurn(string path, string name)
    {
        var turns = Cassette.Load(path).Turns;
        var turn = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? turns.ElementAtOrDefault(number - 1)
            : turns.FirstOrDefault(turn => turn.Name == name);
        return turn is not null
            ? turn.Response.Open()
            : throw new InputException($"{path}: has no turn '{name}'. Its turns: {Names(turns)}.");
    }

    private static string Names(IReadOnlyList<CassetteTurn> turns) =>
        turns.Count == 0 ? "none" : string.Join(", ", turns.Select((turn, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1} ({turn.Name})")));
}

/// <summary>Reports an input or an answer that cannot be used. The message is shown to the user.</summary>
internal sealed class InputException(string message) : Exception(message);
