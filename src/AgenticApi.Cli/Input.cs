namespace AgenticApi.Cli;

/// <summary>Opens what a command reads.</summary>
internal static class Input
{
    /// <summary>Opens a file, or standard input for <c>-</c>.</summary>
    /// <exception cref="InputException">There is no such file, or it cannot be read.</exception>
    public static Stream Open(string path)
    {
        if (path == "-")
        {
            return Console.OpenStandardInput();
        }

        if (Directory.Exists(path))
        {
            throw new InputException($"{path}: is a folder. Give one file; 'agentic-api replay' takes folders.");
        }

        if (Path.GetExtension(path) is ".yaml" or ".yml")
        {
            throw new InputException($"{path}: is a cassette. 'agentic-api replay', 'lint' and 'view' take cassettes.");
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
}

/// <summary>What is wrong with an input, for the person at the terminal.</summary>
internal sealed class InputException(string message) : Exception(message);
