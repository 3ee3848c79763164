namespace AgenticApi.Readme.Tests.Blocks;

/// <summary>A file of <c>Frames</c>: the code in which a sample stands, so that it runs.</summary>
/// <remarks>
/// Its first line names the READMEs and a text of the block; the lines below, starting with "Prints: ", say what is printed (<c>*</c>
/// stands for any text), and "Needs: PostgreSQL" what must be there. One line in it is the place of the sample.
/// </remarks>
public sealed class Frame
{
    private const string Place = " The sample stands here.\n";

    private Frame(string path)
    {
        Name = Path.GetFileNameWithoutExtension(path);
        var comment = path.EndsWith(".sh", StringComparison.Ordinal) ? "#" : "//";
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        var head = text.Split('\n').TakeWhile(line => line.StartsWith(comment, StringComparison.Ordinal)).Select(line => line[comment.Length..].Trim()).ToList();
        var colon = head[0].IndexOf(": ", StringComparison.Ordinal);
        Files = head[0][..colon].Split(", ");
        Marker = head[0][(colon + 2)..];
        Prints = [.. head.Where(line => line.StartsWith("Prints: ", StringComparison.Ordinal)).Select(line => line["Prints: ".Length..])];
        NeedsPostgres = head.Contains("Needs: PostgreSQL");
        (Before, After) = text.Split(comment + Place) is [var before, var after] ? (before, after) : throw new InvalidDataException($"{path}: the sample must stand in one place.");
    }

    /// <summary>The name of the file, without its extension.</summary>
    public string Name { get; }

    /// <summary>The READMEs in which the sample stands.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>What tells the block from the others of its language and file.</summary>
    public string Marker { get; }

    /// <summary>The lines that the sample prints.</summary>
    public IReadOnlyList<string> Prints { get; }

    public bool NeedsPostgres { get; }

    /// <summary>What stands before the sample.</summary>
    public string Before { get; }

    /// <summary>What stands after it.</summary>
    public string After { get; }

    /// <summary>The folder of the frames.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "AgenticApi.Readme.Tests", "Frames");

    /// <summary>The frames with an extension.</summary>
    public static IReadOnlyList<Frame> All(string extension) => [.. Directory.EnumerateFiles(Folder, "*" + extension).Order(StringComparer.Ordinal).Select(path => new Frame(path))];

    /// <summary>Whether a block belongs into it.</summary>
    public bool Fits(Block block) => Files.Contains(block.File) && block.Text.Contains(Marker, StringComparison.Ordinal);
}
