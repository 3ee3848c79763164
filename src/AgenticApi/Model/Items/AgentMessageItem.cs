using System.Text.Json;

namespace AgenticApi;

/// <summary>A message from one agent to another (beta): an output item of type <c>agent_message</c>.</summary>
public sealed class AgentMessageItem : OutputItem
{
    internal AgentMessageItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The agent that wrote the message (<c>author</c>); empty if absent.</summary>
    public string Author => String("author"u8) ?? "";

    /// <summary>The agent that receives the message (<c>recipient</c>); empty if absent.</summary>
    public string Recipient => String("recipient"u8) ?? "";

    /// <summary>The parts of the message (<c>content</c>), in order; empty if absent.</summary>
    public IReadOnlyList<ContentPart> Content => List("content"u8, ContentPart.FromJson);
}
