using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>A piece of a command of a shell call. Wire type: <c>response.shell_call_command.delta</c>.</summary>
public sealed class ShellCallCommandDeltaEvent : DeltaEvent
{
    internal ShellCallCommandDeltaEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The index of the command in the call, from 0; null if the server sent none.</summary>
    public int? CommandIndex => PartIndex;
}
