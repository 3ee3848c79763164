using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>A command of a shell call, whole. Wire type: <c>response.shell_call_command.done</c>.</summary>
public sealed class ShellCallCommandDoneEvent : ItemEvent
{
    internal ShellCallCommandDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The command's place in the call, from 0; null where the server sent none.</summary>
    public int? CommandIndex => PartIndex;

    /// <summary>The whole of it; empty where the server sent none.</summary>
    public string Command => String(Fields.Payload) ?? "";
}
