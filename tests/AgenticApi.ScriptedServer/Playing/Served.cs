using System.Text.Json.Nodes;

namespace AgenticApi.Scripted.Playing;

/// <summary>A response that was given, and what is needed to go on from it.</summary>
/// <param name="Response">The response as it ended.</param>
/// <param name="Events">Its events.</param>
/// <param name="Tokens">The tokens of the conversation so far.</param>
internal sealed record Served(JsonObject Response, IReadOnlyList<JsonObject> Events, int Tokens)
{
    /// <summary>The ids under which the client must answer: of calls that it is to run, and of approvals.</summary>
    public IReadOnlyList<string> Open { get; } = RequestInput.Calls(Response["output"]);
}
