using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The complete command of a shell call. Wire type: <c>response.shell_call_command.done</c>.</summary>
public sealed class ShellCallCommandDoneEvent : ItemEvent
{
    internal ShellCallCommandDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The index of the command in the call, from 0; null if the server sent none.</summary>
    public int? CommandIndex => PartIndex;

    /// <summary>The complete command; empty if the server sent none.</summary>
    public string Command => String(Fields.Payload) ?? "";
}
