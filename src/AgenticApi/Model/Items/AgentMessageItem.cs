using System.Text.Json;

namespace AgenticApi;

/// <summary>A message from one agent to another (beta). An output item of type <c>agent_message</c>.</summary>
public sealed class AgentMessageItem : OutputItem
{
    internal AgentMessageItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>Who wrote it; empty where the server does not say.</summary>
    public string Author => String("author"u8) ?? "";

    /// <summary>Whom it is for; empty where the server does not say.</summary>
    public string Recipient => String("recipient"u8) ?? "";

    /// <summary>The message's parts; empty where there are none.</summary>
    public IReadOnlyList<ContentPart> Content => List("content"u8, ContentPart.FromJson);
}
