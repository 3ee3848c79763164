using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>More of what a command of a shell call printed. Wire type: <c>response.shell_call_output_content.delta</c>.</summary>
public sealed class ShellCallOutputContentDeltaEvent : ItemEvent
{
    internal ShellCallOutputContentDeltaEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The command's place in the call, from 0; null where the server sent none.</summary>
    public int? CommandIndex => PartIndex;

    /// <summary>More of the command's standard output; null where the event has none.</summary>
    public string? Stdout => MemberText("delta"u8, "stdout"u8);

    /// <summary>More of the command's standard error; null where the event has none.</summary>
    public string? Stderr => MemberText("delta"u8, "stderr"u8);
}
