using System.Text.Json;
using AgenticApi.Gateway.Tests.Clients.Model;

namespace AgenticApi.Gateway.Tests.Clients.Codex;

/// <summary>Scripts of models for <c>codex</c>. Its tools depend on the name of the model.</summary>
internal static class CodexModel
{
    /// <summary>The tool that runs JavaScript. The name for the model includes its namespace.</summary>
    private const string Script = "functions__exec";

    /// <summary>A patch that changes <c>number.txt</c>.</summary>
    private const string Patch = "*** Begin Patch\n*** Update File: number.txt\n@@\n-The number is 4711.\n+The number is 42.\n*** End Patch\n";

    /// <summary>Reads a file, then two files at once, and answers with their content.</summary>
    public static ModelTurn Read(ChatConversation conversation) => conversation.Rounds switch
    {
        0 => new("Look at the file.", null, Shell(conversation, "cat number.txt")),
        1 => new("There are others.", null, Shell(conversation, "cat colour.txt"), Shell(conversation, "cat animal.txt")),
        _ when conversation.Last == WeatherLoop.Thanks => new("Be polite.", WeatherLoop.Welcome),
        _ => new("That is all.", string.Join(' ', conversation.Outputs.SelectMany(output => output.Split('\n')).Where(line => line.StartsWith("The ", StringComparison.Ordinal)))),
    };

    /// <summary>Applies the patch, and answers with the result.</summary>
    public static ModelTurn Change(ChatConversation conversation) => conversation.Rounds switch
    {
        0 => new("Change it.", null, conversation switch
        {
            _ when conversation.Tools.Contains(Script) => Run($"text(await tools.apply_patch({JsonSerializer.Serialize(Patch)}));"),
            _ when conversation.Tools.Contains("apply_patch") => new("apply_patch", JsonSerializer.Serialize(new { input = Patch })),
            _ => Shell(conversation, $"apply_patch <<'EOF'\n{Patch}EOF"),
        }),
        _ => new("That is all.", conversation.Outputs.Count == 1 ? "Done." : "What happened?"),
    };

    private static ModelCall Shell(ChatConversation conversation, string command) => conversation.Tools.Contains(Script)
        ? Run($"text((await tools.exec_command({JsonSerializer.Serialize(new { cmd = command })})).output);")
        : new("exec_command", JsonSerializer.Serialize(new { cmd = command }));

    private static ModelCall Run(string script) => new(Script, JsonSerializer.Serialize(new { input = script }));
}
