using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>A piece of the output of a command of a shell call. Wire type: <c>response.shell_call_output_content.delta</c>.</summary>
public sealed class ShellCallOutputContentDeltaEvent : ItemEvent
{
    internal ShellCallOutputContentDeltaEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The index of the command in the call, from 0; null if the server sent none.</summary>
    public int? CommandIndex => PartIndex;

    /// <summary>A piece of the standard output of the command; null if the event has none.</summary>
    public string? Stdout => MemberText("delta"u8, "stdout"u8);

    /// <summary>A piece of the standard error of the command; null if the event has none.</summary>
    public string? Stderr => MemberText("delta"u8, "stderr"u8);
}
