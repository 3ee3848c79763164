using System.Runtime.CompilerServices;

namespace AgenticApi.Tests.Support;

/// <summary>
/// Approved results in files, by Verify's convention: <c>Class.Method_parameters.verified.json</c> beside the test. A result that differs
/// is written beside it as <c>.received.json</c>; to approve it, move it over the verified file.
/// </summary>
internal static class Snapshot
{
    public static void Match(
        string received, string parameters = "", [CallerFilePath] string test = "", [CallerMemberName] string method = "")
    {
        var name = $"{Path.GetFileNameWithoutExtension(test)}.{method}{(parameters.Length > 0 ? "_" + parameters : "")}";
        // A deterministic build changes the path of the source, so the file is searched below the tests of the repository.
        var folder = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), Path.GetFileName(test), SearchOption.AllDirectories)
            .Select(Path.GetDirectoryName).Single()!;
        var verifiedFile = Path.Combine(folder, name + ".verified.json");
        var receivedFile = Path.Combine(folder, name + ".received.json");
        received = received.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        var verified = File.Exists(verifiedFile) ? File.ReadAllText(verifiedFile).ReplaceLineEndings("\n") : null;
        if (received == verified)
        {
            File.Delete(receivedFile);
            return;
        }

        File.WriteAllText(receivedFile, received);
        Assert.Fail(verified is null
            ? $"{name} has no approved result yet. Read {receivedFile} and, if it is right, rename it to {Path.GetFileName(verifiedFile)}."
            : $"{name} differs from its approved result.\n{Difference(verified, received)}\nIf the new one is right, move {receivedFile} over {Path.GetFileName(verifiedFile)}.");
    }

    /// <summary>Returns the first line that differs, with the lines around it.</summary>
    private static string Difference(string verified, string received)
    {
        var (old, now) = (verified.Split('\n'), received.Split('\n'));
        var line = 0;
        while (line < old.Length && line < now.Length && old[line] == now[line])
        {
            line++;
        }

        var before = old[Math.Max(0, line - 2)..line].Select(text => "  " + text);
        return string.Join('\n',
        [
            $"line {line + 1}:", .. before, "- " + (line < old.Length ? old[line] : "(end)"), "+ " + (line < now.Length ? now[line] : "(end)"),
        ]);
    }
}
