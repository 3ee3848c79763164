namespace AgenticApi.Readme.Tests.Blocks;

/// <summary>A fenced block of a README.</summary>
/// <param name="File">The README, from the root of the repository, with slashes.</param>
/// <param name="Line">The line of its first fence, from 1.</param>
/// <param name="Language">What the fence says; empty if it says nothing.</param>
/// <param name="Text">The lines between the fences, each with its line break.</param>
public sealed record Block(string File, int Line, string Language, string Text)
{
    /// <summary>Every block of every README, in their order.</summary>
    public static IReadOnlyList<Block> All { get; } = [.. Find()];

    /// <summary>Where it stands, as compilers write it.</summary>
    public string Place => $"{File}:{Line}";

    /// <summary>The blocks of a language.</summary>
    public static IEnumerable<Block> Of(string language) => All.Where(block => block.Language == language);

    public override string ToString() => Place;

    private static IEnumerable<Block> Find()
    {
        var files = Directory.EnumerateFiles(Repository.Root, "README.md", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 });
        return files.Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal).SelectMany(Read);
    }

    private static IEnumerable<Block> Read(string file)
    {
        var lines = System.IO.File.ReadAllLines(Path.Combine(Repository.Root, file));
        for (var i = 0; i < lines.Length; i++)
        {
            var indent = lines[i].Length - lines[i].TrimStart().Length;
            if (!lines[i].AsSpan(indent).StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }

            var end = Array.FindIndex(lines, i + 1, line => line.Trim() == "```");
            if (end < 0)
            {
                throw new InvalidDataException($"{file}:{i + 1}: nothing closes the block.");
            }

            var text = lines[(i + 1)..end].Select(line => line.Length >= indent ? line[indent..] : line);
            yield return new Block(file, i + 1, lines[i].Trim()[3..], string.Concat(text.Select(line => line + "\n")));
            i = end;
        }
    }
}
